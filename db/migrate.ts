import { migrate as run } from "drizzle-orm/postgres-js/migrator";
import { openDatabase } from "@/db";

export async function migrate(url: string): Promise<void> {
  const { db, end } = openDatabase(url, 1);
  await run(db, { migrationsFolder: "db/migrations" });
  await end();
}
