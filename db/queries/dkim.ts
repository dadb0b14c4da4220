import { desc, eq, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { dkimKeys } from "@/db/schema/mail";

/** A key as it is stored; the private half is encrypted. */
export type DkimRow = typeof dkimKeys.$inferSelect;

/** What DNS had of a key. */
export type DkimFound = NonNullable<DkimRow["found"]>;

/** The key that there is, or null. */
export async function findDkimKey(db: Db): Promise<DkimRow | null> {
  const [found] = await db.select().from(dkimKeys).orderBy(desc(dkimKeys.createdAt)).limit(1);
  return found ?? null;
}

/** Puts a key in the place of the one before. It signs nothing yet. */
export async function replaceDkimKey(
  db: Db,
  row: Pick<DkimRow, "domain" | "selector" | "publicKey" | "privateKey">,
): Promise<void> {
  await db.delete(dkimKeys);
  await db.insert(dkimKeys).values(row);
}

/** Notes what DNS has of a key. */
export async function noteDkimFound(db: Db, id: string, found: DkimFound): Promise<void> {
  await db.update(dkimKeys).set({ found, lookedAt: sql`now()` }).where(eq(dkimKeys.id, id));
}

/** Begins or ends to sign with a key. False if it is not there any more. */
export async function setDkimSigning(db: Db, id: string, isSigning: boolean): Promise<boolean> {
  const rows = await db.update(dkimKeys).set({ isSigning }).where(eq(dkimKeys.id, id)).returning({ id: dkimKeys.id });
  return rows.length > 0;
}
