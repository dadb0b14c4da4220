import { lt, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { limits, spentChallenges } from "@/db/schema/operation";
import { statement } from "@/db/statement";

/** One sliding window to count in. */
export type Window = { readonly key: string; readonly windowSeconds: number; readonly slotSeconds: number };

const slots = statement<{ wanted: string }, { key: string; used: string }>(sql`
    with wanted as (
      select * from json_to_recordset(${sql.placeholder("wanted")}::json) as w("key" text, "windowSeconds" float8, "slotSeconds" float8)
    ), taken as (
      insert into ${limits} as l (key, slot_at, count, expires_at)
      select "key", date_bin(make_interval(secs => "slotSeconds"), now(), 'epoch'), 1,
             now() + make_interval(secs => "windowSeconds" + "slotSeconds")
      from wanted
      on conflict (key, slot_at) do update set count = least(l.count + 1, 1000000)
      returning l.key, l.slot_at, l.count
    )
    select w."key" as key, t.count + coalesce((
      select sum(o.count) from ${limits} o
      where o.key = w."key" and o.slot_at <> t.slot_at
        and o.slot_at > now() - make_interval(secs => w."windowSeconds" + w."slotSeconds")
    ), 0) as used
    from wanted w join taken t on t.key = w."key"`);

/**
 * Adds one to the current slot of each window and answers what each holds now, this one included. Rows are locked in the order of
 * their keys.
 */
export async function takeSlots(db: Db, windows: readonly Window[]): Promise<Map<string, number>> {
  const rows = await slots(db, { wanted: JSON.stringify([...windows].sort((a, b) => (a.key < b.key ? -1 : 1))) });
  return new Map(rows.map(({ key, used }) => [key, Number(used)]));
}

/**
 * In how many seconds one more use fits, for each of these windows that has no room now: when so many of its slots have left that fewer
 * than `max` are counted. Adds nothing; whoever tries meanwhile waits longer.
 */
export async function readWaits(db: Db, windows: readonly (Window & { readonly max: number })[]): Promise<number[]> {
  const rows = await db.execute<{ wait: string }>(sql`
    select ceil(extract(epoch from max(o.slot_at) + make_interval(secs => w."windowSeconds" + w."slotSeconds") - now())) as wait
    from json_to_recordset(${JSON.stringify(windows)}::json)
      as w("key" text, "windowSeconds" float8, "slotSeconds" float8, "max" float8)
    join lateral (
      select l.slot_at, sum(l.count) over (order by l.slot_at desc) as held from ${limits} l
      where l.key = w."key" and l.slot_at > now() - make_interval(secs => w."windowSeconds" + w."slotSeconds")
    ) o on o.held >= w."max"
    group by w."key", w."windowSeconds", w."slotSeconds"`);
  return rows.map(({ wait }) => Number(wait));
}

/** Takes one off the newest slot of each window. Rows are locked in the order of their keys. */
export async function giveBackSlots(db: Db, windows: readonly Window[]): Promise<void> {
  const keys = windows.map(({ key }) => key).sort();
  for (const key of keys) {
    await db.execute(sql`
      update ${limits} set count = greatest(count - 1, 0)
      where key = ${key} and slot_at = (select max(l.slot_at) from ${limits} l where l.key = ${key})`);
  }
}

/** Makes everybody else who locks the limits of this subject wait until this transaction ends. */
export async function lockLimit(db: Db, subject: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`limit:${subject}`}, 0))`);
}

/** What each window holds now. Adds nothing. */
export async function readSlots(db: Db, windows: readonly Window[]): Promise<Map<string, number>> {
  const rows = await db.execute<{ key: string; used: string }>(sql`
    select w."key" as key, sum(o.count) as used
    from json_to_recordset(${JSON.stringify(windows)}::json) as w("key" text, "windowSeconds" float8, "slotSeconds" float8)
    join ${limits} o on o.key = w."key" and o.slot_at > now() - make_interval(secs => w."windowSeconds" + w."slotSeconds")
    group by w."key"`);
  return new Map(rows.map(({ key, used }) => [key, Number(used)]));
}

/** Removes what no window counts any more. Nothing depends on it: expiry is checked at use (T-FX35). */
export async function deleteExpiredLimits(db: Db): Promise<void> {
  await db.delete(limits).where(lt(limits.expiresAt, sql`now()`));
  await db.delete(spentChallenges).where(lt(spentChallenges.expiresAt, sql`now()`));
}
