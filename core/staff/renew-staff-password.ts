import { type Ctx, inTransaction } from "@/core/ctx";
import { spendProof } from "@/core/proofs/spend-proof";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { hashPassword } from "@/core/security/password-hash";
import { checkNewPassword, type PasswordFailure } from "@/core/security/password-rule";
import { findStaffSetup, type SetupFailure } from "@/core/staff/find-staff-setup";
import { replaceStaffPassword } from "@/core/staff/replace-staff-password";
import { findStaff } from "@/db/queries/staff";
import { lockStaff } from "@/db/queries/staff-room";

type Input = {
  readonly token: string;
  readonly newPassword: string;
  /** The staff cookie of this browser, if it has one. */
  readonly present?: string | undefined;
};

/**
 * Sets another password for an agent by the link an admin had mailed (see sendPasswordLink): once, also of many at once. Nobody is signed
 * in by it: the agent goes through the door, where the second factor is asked for as ever. All sessions and links of theirs end, they are
 * told by mail, and the log has it. Throws TooBusy.
 */
export async function renewStaffPassword(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash" | "settings">,
  { token, newPassword, present }: Input,
): Promise<Result<undefined, SetupFailure | PasswordFailure>> {
  const found = await findStaffSetup(ctx, token, present);
  if (!found.ok) return found;
  const { proofId, staffId, name, email, isRenewal } = found.value;
  if (!isRenewal) return fail("proof.invalid");
  const isGood = await checkNewPassword(ctx, { password: newPassword, words: [name, email], field: "newPassword" });
  if (!isGood.ok) return isGood;
  const passwordHash = await hashPassword(ctx.hash, newPassword);
  return inTransaction(ctx, async (tx) => {
    await lockStaff(tx.db, staffId);
    // Somebody may have been made an admin, or shut out, while we waited.
    const isAgent = (await findStaff(tx.db, staffId))?.role === "agent";
    if (!isAgent || !(await spendProof(tx, { purpose: "staff-setup", id: proofId }))) return fail("proof.invalid");
    await replaceStaffPassword(tx, { staffId, passwordHash, notice: "passwordChanged" });
    const target = { kind: "staff", id: staffId } as const;
    const detail = { link: "renewal" };
    await audit(tx, { actor: { kind: "staff", staffId }, action: "staff.password-changed", target, outcome: "ok", detail });
    return ok();
  });
}
