import { sql } from "drizzle-orm";
import type { Db } from "@/db";
import { auditLog, mails } from "@/db/schema/operation";

/** One day's counts. `day` is YYYY-MM-DD in UTC. */
export type TrendDay = { readonly day: string } & Readonly<Record<Counted, number>>;

type Counted = "registrations" | "signIns" | "refusedSignIns" | "activationsSent" | "activations" | "mailsSent" | "mailsFailed";

/** Counts of each of the last `days` days, the oldest first and today last; days on which nothing happened are among them. */
export async function readTrends(db: Db, days: number): Promise<TrendDay[]> {
  const rows = await db.execute<Record<"day" | Counted, string>>(sql`
    with days as (
      select date_trunc('day', now(), 'UTC') - make_interval(days => back) as starts from generate_series(0, ${days - 1}::int) as back
    ), done as (
      select date_trunc('day', at, 'UTC') as starts,
        count(*) filter (where action = 'registration.completed' and outcome = 'ok') as registrations,
        count(*) filter (where action = 'sign-in' and outcome = 'ok') as sign_ins,
        count(*) filter (where action = 'sign-in' and outcome <> 'ok') as refused,
        count(*) filter (where action = 'activation.sent' and outcome = 'ok') as activations_sent,
        count(*) filter (where action = 'activation.completed' and outcome = 'ok') as activations
      from ${auditLog}
      where action in ('registration.completed', 'sign-in', 'activation.sent', 'activation.completed') and at >= (select min(starts) from days)
      group by 1
    ), posted as (
      select date_trunc('day', created_at, 'UTC') as starts,
        count(*) filter (where state = 'sent') as sent,
        count(*) filter (where state = 'failed') as failed
      from ${mails} where created_at >= (select min(starts) from days)
      group by 1
    )
    select to_char(starts at time zone 'UTC', 'YYYY-MM-DD') as day,
      coalesce(registrations, 0) as registrations, coalesce(sign_ins, 0) as "signIns", coalesce(refused, 0) as "refusedSignIns",
      coalesce(activations_sent, 0) as "activationsSent", coalesce(activations, 0) as activations,
      coalesce(sent, 0) as "mailsSent", coalesce(failed, 0) as "mailsFailed"
    from days left join done using (starts) left join posted using (starts)
    order by starts`);
  return [...rows].map(({ day, ...counts }) => ({
    day,
    registrations: Number(counts.registrations),
    signIns: Number(counts.signIns),
    refusedSignIns: Number(counts.refusedSignIns),
    activationsSent: Number(counts.activationsSent),
    activations: Number(counts.activations),
    mailsSent: Number(counts.mailsSent),
    mailsFailed: Number(counts.mailsFailed),
  }));
}
