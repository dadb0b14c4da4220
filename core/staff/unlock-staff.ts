import { z } from "zod";
import { type Ctx, inTransaction, Rollback } from "@/core/ctx";
import { optionalText, passwordAsTyped } from "@/core/input";
import { findProofByToken } from "@/core/proofs/find-proof-by-token";
import { spendProof } from "@/core/proofs/spend-proof";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { hashPassword } from "@/core/security/password-hash";
import { checkNewPassword, type PasswordFailure } from "@/core/security/password-rule";
import { replaceStaffPassword } from "@/core/staff/replace-staff-password";
import { type NewStaffSession, startStaffSession } from "@/core/staff/start-staff-session";
import { deleteSecondFactor } from "@/db/queries/second-factor";
import { findStaff } from "@/db/queries/staff";
import { lockStaff } from "@/db/queries/staff-room";

/** What the page of an unlock link holds. */
export const unlockStaffInput = z.object({ token: optionalText(100), newPassword: passwordAsTyped() });

/** Who is about to be let in. */
export type StaffUnlock = { readonly proofId: string; readonly staffId: string; readonly name: string; readonly email: string };

type Asking = Pick<Ctx, "db" | "secrets" | "request">;
type Code = "proof.invalid" | "limits.too-many";

/** Looks at an unlock link without changing anything (T-V1). One of somebody who is no active admin any more is none. */
export async function findStaffUnlock(ctx: Asking, token: string): Promise<Result<StaffUnlock, Code>> {
  const proof = await findProofByToken(ctx, "unlock", token);
  if (!proof.ok) return proof;
  const { id: proofId, staffId } = proof.value;
  const person = staffId === null ? null : await findStaff(ctx.db, staffId);
  return person?.role === "admin"
    ? ok({ proofId, staffId: person.id, name: person.name, email: person.email })
    : fail("proof.invalid");
}

type Input = z.output<typeof unlockStaffInput> & { readonly replaces: string | undefined };

/**
 * Signs an admin in by an unlock link, with a new password and without the second factor, which may be what was lost: once, also of many at
 * once (T-X5). All their sessions and links end, they are told by mail, and the log has it. Throws TooBusy.
 */
export async function unlockStaff(
  ctx: Asking & Pick<Ctx, "settings" | "hash">,
  { token, newPassword, replaces }: Input,
): Promise<Result<NewStaffSession, Code | PasswordFailure>> {
  const found = await findStaffUnlock(ctx, token);
  if (!found.ok) return found;
  const words = [found.value.name, found.value.email];
  const isGood = await checkNewPassword(ctx, { password: newPassword, words, field: "newPassword" });
  if (!isGood.ok) return isGood;
  const passwordHash = await hashPassword(ctx.hash, newPassword);
  try {
    return ok(await inTransaction(ctx, (tx) => admit(tx, found.value, { passwordHash, replaces })));
  } catch (error) {
    if (error instanceof Rollback) return fail("proof.invalid");
    throw error;
  }
}

async function admit(
  tx: Asking,
  { proofId, staffId }: StaffUnlock,
  { passwordHash, replaces }: { passwordHash: string; replaces: string | undefined },
): Promise<NewStaffSession> {
  await lockStaff(tx.db, staffId);
  if (!(await spendProof(tx, { purpose: "unlock", id: proofId }))) throw new Rollback("the link was used meanwhile");
  const hadSecondFactor = await deleteSecondFactor(tx.db, staffId);
  await replaceStaffPassword(tx, { staffId, passwordHash, notice: "unlocked" });
  const session = await startStaffSession(tx, { staffId, replaces });
  const target = { kind: "staff", id: staffId } as const;
  const detail = { secondFactor: hadSecondFactor ? "removed" : "none" };
  await audit(tx, { actor: { kind: "staff", staffId }, action: "staff.unlocked", target, outcome: "ok", detail });
  return session;
}
