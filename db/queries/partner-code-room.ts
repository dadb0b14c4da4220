import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { companies, partnerCodeMisses, partnerCodes, partnerCodeUses, userTypes } from "@/db/schema/companies";
import { customers } from "@/db/schema/people";

type NewCode = Pick<
  typeof partnerCodes.$inferInsert,
  "companyId" | "codeHash" | "hint" | "isChosen" | "userTypeId" | "maxUses" | "staffId"
> & {
  readonly lastDay: LastDay | null;
};

/** The last day on which something counts, as YYYY-MM-DD, by the clock of a time zone. */
export type LastDay = { readonly day: string; readonly timeZone: string };

/** Adds a code and answers its id. Throws a duplicate error where somebody has the same code. */
export async function insertCode(db: Db, { lastDay, ...row }: NewCode): Promise<string> {
  const expiresAt = lastDay === null ? null : endOf(lastDay);
  const [made] = await db
    .insert(partnerCodes)
    .values({ ...row, expiresAt })
    .returning({ id: partnerCodes.id });
  if (!made) throw new Error("the code was not stored");
  return made.id;
}

const endOf = ({ day, timeZone }: LastDay) => sql`(${day}::date + 1)::timestamp at time zone ${timeZone}::text`;

/** Whether a day has not ended yet. */
export async function isDayToCome(db: Db, lastDay: LastDay): Promise<boolean> {
  const [row] = await db.execute<{ is: boolean }>(sql`select ${endOf(lastDay)} > now() as is`);
  return row?.is ?? false;
}

const isExpired = sql<boolean>`coalesce(${partnerCodes.expiresAt} <= now(), false)`;

/** The codes of a partner, newest first, without the codes themselves and without their hashes (T-Q6). */
export function listCodes(db: Db, companyId: string) {
  return db
    .select({
      id: partnerCodes.id,
      hint: partnerCodes.hint,
      isChosen: partnerCodes.isChosen,
      isFromDirectory: partnerCodes.isFromDirectory,
      userTypeName: userTypes.name,
      uses: partnerCodes.uses,
      maxUses: partnerCodes.maxUses,
      createdAt: partnerCodes.createdAt,
      expiresAt: partnerCodes.expiresAt,
      isExpired,
      withdrawnAt: partnerCodes.withdrawnAt,
    })
    .from(partnerCodes)
    .leftJoin(userTypes, eq(userTypes.id, partnerCodes.userTypeId))
    .where(eq(partnerCodes.companyId, companyId))
    .orderBy(desc(partnerCodes.createdAt), desc(partnerCodes.id));
}

/** What stands against a code, by its hashes; null for one that nobody here knows. */
export async function findCodeState(db: Db, hashes: readonly string[]) {
  const [found] = await db
    .select({
      partner: companies.name,
      hint: partnerCodes.hint,
      isPartnerOpen: sql<boolean>`(${companies.deactivatedAt} is null and ${companies.mergedInto} is null)`,
      isWithdrawn: sql<boolean>`(${partnerCodes.withdrawnAt} is not null)`,
      isExpired,
      isUsedUp: sql<boolean>`coalesce(${partnerCodes.uses} >= ${partnerCodes.maxUses}, false)`,
    })
    .from(partnerCodes)
    .innerJoin(companies, eq(companies.id, partnerCodes.companyId))
    .where(inArray(partnerCodes.codeHash, [...hashes]));
  return found ?? null;
}

/** Ends a code of this partner and no other; answers its hint, null where it has no such code that still counted. */
export async function withdrawCode(db: Db, companyId: string, id: string): Promise<string | null> {
  const [gone] = await db
    .update(partnerCodes)
    .set({ withdrawnAt: sql`now()` })
    .where(and(eq(partnerCodes.id, id), eq(partnerCodes.companyId, companyId), isNull(partnerCodes.withdrawnAt)))
    .returning({ hint: partnerCodes.hint });
  return gone?.hint ?? null;
}

/** Who joined a partner by its codes, newest first. */
export function listCodeUses(db: Db, companyId: string, limit: number) {
  return db
    .select({
      customerId: customers.id,
      number: customers.number,
      firstName: customers.firstName,
      lastName: customers.lastName,
      hint: partnerCodes.hint,
      usedAt: partnerCodeUses.usedAt,
    })
    .from(partnerCodeUses)
    .innerJoin(partnerCodes, eq(partnerCodes.id, partnerCodeUses.codeId))
    .innerJoin(customers, eq(customers.id, partnerCodeUses.customerId))
    .where(eq(partnerCodes.companyId, companyId))
    .orderBy(desc(partnerCodeUses.usedAt))
    .limit(limit);
}

/** How many codes were tried in vain, by day, the newest first. */
export const listMisses = (db: Db, days: number): Promise<{ day: string; misses: number }[]> =>
  db.select().from(partnerCodeMisses).orderBy(desc(partnerCodeMisses.day)).limit(days);
