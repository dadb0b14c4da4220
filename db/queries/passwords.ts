import { eq, sql } from "drizzle-orm";
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

/** Takes an account's password away, and says whether it had one. */
export async function deletePassword(db: Db, accountId: string): Promise<boolean> {
  return (await db.delete(passwords).where(eq(passwords.accountId, accountId)).returning({ id: passwords.accountId })).length > 0;
}
