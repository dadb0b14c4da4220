import { sql } from "drizzle-orm";
import type { Db } from "@/db";
import { passwords } from "@/db/schema/people";
import { statement } from "@/db/statement";

const hashOf = statement<{ accountId: string }, { hash: string }>(
  sql`select hash from ${passwords} where account_id = ${sql.placeholder("accountId")}`,
);

/** The stored hash of an account's password; null if it has none. */
export async function findPasswordHash(db: Db, accountId: string): Promise<string | null> {
  const [found] = await hashOf(db, { accountId });
  return found?.hash ?? null;
}
