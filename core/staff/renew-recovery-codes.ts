import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import type { RecoveryCodes } from "@/core/staff/confirm-second-factor";
import { actorOf, askStaffPassword, type ConfirmFailure, type StaffOperator } from "@/core/staff/confirm-staff";
import { hashRecoveryCode, newRecoveryCodes } from "@/core/staff/one-time-code";
import { tellStaff } from "@/core/staff/tell-staff";
import { hasSecondFactor, replaceRecoveryCodes } from "@/db/queries/second-factor";
import { lockStaff } from "@/db/queries/staff-room";

/** Makes new recovery codes for oneself, with the password; the old ones end. Throws TooBusy. */
export async function renewRecoveryCodes(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash">,
  { by }: { readonly by: StaffOperator },
): Promise<Result<RecoveryCodes, ConfirmFailure | "staff.second-factor-off">> {
  const { staffId } = by;
  const asked = await askStaffPassword(ctx, by);
  if (!asked.ok) return asked;
  const codes = newRecoveryCodes();
  return inTransaction(ctx, async (tx) => {
    await lockStaff(tx.db, staffId);
    if (!(await hasSecondFactor(tx.db, staffId))) return fail("staff.second-factor-off");
    const hashes = codes.map((one) => hashRecoveryCode(tx, staffId, one));
    await replaceRecoveryCodes(tx.db, staffId, hashes);
    await tellStaff(tx, staffId, "recoveryCodesRenewed");
    const target = { kind: "staff", id: staffId } as const;
    await audit(tx, { actor: actorOf(by), action: "staff.recovery-codes", target, outcome: "ok" });
    return ok({ codes });
  });
}
