import type { Ctx } from "@/core/ctx";
import { countMiss } from "@/core/proofs/count-miss";
import { type Proof, type ProofPurpose, proofFrom } from "@/core/proofs/proof";
import { ok, type Result } from "@/core/result";
import { hashToken } from "@/core/security/token";
import { takeLiveProof } from "@/db/queries/proofs";

/**
 * Spends a link: one atomic statement, so that of parallel calls exactly one succeeds (T-V4, T-P5). Call it in the transaction that does
 * what was proven: if that fails, the link is still good. Failures as in findProofByToken.
 */
export async function takeProofByToken(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  purpose: ProofPurpose,
  token: string,
): Promise<Result<Proof, "proof.invalid" | "limits.too-many">> {
  const taken = await takeLiveProof(ctx.db, purpose, { tokenHash: hashToken(token) });
  return taken ? ok(proofFrom(purpose, taken)) : countMiss(ctx);
}
