import { and, desc, eq, gte, inArray, lt, ne, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { companies, userTypes } from "@/db/schema/companies";
import { auditLog } from "@/db/schema/operation";
import { accounts, customers, staff } from "@/db/schema/people";
import { orders } from "@/db/schema/shop";
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
  /** Done by one of these. */
  readonly actorIds?: readonly string[] | undefined;
  /** About one of these, or naming one of them as the person. */
  readonly targetIds?: readonly string[] | undefined;
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

/** Whose rows to list. */
type About = {
  readonly targets: readonly string[];
  readonly actorId: string | null;
  /**
   * Also rows about something else that name one of these beside it. What happens in a company is about the company and names the person;
   * rows from before that are about the person and name the company.
   */
  readonly beside: { readonly as: keyof typeof BESIDE; readonly ids: readonly string[] };
};

// Written out, since only so they fit the indexes.
const BESIDE = {
  person: sql`a.detail ? 'person' and a.detail ->> 'person'`,
  company: sql`a.detail ? 'company' and a.detail ->> 'company'`,
} as const;

/** At most `limit` rows about any of these targets, beside them, or done by this actor, newest first. */
export function listAuditRowsAbout(db: Db, { targets, actorId, beside }: About, limit: number) {
  // Each of them is one short walk along an index; asked for all at once, the whole log might be read from its end.
  const newest = (ids: readonly string[], is: SQL) => sql`
    select newest.id from unnest(${sql.param([...ids])}::text[]) as about(id) cross join lateral (
      select a.id from ${auditLog} a where ${is} = about.id order by a.id desc limit ${limit}) as newest`;
  const about = sql`(
    ${newest(targets, sql`a.target_id`)} union ${newest(beside.ids, BESIDE[beside.as])} union
    (select a.id from ${auditLog} a where a.actor_id = ${actorId}::uuid order by a.id desc limit ${limit}))`;
  return db.select(line).from(auditLog).where(sql`${auditLog.id} in ${about}`).orderBy(desc(auditLog.id)).limit(limit);
}

/** Names of staff members and numbers of customers, by the id of the staff member, account or customer; who is gone is left out. */
export async function listAuditNames(db: Db, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return [];
  const wanted = [...ids];
  const [people, signedUp, known, bought, firms, types] = await Promise.all([
    db.select({ id: staff.id, name: staff.name }).from(staff).where(inArray(staff.id, wanted)),
    db
      .select({ id: accounts.id, name: customers.number })
      .from(accounts)
      .innerJoin(customers, eq(customers.id, accounts.customerId))
      .where(inArray(accounts.id, wanted)),
    db.select({ id: customers.id, name: customers.number }).from(customers).where(inArray(customers.id, wanted)),
    db.select({ id: orders.id, name: orders.number }).from(orders).where(inArray(orders.id, wanted)),
    db.select({ id: companies.id, name: companies.name }).from(companies).where(inArray(companies.id, wanted)),
    db.select({ id: userTypes.id, name: userTypes.name }).from(userTypes).where(inArray(userTypes.id, wanted)),
  ]);
  return [...people, ...signedUp, ...known, ...bought, ...firms, ...types];
}

/**
 * Ids of everybody and everything that bears a name: staff by a part of the name or the address, customers and their accounts by number
 * or address, orders by number.
 */
export async function listIdsNamed(
  db: Db,
  {
    typed,
    emailKey,
    numberKey,
    orderNumber,
  }: { typed: string; emailKey: string | null; numberKey: string | null; orderNumber: string },
): Promise<string[]> {
  const found = await db.execute<{ id: string }>(sql`
    select s.id from ${staff} s where s.email_key = ${emailKey} or strpos(lower(s.name), lower(${typed})) > 0
    union select c.id from ${customers} c where c.number_key = ${numberKey}
    union select c.id from ${customers} c where c.email_key = ${emailKey}
    union select a.id from ${accounts} a where a.email_key = ${emailKey}
    union select a.id from ${accounts} a join ${customers} c on c.id = a.customer_id where c.number_key = ${numberKey} or c.email_key = ${emailKey}
    union select o.id from ${orders} o where o.number = ${orderNumber}
    limit 200`);
  return [...found].map(({ id }) => id);
}

/**
 * Deletes at most `limit` of the rows older than `keepDays` and answers how many. Only in a transaction: the trigger that keeps the log
 * lets nobody through who does not say for that transaction that it is retention.
 */
export async function deleteOldAuditRows(tx: Db, keepDays: number, limit: number): Promise<number> {
  await tx.execute(sql`select set_config('foyer.audit_retention', 'on', true)`);
  const old = sql`select a.id from ${auditLog} a where a.at < now() - make_interval(days => ${keepDays}) order by a.at limit ${limit} for update skip locked`;
  const deleted = await tx.delete(auditLog).where(sql`${auditLog.id} in (${old})`).returning({ id: auditLog.id });
  await tx.execute(sql`select set_config('foyer.audit_retention', '', true)`);
  return deleted.length;
}

/** What happens in a company names the person beside it. */
const isAbout = (ids: readonly string[]): SQL => {
  const { detail, targetId } = auditLog;
  const wanted = sql`${sql.param([...ids])}::text[]`;
  return sql`(${targetId} = any(${wanted}) or (${detail} ? 'person' and ${detail} ->> 'person' = any(${wanted})))`;
};

function conditions(wanted: AuditWanted): SQL[] {
  const { action, actorKind, actorIds, targetIds, outcome, fromDay, toDay, supportCode, before } = wanted;
  const asked: (SQL | false)[] = [
    action !== undefined && eq(auditLog.action, action),
    actorKind !== undefined && eq(auditLog.actorKind, actorKind),
    actorIds !== undefined && inArray(auditLog.actorId, [...actorIds]),
    targetIds !== undefined && isAbout(targetIds),
    outcome === "ok" && eq(auditLog.outcome, "ok"),
    outcome === "failed" && ne(auditLog.outcome, "ok"),
    fromDay !== undefined && gte(auditLog.at, sql`${fromDay}::date at time zone 'UTC'`),
    toDay !== undefined && lt(auditLog.at, sql`(${toDay}::date + 1) at time zone 'UTC'`),
    supportCode !== undefined && eq(auditLog.supportCode, supportCode),
    before !== undefined && lt(auditLog.id, before),
  ];
  return asked.filter((condition) => condition !== false);
}
