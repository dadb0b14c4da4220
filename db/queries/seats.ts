import { sql } from "drizzle-orm";
import type { Db } from "@/db";
import { seatChanges, seats, waitingList } from "@/db/schema/doors";

const held = (exceptHash: string | null) => sql`(
  select count(*)::int from ${waitingList} w where w.offer_ends_at > now() and w.offer_hash is distinct from ${exceptHash}::text)`;

/** How many seats are taken, and how many more are held for people who were told that one is free. */
export async function readSeats(db: Db, exceptHash: string | null = null): Promise<{ taken: number; held: number }> {
  const [row] = await db.execute<{ taken: number; held: number }>(sql`
    select coalesce((select s.taken from ${seats} s), 0) + coalesce((select sum(c.delta) from ${seatChanges} c), 0)::int as taken,
      ${held(exceptHash)} as held`);
  return row ?? { taken: 0, held: 0 };
}

/** Lets nobody else take or offer a seat until the transaction ends. Freeing one waits for nobody. */
export async function lockSeats(db: Db): Promise<void> {
  await db.execute(sql`select from ${seats} for update`);
}

/** Adds up what became of seats since the last time. Call it behind {@link lockSeats} and in a statement of its own: only then it sees all. */
export async function foldSeats(db: Db): Promise<void> {
  await db.execute(sql`
    with folded as (delete from ${seatChanges} returning delta)
    update ${seats} set taken = taken + (select coalesce(sum(delta), 0) from folded)
    where exists (select from folded)`);
}

/** Locks and folds, for a shop without a maximum: there nobody takes seats one by one, and the changes would pile up. */
export async function addUpSeats(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    await lockSeats(tx);
    await foldSeats(tx);
  });
}
