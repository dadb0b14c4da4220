import type { Ctx } from "@/core/ctx";
import type { Proof } from "@/core/proofs/proof";
import { spendLiveProof } from "@/db/queries/proofs";

/**
 * Spends a proof that was found by its token or guessed by its code, and answers whether it was still there: of parallel calls exactly
 * one gets it (T-C7). Belongs in the transaction that does what was proven.
 */
export function spendProof(ctx: Pick<Ctx, "db">, { purpose, id }: Pick<Proof, "purpose" | "id">): Promise<boolean> {
  return spendLiveProof(ctx.db, purpose, id);
}
