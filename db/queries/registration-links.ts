import { isNull, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { registrationLinks } from "@/db/schema/doors";

/** The registration link that is valid now, or null while none was made. */
export async function findCurrentLink(db: Db) {
  const [found] = await db.select().from(registrationLinks).where(isNull(registrationLinks.endedAt));
  return found ?? null;
}

type NewLink = { tokenHash: string; sealed: string; staffId: string | null };

/** Adds the first link; nothing happens if somebody was quicker. */
export async function insertFirstLink(db: Db, row: NewLink): Promise<void> {
  await db.insert(registrationLinks).values(row).onConflictDoNothing();
}

/** Ends the link that is valid and adds the next. Waits for whoever does the same at this moment. */
export async function replaceLink(db: Db, row: NewLink): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended('registration-link', 0))`);
  await db.update(registrationLinks).set({ endedAt: sql`now()` }).where(isNull(registrationLinks.endedAt));
  await db.insert(registrationLinks).values(row);
}
