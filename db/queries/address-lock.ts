import { sql } from "drizzle-orm";
import type { Db } from "@/db";

/**
 * Holds everybody else off an e-mail address until the transaction ends: whatever gives an address to somebody, or files something by it,
 * must see what the others do, or two accounts would have one address, and a guest's order would stay behind.
 */
export async function lockAddress(db: Db, emailKey: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`foyer:address:${emailKey}`}, 0))`);
}
