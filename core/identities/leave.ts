import { type Ctx, inTransaction } from "@/core/ctx";
import { hashToken } from "@/core/security/token";
import { deletePendingIdentity } from "@/db/queries/identities";
import { supersedeProofs } from "@/db/queries/proofs";

/** Says no to acceptance: whom this browser came back as is forgotten, and a code on its way counts for nothing (P-S2). */
export async function leave(ctx: Pick<Ctx, "db">, browser: string | undefined): Promise<void> {
  const browserHash = hashToken(browser ?? "");
  await inTransaction(ctx, async ({ db }) => {
    await deletePendingIdentity(db, browserHash);
    await supersedeProofs(db, "connect", { browserHash });
  });
}
