import { sql } from "drizzle-orm";
import type { Db } from "@/db";

type Asked = { readonly opensAt: string; readonly closesAt: string; readonly timeZone: string };

/** Where the database's clock stands to two moments as a clock on a wall in that zone shows them; an empty one is no bound. */
export async function compareToNow(
  db: Db,
  { opensAt, closesAt, timeZone }: Asked,
): Promise<{ isEarly: boolean; isLate: boolean }> {
  const at = (local: string) => sql`(nullif(${local}::text, '')::timestamp at time zone ${timeZone}::text)`;
  const [row] = await db.execute<{ isEarly: boolean; isLate: boolean }>(sql`
    select coalesce(now() < ${at(opensAt)}, false) as "isEarly", coalesce(now() >= ${at(closesAt)}, false) as "isLate"`);
  return row ?? { isEarly: false, isLate: false };
}
