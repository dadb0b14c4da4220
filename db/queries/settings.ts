import { eq, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { settings, settingsVersion } from "@/db/schema/operation";

/** The version of the settings; rises with every change. */
export async function readSettingsVersion(db: Db): Promise<number> {
  const [row] = await db.select({ version: settingsVersion.version }).from(settingsVersion);
  return row?.version ?? 0;
}

/** Every stored setting with the version they belong to, from one statement. */
export async function listStoredSettings(db: Db): Promise<{ version: number; rows: { key: string; value: string }[] }> {
  const found = await db
    .select({ version: settingsVersion.version, key: settings.key, value: settings.value })
    .from(settingsVersion)
    .leftJoin(settings, sql`true`);
  const rows = found.flatMap(({ key, value }) => (key === null || value === null ? [] : [{ key, value }]));
  const [first] = found;
  // No settings at all would mean the defaults, with every door that somebody closed open again (T-F7).
  if (!first) throw new Error("the row of settings_version is missing");
  return { version: first.version, rows };
}

/** Locks the settings for the rest of the transaction, so that checks between several of them hold. */
export async function lockSettings(db: Db): Promise<void> {
  await db.select({ id: settingsVersion.id }).from(settingsVersion).for("update");
}

/** Stores texts (secrets already encrypted) and raises the version. A null text goes back to the default. */
export async function storeSettings(db: Db, changes: readonly { key: string; value: string | null }[]): Promise<void> {
  for (const { key, value } of changes) {
    if (value === null) await db.delete(settings).where(eq(settings.key, key));
    else {
      await db
        .insert(settings)
        .values({ key, value })
        .onConflictDoUpdate({ target: settings.key, set: { value, updatedAt: sql`now()` } });
    }
  }
  await raiseSettingsVersion(db);
}

/** Lets every process read settings and connections anew, once this transaction holds. */
export async function raiseSettingsVersion(db: Db): Promise<void> {
  await db.update(settingsVersion).set({ version: sql`${settingsVersion.version} + 1` });
}
