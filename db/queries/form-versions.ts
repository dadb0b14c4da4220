import { desc, eq } from "drizzle-orm";
import type { Db } from "@/db";
import { formVersions } from "@/db/schema/forms";
import { staff } from "@/db/schema/people";

/** The newest version of what customers are asked; null while nobody has changed anything. `fields` is as it was stored, unread. */
export async function findNewestForm(db: Db): Promise<{ version: number; fields: unknown } | null> {
  const [found] = await db
    .select({ version: formVersions.version, fields: formVersions.fields })
    .from(formVersions)
    .orderBy(desc(formVersions.version))
    .limit(1);
  return found ?? null;
}

/** The fields of a version, unread, or null. */
export async function findFormVersion(db: Db, version: number): Promise<{ fields: unknown } | null> {
  const [found] = await db.select({ fields: formVersions.fields }).from(formVersions).where(eq(formVersions.version, version));
  return found ?? null;
}

/** The newest versions, with who made them and when. */
export async function listFormVersions(db: Db, atMost: number) {
  return db
    .select({
      version: formVersions.version,
      fields: formVersions.fields,
      restoredFrom: formVersions.restoredFrom,
      createdAt: formVersions.createdAt,
      staffName: staff.name,
    })
    .from(formVersions)
    .leftJoin(staff, eq(staff.id, formVersions.staffId))
    .orderBy(desc(formVersions.version))
    .limit(atMost);
}

type NewVersion = {
  readonly version: number;
  readonly fields: unknown;
  readonly staffId: string | null;
  readonly restoredFrom: number | null;
};

/** Adds a version. For a transaction that holds the lock on the settings. */
export async function insertFormVersion(db: Db, row: NewVersion): Promise<void> {
  await db.insert(formVersions).values(row);
}
