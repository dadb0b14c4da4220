import { sql } from "drizzle-orm";
import type { Db } from "@/db";

/**
 * Makes whoever gives something to a customer by their own doing, and whoever erases them, wait for each other until the transaction ends.
 * It is taken before everything else: an erasure has to know all that is the person's before it can hold any of it.
 */
export async function lockPerson(db: Db, customerId: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`foyer:person:${customerId}`}, 0))`);
}
