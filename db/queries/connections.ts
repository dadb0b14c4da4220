import { and, asc, eq, getTableColumns, isNull, ne, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "@/db";
import { companies } from "@/db/schema/companies";
import { type ConnectionChecks, connections, pendingIdentities } from "@/db/schema/connections";
import { accounts, identities, passwords } from "@/db/schema/people";

/** A connection as it is stored: texts by field, secrets encrypted. */
export type ConnectionRow = typeof connections.$inferSelect & {
  /** Domains of companies that lead to it (listConnectionRows). */
  readonly companyDomains?: readonly string[];
};

export type { ConnectionChecks };

const companyDomains = sql<string[]>`array(
  select unnest(c.domains) from ${companies} c
  where c.connection_id = "connections"."id" and c.deactivated_at is null and c.merged_into is null order by 1)`;

/** Every connection in the back office's order, with the domains of the open companies that lead to it. */
export function listConnectionRows(db: Db): Promise<ConnectionRow[]> {
  const row = { ...getTableColumns(connections), companyDomains };
  return db.select(row).from(connections).orderBy(asc(connections.position), asc(connections.createdAt), asc(connections.id));
}

/** A connection by its id, enabled or not; or null. */
export async function findConnectionRow(db: Db, id: string): Promise<ConnectionRow | null> {
  const [found] = await db.select().from(connections).where(eq(connections.id, id));
  return found ?? null;
}

/** Adds a connection, disabled and at the end of the order. */
export async function insertConnection(
  db: Db,
  row: Pick<ConnectionRow, "id" | "provider" | "fields" | "isDefault">,
): Promise<void> {
  const last = sql<number>`(select coalesce(max(position), 0) + 1 from connections)`;
  await db.insert(connections).values({ ...row, position: last });
}

type Stored = Pick<ConnectionRow, "fields" | "isEnabled" | "isDefault">;

/** Stores a changed connection. What was tested counts no more if how it connects has changed. */
export async function updateConnection(db: Db, id: string, row: Stored, isTestVoid: boolean): Promise<void> {
  const voided = isTestVoid ? { testedAt: null, checks: null, trial: null, trialAt: null } : {};
  await db
    .update(connections)
    .set({ ...row, ...voided, updatedAt: sql`now()` })
    .where(eq(connections.id, id));
}

/** Takes the mark of the default from every other connection: only one can bear it. */
export async function clearOtherDefaults(db: Db, id: string): Promise<void> {
  await db
    .update(connections)
    .set({ isDefault: false })
    .where(and(eq(connections.isDefault, true), ne(connections.id, id)));
}

/** Puts connections into this order. */
export async function orderConnections(db: Db, ids: readonly string[]): Promise<void> {
  for (const [at, id] of ids.entries())
    await db
      .update(connections)
      .set({ position: at + 1 })
      .where(eq(connections.id, id));
}

/**
 * Removes a connection with everybody's identities at it, and who had not accepted yet: another connection may get its id one day, and
 * must not find anybody there.
 */
export async function deleteConnection(db: Db, id: string): Promise<void> {
  await db.delete(identities).where(eq(identities.connection, id));
  await forgetArrivals(db, id);
  await db.delete(connections).where(eq(connections.id, id));
}

/** Forgets who came back through a connection and has not accepted: what its provider said was not what the next one says. */
export async function forgetArrivals(db: Db, id: string): Promise<void> {
  await db.delete(pendingIdentities).where(eq(pendingIdentities.connection, id));
}

/** How many active accounts can sign in through a connection, and how many of them have no other way in. */
export async function countConnectionPeople(db: Db, id: string): Promise<{ people: number; withoutOtherWay: number }> {
  const other = alias(identities, "other");
  const hasPassword = db.select({ one: sql`1` }).from(passwords).where(eq(passwords.accountId, accounts.id));
  const hasOther = db
    .select({ one: sql`1` })
    .from(other)
    .where(and(eq(other.accountId, accounts.id), ne(other.connection, id)));
  const isAlone = and(notExists(hasPassword), notExists(hasOther));
  const [counted] = await db
    .select({
      people: sql<number>`count(distinct ${accounts.id})`.mapWith(Number),
      withoutOtherWay: sql<number>`count(distinct ${accounts.id}) filter (where ${isAlone})`.mapWith(Number),
    })
    .from(identities)
    .innerJoin(accounts, eq(accounts.id, identities.accountId))
    .where(and(eq(identities.connection, id), isNull(accounts.deactivatedAt)));
  return { people: counted?.people ?? 0, withoutOtherWay: counted?.withoutOtherWay ?? 0 };
}

/** Whether anybody at all, active or not, has an identity at a connection. */
export async function hasIdentities(db: Db, id: string): Promise<boolean> {
  const [one] = await db.select({ id: identities.accountId }).from(identities).where(eq(identities.connection, id)).limit(1);
  return one !== undefined;
}

/** Keeps what a look at the provider found. */
export async function storeConnectionChecks(db: Db, id: string, checks: ConnectionChecks): Promise<void> {
  await db.update(connections).set({ checks }).where(eq(connections.id, id));
}

/**
 * Keeps who came back in a test sign-in; with `isGood` the connection counts as tested. Answers whether it still is as it was at
 * `changedAt`: what has changed meanwhile was not what was tested, and nothing is kept.
 */
export async function storeConnectionTrial(
  db: Db,
  { id, changedAt, trial, isGood }: { id: string; changedAt: Date; trial: string; isGood: boolean },
): Promise<boolean> {
  const isUnchanged = sql`date_trunc('milliseconds', ${connections.updatedAt}) = ${changedAt.toISOString()}::timestamptz`;
  const stored = await db
    .update(connections)
    .set({ trial, trialAt: sql`now()`, ...(isGood ? { testedAt: sql`now()` } : {}) })
    .where(and(eq(connections.id, id), isUnchanged))
    .returning({ id: connections.id });
  return stored.length > 0;
}

/** Forgets who came back in test sign-ins of more than a day ago. */
export async function forgetOldTrials(db: Db): Promise<void> {
  await db.update(connections).set({ trial: null, trialAt: null }).where(sql`${connections.trialAt} < now() - interval '1 day'`);
}
