import { and, asc, count, eq, isNull, or, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { waitingList } from "@/db/schema/doors";

/** Puts an address on the list; one whose mailbox stands there, however it is spelt, keeps its place. */
export async function insertWaiting(db: Db, row: { email: string; emailKey: string; language: string }): Promise<void> {
  await db.insert(waitingList).values(row).onConflictDoNothing();
}

/** Who has waited longest and has no offer, held until the transaction ends. */
export function lockNextWaiting(db: Db, atMost: number) {
  return db
    .select({ id: waitingList.id, email: waitingList.email, emailKey: waitingList.emailKey, language: waitingList.language })
    .from(waitingList)
    .where(isNull(waitingList.offerHash))
    .orderBy(asc(waitingList.createdAt), asc(waitingList.id))
    .limit(atMost)
    .for("update", { skipLocked: true });
}

/** Holds a seat for somebody who waits, for so many seconds by the database's clock. */
export async function storeOffer(db: Db, id: string, offerHash: string, lastsSeconds: number): Promise<void> {
  await db
    .update(waitingList)
    .set({ offerHash, offerEndsAt: sql`now() + make_interval(secs => ${lastsSeconds})` })
    .where(eq(waitingList.id, id));
}

/** Whether a link's hash holds a seat now. */
export async function isOffer(db: Db, offerHash: string): Promise<boolean> {
  const [found] = await db
    .select({ id: waitingList.id })
    .from(waitingList)
    .where(and(eq(waitingList.offerHash, offerHash), sql`${waitingList.offerEndsAt} > now()`));
  return found !== undefined;
}

/** Uses up an offer and says whether it held a seat; of parallel calls exactly one gets it. */
export async function takeOffer(db: Db, offerHash: string): Promise<boolean> {
  const taken = await db
    .delete(waitingList)
    .where(and(eq(waitingList.offerHash, offerHash), sql`${waitingList.offerEndsAt} > now()`))
    .returning({ id: waitingList.id });
  return taken.length > 0;
}

/** Takes an address off the list. */
export async function deleteWaiting(db: Db, emailKey: string): Promise<void> {
  await db.delete(waitingList).where(eq(waitingList.emailKey, emailKey));
}

/** Removes offers that nobody used in time, and who has waited for half a year. */
export async function deleteLapsedWaiting(db: Db): Promise<void> {
  await db
    .delete(waitingList)
    .where(
      or(
        sql`${waitingList.offerEndsAt} < now()`,
        and(isNull(waitingList.offerHash), sql`${waitingList.createdAt} < now() - interval '180 days'`),
      ),
    );
}

/** How many wait without an offer. */
export async function countWaiting(db: Db): Promise<number> {
  const [row] = await db.select({ value: count() }).from(waitingList).where(isNull(waitingList.offerHash));
  return row?.value ?? 0;
}
