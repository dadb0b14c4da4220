import type { Ctx } from "@/core/ctx";
import { findProofByToken } from "@/core/proofs/find-proof-by-token";
import { type CodeFailure, guessCode } from "@/core/proofs/guess-code";
import type { Proof, ProofPurpose } from "@/core/proofs/proof";
import { spendProof } from "@/core/proofs/spend-proof";
import { fail, type Result } from "@/core/result";

type Slice = Pick<Ctx, "db" | "secrets" | "request">;

/** Finds a proof by its link and spends it at once, as the use cases behind a link do. */
export async function takeProofByToken(
  ctx: Slice,
  purpose: ProofPurpose,
  token: string,
): Promise<Result<Proof, "proof.invalid" | "limits.too-many">> {
  const found = await findProofByToken(ctx, purpose, token);
  return !found.ok || (await spendProof(ctx, found.value)) ? found : fail("proof.invalid");
}

/** Guesses a code and spends its proof at once, as the use cases behind a code do. */
export async function takeProofByCode(
  ctx: Slice,
  purpose: ProofPurpose,
  browserHash: string,
  typed: string,
): Promise<Result<Proof, CodeFailure>> {
  const guessed = await guessCode(ctx, purpose, browserHash, typed);
  return !guessed.ok || (await spendProof(ctx, guessed.value)) ? guessed : fail("code.ended", { field: "code" });
}
