import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { Db } from "@/db";

let newest: Promise<number> | undefined;

/** Whether a database has this build's newest migration. Throws when it does not answer. */
export async function isMigrated(db: Db): Promise<boolean> {
  newest ??= readNewest();
  const wanted = await newest;
  const [row] = await db.execute<{ has: boolean }>(
    sql`select exists (select 1 from drizzle.__drizzle_migrations where created_at >= ${wanted}) as has`,
  );
  return row?.has === true;
}

async function readNewest(): Promise<number> {
  const journal = await readFile(join(process.cwd(), "db", "migrations", "meta", "_journal.json"), "utf8");
  const { entries }: { entries: { when: number }[] } = JSON.parse(journal);
  return Math.max(...entries.map(({ when }) => when));
}
