import { asc } from "drizzle-orm";
import type { Db } from "@/db";
import { connections } from "@/db/schema/connections";

/** A connection as it is stored: texts by field, secrets encrypted. */
export type ConnectionRow = typeof connections.$inferSelect;

/** Every connection in the back office's order. */
export function listConnectionRows(db: Db): Promise<ConnectionRow[]> {
  return db.select().from(connections).orderBy(asc(connections.position), asc(connections.createdAt), asc(connections.id));
}
