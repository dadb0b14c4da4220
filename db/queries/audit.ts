import { and, desc, eq, gte, lt, ne, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { auditLog } from "@/db/schema/operation";
import { accounts, customers, staff } from "@/db/schema/people";

/** Adds a row to the audit log. */
export async function insertAuditRow(db: Db, row: typeof auditLog.$inferInsert): Promise<void> {
  await db.insert(auditLog).values(row);
}

/** Which rows to list; what is absent does not count. Days are UTC, both included, as YYYY-MM-DD. */
export type AuditWanted = {
  readonly action?: string | undefined;
  readonly actorKind?: string | undefined;
  readonly outcome?: "ok" | "failed" | undefined;
  readonly fromDay?: string | undefined;
  readonly toDay?: string | undefined;
  readonly supportCode?: string | undefined;
  /** Only rows older than the one with this id. */
  readonly before?: number | undefined;
};

/** At most `limit` rows, newest first, with the name of whoever is still known. */
export function listAuditRows(db: Db, wanted: AuditWanted, limit: number) {
  return db
    .select({
      id: auditLog.id,
      at: auditLog.at,
      actorKind: auditLog.actorKind,
      staffName: staff.name,
      customerNumber: customers.number,
      action: auditLog.action,
      targetKind: auditLog.targetKind,
      targetId: auditLog.targetId,
      outcome: auditLog.outcome,
      supportCode: auditLog.supportCode,
      address: auditLog.address,
      userAgent: auditLog.userAgent,
      detail: auditLog.detail,
    })
    .from(auditLog)
    .leftJoin(staff, and(eq(auditLog.actorKind, "staff"), eq(staff.id, auditLog.actorId)))
    .leftJoin(accounts, and(eq(auditLog.actorKind, "customer"), eq(accounts.id, auditLog.actorId)))
    .leftJoin(customers, eq(customers.id, accounts.customerId))
    .where(and(...conditions(wanted)))
    .orderBy(desc(auditLog.id))
    .limit(limit);
}

function conditions({ action, actorKind, outcome, fromDay, toDay, supportCode, before }: AuditWanted): SQL[] {
  const asked: (SQL | false)[] = [
    action !== undefined && eq(auditLog.action, action),
    actorKind !== undefined && eq(auditLog.actorKind, actorKind),
    outcome === "ok" && eq(auditLog.outcome, "ok"),
    outcome === "failed" && ne(auditLog.outcome, "ok"),
    fromDay !== undefined && gte(auditLog.at, sql`${fromDay}::date at time zone 'UTC'`),
    toDay !== undefined && lt(auditLog.at, sql`(${toDay}::date + 1) at time zone 'UTC'`),
    supportCode !== undefined && eq(auditLog.supportCode, supportCode),
    before !== undefined && lt(auditLog.id, before),
  ];
  return asked.filter((condition) => condition !== false);
}
