import { and, asc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { companies, companyPeople, companyRequests } from "@/db/schema/companies";
import { accounts, customers } from "@/db/schema/people";

/** Somebody who asks to be let into a company. */
export type CompanyRequest = Awaited<ReturnType<typeof listRequests>>[number];

const selectRequests = (db: Db) =>
  db
    .select({
      customerId: customers.id,
      number: customers.number,
      firstName: customers.firstName,
      lastName: customers.lastName,
      email: sql<string | null>`coalesce(${accounts.email}, ${customers.email})`,
      language: accounts.language,
      createdAt: companyRequests.createdAt,
    })
    .from(companyRequests)
    .innerJoin(customers, eq(customers.id, companyRequests.customerId))
    .innerJoin(accounts, and(eq(accounts.customerId, customers.id), isNull(accounts.deactivatedAt)));

// Who has come into a company by another way does not ask any more.
const isOpen = isNull(companyRequests.endedAt);
const isInNone = sql`not exists (select from ${companyPeople} p where p.customer_id = ${companyRequests.customerId})`;

/**
 * A request to this company, or to one that it has taken in: who asks names a company without holding it, so a request that is written while
 * the company is merged stays under its old id.
 */
const isTo = (companyId: string | SQL) => sql`${companyRequests.companyId} in (
  with recursive taken(id) as (
    select ${companyId}::uuid union select m.id from ${companies} m join taken on m.merged_into = taken.id)
  select id from taken)`;

/** Those who ask to be let into a company and are in none yet, who came first before who came later; whose account was shut meanwhile is left out. */
export const listRequests = (db: Db, companyId: string, limit: number) =>
  selectRequests(db)
    .where(and(isTo(companyId), isOpen, isInNone))
    .orderBy(asc(companyRequests.createdAt), asc(customers.id))
    .limit(limit);

/** One that nobody has decided yet, or null. */
export async function findRequest(db: Db, companyId: string, customerId: string): Promise<CompanyRequest | null> {
  const isMeant = and(isTo(companyId), eq(companyRequests.customerId, customerId), isOpen);
  const [found] = await selectRequests(db).where(isMeant);
  return found ?? null;
}

/**
 * Writes down that a customer asks the company of this domain to be let in, if there is one that takes requests, is open, and the customer
 * is in none yet, and who has never asked it before; of `connectionId`, if given, only a company whose connection that is. Answers the company;
 * null where nothing was written. Makes nobody a person of anything.
 */
export async function insertRequest(
  db: Db,
  { customerId, domain, connectionId = null }: Asking,
): Promise<{ id: string; name: string } | null> {
  const [made] = await db.execute<{ id: string; name: string }>(sql`
    insert into ${companyRequests} (customer_id, company_id)
    select ${customerId}, c.id from ${companies} c
    where ${domain} = any(c.domains) and c.takes_requests and c.deactivated_at is null and c.merged_into is null
      and (${connectionId}::text is null or c.connection_id = ${connectionId})
      and not exists (select from ${companyPeople} p where p.customer_id = ${customerId})
      and not exists (select from ${companyRequests} where ${companyRequests.customerId} = ${customerId} and ${isTo(sql`c.id`)})
    limit 1
    on conflict do nothing
    returning company_id as id, (select c.name from ${companies} c where c.id = company_id) as name`);
  return made ?? null;
}

type Asking = { readonly customerId: string; readonly domain: string; readonly connectionId?: string | null };

/** Ends what a customer asks for, of one company if given, else of all. It stays as a memory: nobody asks the same company twice. */
export async function endRequests(db: Db, customerId: string, companyId?: string): Promise<void> {
  const isMeant = companyId === undefined ? undefined : isTo(companyId);
  await db
    .update(companyRequests)
    .set({ endedAt: sql`now()` })
    .where(and(eq(companyRequests.customerId, customerId), isMeant, isOpen));
}

/** The address of an account that its owner has proven; null if there is none. */
export async function findProvenAddress(db: Db, accountId: string): Promise<string | null> {
  const [found] = await db
    .select({ emailKey: accounts.emailKey })
    .from(accounts)
    .where(and(eq(accounts.id, accountId), isNotNull(accounts.emailVerifiedAt)));
  return found?.emailKey ?? null;
}
