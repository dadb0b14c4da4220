import { sql } from "drizzle-orm";
import type { Ctx } from "@/core/ctx";
import { openDatabase } from "@/db";
import type { World } from "./context";

/** Runs with a database whose clock is some seconds behind, as if that long ago. */
export async function ago<T>(world: World, seconds: number, run: (ctx: Ctx) => Promise<T>): Promise<T> {
  await world.database.db.execute(
    sql.raw(`create schema if not exists ago_${seconds};
      create or replace function ago_${seconds}.now() returns timestamptz language sql as
        $$ select pg_catalog.now() - interval '${seconds} seconds' $$`),
  );
  const then = openDatabase(`${world.url}?search_path=ago_${seconds},pg_catalog,public`, 1);
  try {
    return await run({ ...world.ctx(), db: then.db });
  } finally {
    await then.end();
  }
}
