import { desc, eq, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { mailTrials } from "@/db/schema/mail";
import { staff } from "@/db/schema/people";

/** Notes how a try of the mail server ended. */
export async function insertMailTrial(
  db: Db,
  row: { staffId: string; server: string; stoppedAt: string | null; reason: string },
) {
  await db.insert(mailTrials).values(row);
}

/** The last try of the mail server, and who made it; null if nobody has. */
export async function findLastMailTrial(db: Db) {
  const { at, server, stoppedAt, reason } = mailTrials;
  const [found] = await db
    .select({ at, server, stoppedAt, reason, who: staff.name })
    .from(mailTrials)
    .leftJoin(staff, eq(staff.id, mailTrials.staffId))
    .orderBy(desc(mailTrials.id))
    .limit(1);
  return found ?? null;
}

/** Forgets tries of more than thirty days ago. */
export async function deleteOldMailTrials(db: Db): Promise<void> {
  await db.delete(mailTrials).where(sql`${mailTrials.at} < now() - interval '30 days'`);
}
