import { and, eq, gt, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { companies, partnerCodeMisses, partnerCodes, partnerCodeUses } from "@/db/schema/companies";

/** Not withdrawn, not expired, not used up, and of a partner that is open. */
const isUsable = () =>
  and(
    isNull(partnerCodes.withdrawnAt),
    or(isNull(partnerCodes.expiresAt), gt(partnerCodes.expiresAt, sql`now()`)),
    or(isNull(partnerCodes.maxUses), lt(partnerCodes.uses, partnerCodes.maxUses)),
    sql`exists (select from ${companies} c where c.id = ${partnerCodes.companyId} and c.kind = 'partner' and c.deactivated_at is null and c.merged_into is null)`,
  );

/** The id of a code that staff made and that counts now, by its hashes; null for any other, whatever the reason. */
export async function findUsableCode(db: Db, hashes: readonly string[]): Promise<string | null> {
  const [found] = await db
    .select({ id: partnerCodes.id })
    .from(partnerCodes)
    .where(and(inArray(partnerCodes.codeHash, [...hashes]), eq(partnerCodes.isFromDirectory, false), isUsable()));
  return found?.id ?? null;
}

/** Gives a code that is kept under the hash of an older key the one of the newest: before it is written, so that there is never a second. */
export async function renewCodeHash(db: Db, { newest, all }: { readonly newest: string; readonly all: readonly string[] }) {
  const older = all.filter((hash) => hash !== newest);
  if (older.length === 0) return;
  await db
    .update(partnerCodes)
    .set({ codeHash: newest })
    .where(
      and(inArray(partnerCodes.codeHash, older), sql`not exists (select from ${partnerCodes} n where n.code_hash = ${newest})`),
    );
}

/** A code that counts now, held until the transaction ends; null if it does not. */
export async function lockUsableCode(db: Db, id: string): Promise<{ id: string } | null> {
  const [found] = await db
    .select({ id: partnerCodes.id })
    .from(partnerCodes)
    .where(and(eq(partnerCodes.id, id), isUsable()))
    .for("update");
  return found ?? null;
}

/** Counts one use, if there is one left: one conditional statement, so of thirty at once no more get in than may (T-Q4). Null if not. */
export async function takeUse(db: Db, id: string): Promise<{ companyId: string; userTypeId: string | null } | null> {
  const [taken] = await db
    .update(partnerCodes)
    .set({ uses: sql`${partnerCodes.uses} + 1` })
    .where(and(eq(partnerCodes.id, id), isUsable()))
    .returning({ companyId: partnerCodes.companyId, userTypeId: partnerCodes.userTypeId });
  return taken ?? null;
}

/** Writes down who joined by a code. */
export async function insertCodeUse(db: Db, codeId: string, customerId: string): Promise<void> {
  await db.insert(partnerCodeUses).values({ codeId, customerId });
}

type FromDirectory = {
  readonly companyId: string;
  readonly codeHash: string;
  readonly hint: string;
  readonly maxUses: number | null;
  readonly expiresAt: string | null;
};

/**
 * Keeps what the directory says of a code now, so that its uses are counted like those of any other; answers its id. Null for one that is
 * another partner's, or that staff made or have withdrawn here.
 */
export async function keepDirectoryCode(db: Db, { expiresAt, ...row }: FromDirectory): Promise<string | null> {
  const told = { maxUses: row.maxUses, expiresAt: expiresAt === null ? null : sql`${expiresAt}::timestamptz` };
  const [kept] = await db
    .insert(partnerCodes)
    .values({ ...row, ...told, isFromDirectory: true })
    .onConflictDoUpdate({
      target: partnerCodes.codeHash,
      // Fewer than have joined already: then nobody else may, and the figures stay true.
      set: {
        ...told,
        maxUses: row.maxUses === null ? null : sql`greatest(${row.maxUses}::int, ${partnerCodes.uses})`,
      },
      setWhere: sql`${partnerCodes.isFromDirectory} and ${partnerCodes.companyId} = ${row.companyId} and ${partnerCodes.withdrawnAt} is null`,
    })
    .returning({ id: partnerCodes.id });
  return kept?.id ?? null;
}

/** How many codes that can be guessed were tried in vain today, and how long the day lasts yet; it is over at midnight UTC. */
export async function readMissesToday(db: Db): Promise<{ misses: number; secondsLeft: number }> {
  const [row] = await db.execute<{ misses: number; seconds: number }>(sql`
    select ceil(extract(epoch from date_trunc('day', now(), 'UTC') + interval '1 day' - now()))::int as seconds,
      coalesce((select m.misses from ${partnerCodeMisses} m where m.day = to_char(now() at time zone 'utc', 'YYYY-MM-DD')), 0) as misses`);
  return { misses: row?.misses ?? 0, secondsLeft: row?.seconds ?? 0 };
}

/** Counts a code that can be guessed and was tried in vain today; answers how many there were. */
export async function countMiss(db: Db): Promise<number> {
  const [counted] = await db
    .insert(partnerCodeMisses)
    .values({ day: sql`to_char(now() at time zone 'utc', 'YYYY-MM-DD')`, misses: 1 })
    .onConflictDoUpdate({ target: partnerCodeMisses.day, set: { misses: sql`${partnerCodeMisses.misses} + 1` } })
    .returning({ misses: partnerCodeMisses.misses });
  return counted?.misses ?? 0;
}
