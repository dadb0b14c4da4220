import { and, like, lt, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { guessCounters } from "@/db/schema/people";
import { statement } from "@/db/statement";

/** How many guesses are free, how long a lock lasts at most, when its steps start anew, and after how many failures there are no more. */
export type GuessBounds = { freeGuesses: number; longestSeconds: number; restSeconds: number; failuresAtMost: number };

const free = sql`${sql.placeholder("freeGuesses")}::int`;
const longest = sql`${sql.placeholder("longestSeconds")}::int`;
const isRested = sql`g.last_at < now() - make_interval(secs => ${sql.placeholder("restSeconds")}::int)`;
const atMost = sql`${sql.placeholder("failuresAtMost")}::int`;

const guess = statement<{ key: string } & GuessBounds>(sql`
    insert into ${guessCounters} as g (key, recent, consecutive, locked_until, last_at)
    values (${sql.placeholder("key")}, 1, 1, null, now())
    on conflict (key) do update set
      recent = case when ${isRested} then 1 else g.recent + 1 end,
      consecutive = g.consecutive + 1,
      last_at = now(),
      locked_until = case
        when ${isRested} or g.recent + 1 < ${free} then null
        else now() + make_interval(secs => least(${longest}, power(2, least(g.recent + 1 - ${free}, 20))))
      end
    where (g.locked_until is null or g.locked_until <= now()) and g.consecutive < ${atMost}
    returning 1`);

/** Counts a failure in advance and says whether the guess may be made. One statement: of parallel calls each sees the other's. */
export async function takeGuess(db: Db, key: string, bounds: GuessBounds): Promise<boolean> {
  return (await guess(db, { key, ...bounds })).length > 0;
}

const clearing = statement<{ key: string }>(sql`delete from ${guessCounters} where key = ${sql.placeholder("key")}`);

/** Removes a counter. */
export async function clearGuesses(db: Db, key: string): Promise<void> {
  await clearing(db, { key });
}

/** Removes old counters of names that nobody has; those of people stay until they succeed. */
export async function deleteStaleGuesses(db: Db): Promise<void> {
  await db
    .delete(guessCounters)
    .where(and(like(guessCounters.key, "nobody:%"), lt(guessCounters.lastAt, sql`now() - interval '30 days'`)));
}
