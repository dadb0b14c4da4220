import type { Ctx } from "@/core/ctx";
import { lockHolder } from "@/db/queries/holders";

/**
 * Holds the account of somebody who is signed in until the transaction ends, and answers whether it can still be used: a session that was
 * read a moment ago may belong to somebody who was erased or shut since. Where it cannot, the failure is access.sign-in-first.
 */
export async function holdOpenAccount(tx: Pick<Ctx, "db">, accountId: string): Promise<boolean> {
  const holder = await lockHolder(tx.db, accountId);
  return holder !== null && !holder.isDeactivated;
}
