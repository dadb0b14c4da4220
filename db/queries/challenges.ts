import { sql } from "drizzle-orm";
import type { Db } from "@/db";
import { spentChallenges } from "@/db/schema/operation";

/** When a challenge ends that is given out now, in seconds since 1970 by the database's clock. */
export async function endOfChallenge(db: Db, lastsSeconds: number): Promise<number> {
  const [row] = await db.execute<{ until: string }>(
    sql`select extract(epoch from now() + make_interval(secs => ${lastsSeconds}))::bigint as until`,
  );
  return Number(row?.until);
}

/**
 * Spends a challenge and says whether that was the first time and in time. One statement: of parallel answers one counts, and the
 * database's clock decides about time. `expiresAt` is in seconds since 1970.
 */
export async function spendChallenge(db: Db, signature: string, expiresAt: number): Promise<boolean> {
  const rows = await db.execute(sql`
    insert into ${spentChallenges} (signature, expires_at)
    select ${signature}, to_timestamp(${expiresAt}) where to_timestamp(${expiresAt}) > now()
    on conflict do nothing
    returning 1`);
  return rows.length > 0;
}
