import { sql } from "drizzle-orm";
import { type Db, isOutage } from "@/db";
import type { sessions, staffSessions } from "@/db/schema/sessions";

/**
 * Notes that a session is in use. Left out while somebody holds its row (T-FX12) or nothing can be written (T-FX13): who only reads
 * neither waits nor fails for it. Never in a transaction.
 */
export async function touch(db: Db, table: typeof sessions | typeof staffSessions, id: string): Promise<void> {
  const free = sql`select id from ${table} where id = ${id} for update skip locked`;
  try {
    await db.execute(sql`update ${table} set last_seen_at = now() where id in (${free})`);
  } catch (error) {
    if (!isOutage(error)) throw error;
  }
}
