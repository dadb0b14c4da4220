import type { Ctx } from "@/core/ctx";
import { countMiss } from "@/core/proofs/count-miss";
import { type Proof, type ProofPurpose, proofFrom } from "@/core/proofs/proof";
import { ok, type Result } from "@/core/result";
import { hashToken } from "@/core/security/token";
import { findLiveProof } from "@/db/queries/proofs";

/**
 * Looks at a link without changing anything: for the page that shows a button, since mail scanners open links (T-V1). Unknown, cut off,
 * expired, used and superseded tokens are all `proof.invalid` (T-V5); too many of them from one address end in `limits.too-many` (T-P13).
 */
export async function findProofByToken(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  purpose: ProofPurpose,
  token: string,
): Promise<Result<Proof, "proof.invalid" | "limits.too-many">> {
  const found = await findLiveProof(ctx.db, purpose, hashToken(token));
  return found ? ok(proofFrom(purpose, found)) : countMiss(ctx);
}
