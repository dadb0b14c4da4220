import type { Ctx } from "@/core/ctx";
import type { Proof } from "@/core/proofs/proof";
import { takeLiveProof } from "@/db/queries/proofs";

/**
 * Spends a proof that was found by its token or guessed by its code, and answers whether it was still there: of parallel calls exactly
 * one gets it (T-C7). Belongs in the transaction that does what was proven.
 */
export async function spendProof(ctx: Pick<Ctx, "db">, { purpose, id }: Pick<Proof, "purpose" | "id">): Promise<boolean> {
  return (await takeLiveProof(ctx.db, purpose, { id })) !== null;
}
