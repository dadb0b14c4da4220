import type { Db } from "@/db";
import { auditLog } from "@/db/schema/operation";

/** Adds a row to the audit log. */
export async function insertAuditRow(db: Db, row: typeof auditLog.$inferInsert): Promise<void> {
  await db.insert(auditLog).values(row);
}
