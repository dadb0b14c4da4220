import type { Ctx } from "@/core/ctx";
import { type Proof, type ProofPurpose, proofFrom } from "@/core/proofs/proof";
import { fail, ok, type Result } from "@/core/result";
import { giveBack, recipientSubject, takeLimit } from "@/core/security/limits";
import { refuseTooMany } from "@/core/security/refuse-too-many";
import { canonicalCode, hashCode, isSame } from "@/core/security/token";
import { countCodeTry } from "@/db/queries/proofs";

/** How often a code may be tried. */
export const TRIES_PER_CODE = 5;

/** Why a code does not count. Neither says whether an address is known, nor which of the reasons it was. */
export type CodeFailure = "code.wrong" | "code.ended" | "limits.too-many";

/**
 * Compares a typed code with the one this browser was mailed for this purpose (T-C4, T-C5, T-C6). The try is counted before anything is
 * compared: 5 per code however parallel (T-C1, T-C2). Only misses stay counted: a mailbox has 15 a day, whoever makes them and however many
 * codes are asked for (T-C3); then only the link helps. Nothing is spent yet: see spendProof. Never call it inside a transaction that may be
 * undone, or the count is undone too.
 */
export async function guessCode(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  purpose: ProofPurpose,
  browserHash: string,
  typed: string,
): Promise<Result<Proof, CodeFailure>> {
  const code = canonicalCode(typed);
  // Nothing that could be right: no try is lost on it.
  if (!/^\d{6}$/.test(code)) return fail("code.wrong", { field: "code" });
  const refused = await refuseTooMany(ctx, "proof:address");
  if (refused) return refused;

  const proof = await countCodeTry(ctx.db, purpose, browserHash, TRIES_PER_CODE);
  // Counted without a proof, too: what runs must not tell whether there is one (T-P1).
  const mailbox = proof?.email ? recipientSubject(proof.email) : `nobody ${browserHash}`;
  const today = await takeLimit(ctx, "code:recipient", mailbox);
  if (!proof?.codeHash || !proof.email || !today.isAllowed) return fail("code.ended", { field: "code" });

  const { id, codeHash } = proof;
  const isRight = ctx.secrets.all.some((keys) => isSame(hashCode(keys("codes"), id, code), codeHash));
  if (!isRight) return fail("code.wrong", { field: "code" });
  await giveBack(ctx, "code:recipient", mailbox);
  return ok(proofFrom(purpose, proof));
}
