import { and, count, eq, gte, inArray, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { connections } from "@/db/schema/connections";
import { auditLog, mails } from "@/db/schema/operation";
import { accounts, activations, customers } from "@/db/schema/people";

const startOfDay = sql`date_trunc('day', now(), 'UTC')`;

/** Figures for the back office's first page. "Today" begins at midnight UTC. */
export async function readFigures(db: Db) {
  const [[people], [withAccount], [pending], [today]] = await Promise.all([
    db.select({ value: count() }).from(customers).where(isNull(customers.mergedInto)),
    db.select({ value: count() }).from(accounts).where(isNull(accounts.deactivatedAt)),
    db.select({ value: count() }).from(activations),
    db
      .select({
        registrations: sql<number>`count(*) filter (where ${auditLog.action} = 'registration.completed')`.mapWith(Number),
        signIns: sql<number>`count(distinct ${auditLog.actorId}) filter (where ${auditLog.action} = 'sign-in')`.mapWith(Number),
      })
      .from(auditLog)
      .where(
        and(
          inArray(auditLog.action, ["registration.completed", "sign-in"]),
          eq(auditLog.outcome, "ok"),
          gte(auditLog.at, startOfDay),
        ),
      ),
  ]);
  return {
    customers: people?.value ?? 0,
    accounts: withAccount?.value ?? 0,
    pending: pending?.value ?? 0,
    registrationsToday: today?.registrations ?? 0,
    signInsToday: today?.signIns ?? 0,
  };
}

/** How many mails came back within a week that have not been sent again since. */
export const countBouncedMails = (db: Db): Promise<number> =>
  db.$count(mails, sql`${mails.bouncedAt} > now() - interval '7 days'`);

/**
 * Enabled connections whose provider or directory was away when somebody wanted to sign in within the last hour, with how many times that
 * was. Those through which somebody has come in since, or in a test, are left out.
 */
export async function listAwayConnections(db: Db): Promise<{ id: string; failures: number }[]> {
  const rows = await db.execute<{ id: string; failures: number }>(sql`
    with failed as (
      select a.target_id as id, count(*)::int as failures, max(a.id) as last from ${auditLog} a
      where a.action = 'sign-in' and a.at > now() - interval '1 hour' and a.outcome = 'sso.unavailable' and a.target_kind = 'connection'
      group by a.target_id)
    select f.id, f.failures from failed f join ${connections} c on c.id = f.id
    where c.is_enabled and not exists (
      select from ${auditLog} a
      where a.action in ('sign-in', 'registration.completed', 'identity.connected', 'connection.tested')
        and a.at > now() - interval '1 hour' and a.id > f.last and a.outcome = 'ok'
        and f.id in (a.detail->>'connection', case when a.action = 'connection.tested' then a.target_id end))`);
  return [...rows];
}
