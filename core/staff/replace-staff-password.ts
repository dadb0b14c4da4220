import type { Ctx } from "@/core/ctx";
import { forgetGuessesOfStaff } from "@/core/security/guess-limit";
import type { StaffNotice } from "@/core/staff/staff-notices";
import { tellStaff } from "@/core/staff/tell-staff";
import { deleteStaffSessionsOf, endProofsOfStaff, storeStaffPassword } from "@/db/queries/staff-room";

type Replacing = { readonly staffId: string; readonly passwordHash: string; readonly notice: StaffNotice };

/**
 * What follows from every new password of a staff member who had one, in the open transaction: all of their sessions end, so does every link
 * and sign-in under way (T-K6), failures are forgotten (T-S6), and they are told by mail.
 */
export async function replaceStaffPassword(
  tx: Pick<Ctx, "db" | "secrets" | "request">,
  { staffId, passwordHash, notice }: Replacing,
): Promise<void> {
  await storeStaffPassword(tx.db, staffId, passwordHash);
  await deleteStaffSessionsOf(tx.db, staffId, "all");
  await endProofsOfStaff(tx.db, staffId);
  await forgetGuessesOfStaff(tx, staffId);
  await tellStaff(tx, staffId, notice);
}
