import { sql } from "drizzle-orm";
import type { Db } from "@/db";
import { mails } from "@/db/schema/operation";
import { sessions } from "@/db/schema/sessions";

/** How many mails are in each state. */
export function countMailsByState(db: Db): Promise<{ state: string; count: number }[]> {
  return db.select({ state: mails.state, count: sql<number>`count(*)::int` }).from(mails).groupBy(mails.state);
}

/** How many customer sessions have not reached their absolute limit. */
export async function countSessions(db: Db): Promise<number> {
  const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(sessions).where(sql`${sessions.expiresAt} > now()`);
  return row?.count ?? 0;
}
