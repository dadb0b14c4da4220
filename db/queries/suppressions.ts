import { and, desc, eq, inArray, like, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { startsWith } from "@/db/queries/starts-with";
import { mailSuppressions } from "@/db/schema/mail";

/** Why nothing is sent to a mailbox. */
export type SuppressionReason = "bounced" | "staff";

/** Why nothing is sent to an address (canonical), or null: it is written to. */
export async function findSuppression(db: Db, emailKey: string) {
  const [found] = await db.select().from(mailSuppressions).where(eq(mailSuppressions.emailKey, emailKey));
  return found ?? null;
}

/** Sends nothing more to an address. False if that was so already; why stays as it was then. */
export async function insertSuppression(
  db: Db,
  row: { emailKey: string; reason: SuppressionReason; detail: string },
): Promise<boolean> {
  const rows = await db.insert(mailSuppressions).values(row).onConflictDoNothing().returning({ key: mailSuppressions.emailKey });
  return rows.length > 0;
}

/** Sends to an address again. False if that was so already. */
export async function deleteSuppression(db: Db, emailKey: string): Promise<boolean> {
  const rows = await db
    .delete(mailSuppressions)
    .where(eq(mailSuppressions.emailKey, emailKey))
    .returning({ key: mailSuppressions.emailKey });
  return rows.length > 0;
}

/** Forgets that these addresses were ever written to. */
export async function deleteSuppressionsOf(db: Db, emailKeys: readonly string[]): Promise<void> {
  if (emailKeys.length > 0) await db.delete(mailSuppressions).where(inArray(mailSuppressions.emailKey, [...emailKeys]));
}

type Wanted = { readonly search?: string | undefined; readonly before?: string | undefined; readonly atMost: number };

/** The newest suppressed addresses that begin with a text, older than one of them if that is given. */
export async function listSuppressions(db: Db, { search, before, atMost }: Wanted) {
  const at = sql`(${mailSuppressions.createdAt}, ${mailSuppressions.emailKey})`;
  const older =
    before === undefined
      ? undefined
      : sql`${at} < (select s.created_at, s.email_key from ${mailSuppressions} s where s.email_key = ${before})`;
  return db
    .select()
    .from(mailSuppressions)
    .where(and(search === undefined ? undefined : like(mailSuppressions.emailKey, startsWith(search)), older))
    .orderBy(desc(mailSuppressions.createdAt), desc(mailSuppressions.emailKey))
    .limit(atMost);
}

/** How many addresses nothing is sent to. */
export async function countSuppressions(db: Db): Promise<number> {
  const [found] = await db.select({ count: sql<string>`count(*)` }).from(mailSuppressions);
  return Number(found?.count ?? 0);
}
