import { z } from "zod";
import { findLocalDoorClosed, type LocalDoorClosed } from "@/core/access/local-door";
import { offerCompany } from "@/core/companies/offer-company";
import { type Ctx, inTransaction } from "@/core/ctx";
import { passwordAsTyped, requiredLine } from "@/core/input";
import { replacePassword } from "@/core/passwords/replace-password";
import { wordsOf } from "@/core/passwords/words-of";
import { findGivenProof, type GivenProof } from "@/core/proofs/find-given-proof";
import type { Proof } from "@/core/proofs/proof";
import { spendProof } from "@/core/proofs/spend-proof";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { hashPassword } from "@/core/security/password-hash";
import { checkNewPassword, type PasswordFailure } from "@/core/security/password-rule";
import { deleteUnprovenIdentities, findHolder, type Holder, lockHolder, markEmailProven } from "@/db/queries/holders";

/** What the forms behind the link and beside the code hold. */
export const resetByLinkInput = z.object({ newPassword: passwordAsTyped() });
export const resetByCodeInput = z.object({ code: requiredLine(40), newPassword: passwordAsTyped() });

type Refused = "proof.invalid" | "code.refused" | "limits.too-many";
type Code = LocalDoorClosed | Refused | PasswordFailure;

/**
 * Sets a new password for whom a proof belongs to. A password that the rule refuses costs no proof. Then one transaction does all of it
 * or nothing: the proof is spent (once, however parallel: T-P5), every session, other link and doubtful identity of the account ends
 * (T-P7 to T-P10), and the owner is told. Nobody is signed in by it (T-P12). A code that is wrong and one that there never was get one
 * answer: only an account is mailed one, so anything else would tell who has an account (T-P1). Throws TooBusy.
 */
export async function resetPassword(ctx: Ctx, given: GivenProof, newPassword: string): Promise<Result<undefined, Code>> {
  const closed = findLocalDoorClosed(ctx);
  if (closed) return fail(closed);
  const wanted = { password: newPassword, field: "newPassword" } as const;
  // Before the code is tried: a password that nobody could have would otherwise use up tries.
  const plain = await checkNewPassword(ctx, { ...wanted, words: [] });
  if (!plain.ok) return plain;
  const found = await findProof(ctx, given);
  if (!found.ok) return { ...found, supportCode: await noteRefusal(ctx, found.code) };
  const holder = await findCurrent(ctx, found.value, findHolder);
  if (!holder) return refuse(ctx, given);
  const personal = await checkNewPassword(ctx, { ...wanted, words: wordsOf(holder) });
  if (!personal.ok) return personal;
  const passwordHash = await hashPassword(ctx.hash, newPassword);
  const isDone = await inTransaction(ctx, (tx) => carryOut(tx, found.value, passwordHash));
  return isDone ? ok() : refuse(ctx, given);
}

async function findProof(ctx: Ctx, given: GivenProof): Promise<Result<Proof, Refused>> {
  const found = await findGivenProof(ctx, "reset", given);
  if (found.ok) return found;
  const { code, retryAfterSeconds } = found;
  if (code === "code.wrong" || code === "code.ended") return fail("code.refused", { field: "code" });
  return fail(code, { retryAfterSeconds });
}

/** What was a proof a moment ago is none any more: one answer for all reasons. */
async function refuse(ctx: Ctx, { kind }: GivenProof): Promise<Result<never, Code>> {
  const supportCode = await noteRefusal(ctx, kind === "link" ? "proof.invalid" : "code.refused");
  return kind === "link" ? fail("proof.invalid", { supportCode }) : fail("code.refused", { field: "code", supportCode });
}

const noteRefusal = (ctx: Ctx, outcome: Code): Promise<string> =>
  audit(ctx, { actor: { kind: "visitor" }, action: "reset.completed", outcome });

type Finder = typeof findHolder;

/** The holder, if the account is active and still written to at the address that was proven (T-P6). */
async function findCurrent(ctx: Pick<Ctx, "db">, { accountId, emailKey }: Proof, find: Finder): Promise<Holder | null> {
  const holder = accountId && (await find(ctx.db, accountId));
  if (!holder || holder.isDeactivated || emailKey === null) return null;
  return [holder.emailKey, holder.contactEmailKey].includes(emailKey) ? holder : null;
}

async function carryOut(tx: Ctx, proof: Proof, passwordHash: string): Promise<boolean> {
  const holder = await findCurrent(tx, proof, lockHolder);
  if (!holder || !(await spendProof(tx, proof))) return false;
  const { accountId } = holder;
  await replacePassword(tx, holder, passwordHash);
  const unlinked = await deleteUnprovenIdentities(tx.db, accountId);
  if (proof.emailKey) await markEmailProven(tx.db, accountId, proof.emailKey);
  if (!holder.isEmailProven) await offerCompany(tx, holder, {});
  await audit(tx, {
    actor: { kind: "customer", accountId },
    action: "reset.completed",
    target: { kind: "account", id: accountId },
    outcome: "ok",
    detail: { unlinked: String(unlinked) },
  });
  return true;
}
