import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { passwordAsTyped } from "@/core/input";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { hashPassword } from "@/core/security/password-hash";
import { checkNewPassword, type PasswordFailure } from "@/core/security/password-rule";
import {
  actorOf,
  askStaffPassword,
  type ConfirmFailure,
  confirmStaffFields,
  type StaffOperator,
} from "@/core/staff/confirm-staff";
import { replaceStaffPassword } from "@/core/staff/replace-staff-password";
import { type NewStaffSession, startStaffSession } from "@/core/staff/start-staff-session";
import { findStaff } from "@/db/queries/staff";
import { lockStaff } from "@/db/queries/staff-room";

/** What the form for the own password holds. */
export const changeStaffPasswordInput = z.object({ ...confirmStaffFields, newPassword: passwordAsTyped() });

/**
 * Changes a staff member's own password, with the present one. All sessions end and this browser gets a new one (T-K6); links and
 * sign-ins under way end, failures are forgotten. Throws TooBusy.
 */
export async function changeStaffPassword(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash" | "settings">,
  { newPassword, by }: { readonly newPassword: string; readonly by: StaffOperator },
): Promise<Result<NewStaffSession, ConfirmFailure | PasswordFailure>> {
  const { staffId } = by;
  const person = await findStaff(ctx.db, staffId);
  if (!person) throw new Error("a session without a person");
  const words = [person.name, person.email];
  const allowed = await checkNewPassword(ctx, { password: newPassword, words, field: "newPassword" });
  if (!allowed.ok) return allowed;
  const asked = await askStaffPassword(ctx, by);
  if (!asked.ok) return asked;
  const passwordHash = await hashPassword(ctx.hash, newPassword);
  return inTransaction(ctx, async (tx) => {
    // Somebody was quicker: what was asked for is an old password by now.
    if ((await lockStaff(tx.db, staffId)) !== asked.value) return fail("password.wrong-current", { field: "confirmPassword" });
    await replaceStaffPassword(tx, { staffId, passwordHash, notice: "passwordChanged" });
    const target = { kind: "staff", id: staffId } as const;
    await audit(tx, { actor: actorOf(by), action: "staff.password-changed", target, outcome: "ok" });
    return ok(await startStaffSession(tx, { staffId }));
  });
}
