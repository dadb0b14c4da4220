import type { Ctx } from "@/core/ctx";
import { type CodeFailure, guessCode } from "@/core/proofs/guess-code";
import type { Proof, ProofPurpose } from "@/core/proofs/proof";
import { spendProof } from "@/core/proofs/spend-proof";
import { fail, ok, type Result } from "@/core/result";

/**
 * Compares a typed code (see guessCode) and spends it at once (T-C7). Where the proof should survive an outage while its effect is
 * written, use guessCode before the transaction and spendProof in it.
 */
export async function takeProofByCode(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  purpose: ProofPurpose,
  browserHash: string,
  typed: string,
): Promise<Result<Proof, CodeFailure>> {
  const guessed = await guessCode(ctx, purpose, browserHash, typed);
  if (!guessed.ok) return guessed;
  return (await spendProof(ctx, guessed.value)) ? ok(guessed.value) : fail("code.ended", { field: "code" });
}
