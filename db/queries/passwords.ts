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

const hashFrom = statement<{ accountId: string }, { hash: string }>(
  sql`select hash from ${passwords} where account_id >= ${sql.placeholder("accountId")}::uuid order by account_id limit 1`,
);

/** The stored hash of the first account that has one from this id on; null if there is none. */
export async function findPasswordHashFrom(db: Db, accountId: string): Promise<string | null> {
  const [found] = await hashFrom(db, { accountId });
  return found?.hash ?? null;
}
