import { and, count, eq, gte, inArray, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { auditLog } from "@/db/schema/operation";
import { accounts, customers } from "@/db/schema/people";

const startOfDay = sql`date_trunc('day', now(), 'UTC')`;

/** Figures for the back office's first page. "Today" begins at midnight UTC. */
export async function readFigures(db: Db) {
  const [[people], [withAccount], [today]] = await Promise.all([
    db.select({ value: count() }).from(customers).where(isNull(customers.mergedInto)),
    db.select({ value: count() }).from(accounts).where(isNull(accounts.deactivatedAt)),
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
    registrationsToday: today?.registrations ?? 0,
    signInsToday: today?.signIns ?? 0,
  };
}
