import { desc, eq, gt, lt, notInArray, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { partnerAnswers, partnerTroubles } from "@/db/schema/companies";

/** What the directory said about a code a short while ago, as it was stored; null if it has to be asked. */
export async function findAnswer(db: Db, codeHash: string): Promise<{ answer: unknown } | null> {
  const [found] = await db
    .select({ answer: partnerAnswers.answer })
    .from(partnerAnswers)
    .where(sql`${eq(partnerAnswers.codeHash, codeHash)} and ${gt(partnerAnswers.expiresAt, sql`now()`)}`);
  return found ?? null;
}

/** Keeps what the directory said for some seconds. */
export async function storeAnswer(db: Db, codeHash: string, answer: unknown, lastsSeconds: number): Promise<void> {
  const expiresAt = sql`now() + make_interval(secs => ${lastsSeconds})`;
  await db
    .insert(partnerAnswers)
    .values({ codeHash, answer, expiresAt })
    .onConflictDoUpdate({ target: partnerAnswers.codeHash, set: { answer, expiresAt } });
}

/** Removes answers that do not count any more. */
export async function deleteExpiredAnswers(db: Db): Promise<void> {
  await db.delete(partnerAnswers).where(lt(partnerAnswers.expiresAt, sql`now()`));
}

/** Writes down that the directory could not tell, and why; only the last ones stay. */
export async function insertTrouble(db: Db, trouble: string, kept: number): Promise<void> {
  await db.insert(partnerTroubles).values({ trouble });
  const last = db.select({ id: partnerTroubles.id }).from(partnerTroubles).orderBy(desc(partnerTroubles.createdAt)).limit(kept);
  await db.delete(partnerTroubles).where(notInArray(partnerTroubles.id, last));
}

/** The last times that the directory could not tell, newest first. */
export function listTroubles(db: Db): Promise<{ id: string; trouble: string; createdAt: Date }[]> {
  return db.select().from(partnerTroubles).orderBy(desc(partnerTroubles.createdAt));
}
