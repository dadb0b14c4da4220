import { and, desc, eq, gte, inArray, lt, ne, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { auditLog } from "@/db/schema/operation";
import { accounts, customers, staff } from "@/db/schema/people";
import { onPaper, statement } from "@/db/statement";

type NewRow = Omit<typeof auditLog.$inferSelect, "id" | "at">;

const newRow = statement<NewRow>(
  onPaper.insert(auditLog).values({
    actorKind: sql.placeholder("actorKind"),
    actorId: sql.placeholder("actorId"),
    action: sql.placeholder("action"),
    targetKind: sql.placeholder("targetKind"),
    targetId: sql.placeholder("targetId"),
    outcome: sql.placeholder("outcome"),
    supportCode: sql.placeholder("supportCode"),
    address: sql.placeholder("address"),
    userAgent: sql.placeholder("userAgent"),
    detail: sql.placeholder("detail"),
  }),
);

/** Adds a row to the audit log. */
export async function insertAuditRow(db: Db, row: NewRow): Promise<void> {
  await newRow(db, row);
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

const line = {
  id: auditLog.id,
  at: auditLog.at,
  actorKind: auditLog.actorKind,
  actorId: auditLog.actorId,
  action: auditLog.action,
  targetKind: auditLog.targetKind,
  targetId: auditLog.targetId,
  outcome: auditLog.outcome,
  supportCode: auditLog.supportCode,
  address: auditLog.address,
  userAgent: auditLog.userAgent,
  detail: auditLog.detail,
};

/** At most `limit` rows, newest first. */
export function listAuditRows(db: Db, wanted: AuditWanted, limit: number) {
  return db
    .select(line)
    .from(auditLog)
    .where(and(...conditions(wanted)))
    .orderBy(desc(auditLog.id))
    .limit(limit);
}

/** At most `limit` rows about any of these targets or done by this actor, newest first. */
export function listAuditRowsAbout(
  db: Db,
  { targets, actorId }: { targets: readonly string[]; actorId: string | null },
  limit: number,
) {
  // Each of them is one short walk along an index; asked for all at once, the whole log might be read from its end.
  const about = sql`(
    select newest.id from (values ${sql.join(
      targets.map((id) => sql`(${id}::text)`),
      sql`, `,
    )}) as about(target) cross join lateral (
      select a.id from ${auditLog} a where a.target_id = about.target order by a.id desc limit ${limit}) as newest
    union
    (select a.id from ${auditLog} a where a.actor_id = ${actorId}::uuid order by a.id desc limit ${limit}))`;
  return db.select(line).from(auditLog).where(sql`${auditLog.id} in ${about}`).orderBy(desc(auditLog.id)).limit(limit);
}

/** Names of staff members and numbers of customers, by the id of the staff member, account or customer; who is gone is left out. */
export async function listAuditNames(db: Db, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return [];
  const wanted = [...ids];
  const [people, signedUp, known] = await Promise.all([
    db.select({ id: staff.id, name: staff.name }).from(staff).where(inArray(staff.id, wanted)),
    db
      .select({ id: accounts.id, name: customers.number })
      .from(accounts)
      .innerJoin(customers, eq(customers.id, accounts.customerId))
      .where(inArray(accounts.id, wanted)),
    db.select({ id: customers.id, name: customers.number }).from(customers).where(inArray(customers.id, wanted)),
  ]);
  return [...people, ...signedUp, ...known];
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
