import { z } from "zod";
import { type Ctx, inTransaction, Rollback } from "@/core/ctx";
import { optionalText } from "@/core/input";
import { findProofByToken } from "@/core/proofs/find-proof-by-token";
import { spendProof } from "@/core/proofs/spend-proof";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { forgetGuesses } from "@/core/security/guess-limit";
import type { NewSession } from "@/core/sessions/start-session";
import { startStaffSession } from "@/core/staff/start-staff-session";
import { findStaff } from "@/db/queries/staff";

/** What the page of an unlock link holds. */
export const unlockStaffInput = z.object({ token: optionalText(100) });

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

/** Signs an admin in by an unlock link: once, also of many at once (T-X5). Their password counts as not guessed at from then on. */
export async function unlockStaff(
  ctx: Asking,
  { token, replaces }: z.output<typeof unlockStaffInput> & { readonly replaces: string | undefined },
): Promise<Result<NewSession, Code>> {
  const found = await findStaffUnlock(ctx, token);
  if (!found.ok) return found;
  try {
    return ok(await inTransaction(ctx, (tx) => admit(tx, found.value, replaces)));
  } catch (error) {
    if (error instanceof Rollback) return fail("proof.invalid");
    throw error;
  }
}

async function admit(tx: Asking, { proofId, staffId }: StaffUnlock, replaces: string | undefined): Promise<NewSession> {
  if (!(await spendProof(tx, { purpose: "unlock", id: proofId }))) throw new Rollback("the link was used meanwhile");
  await forgetGuesses(tx, { kind: "staff", id: staffId });
  const session = await startStaffSession(tx, { staffId, replaces });
  const target = { kind: "staff", id: staffId } as const;
  await audit(tx, { actor: { kind: "staff", staffId }, action: "staff.unlocked", target, outcome: "ok" });
  return session;
}
