import { eq } from "drizzle-orm";
import type { Db } from "@/db";
import { passwords } from "@/db/schema/people";

/** The stored hash of an account's password; null if it has none. */
export async function findPasswordHash(db: Db, accountId: string): Promise<string | null> {
  const [found] = await db.select({ hash: passwords.hash }).from(passwords).where(eq(passwords.accountId, accountId));
  return found?.hash ?? null;
}
