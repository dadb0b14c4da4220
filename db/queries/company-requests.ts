import { and, asc, eq, isNotNull, isNull, sql } from "drizzle-orm";
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
const isInNone = sql`not exists (select from ${companyPeople} p where p.customer_id = ${companyRequests.customerId})`;

/** Those who ask to be let into a company and are in none yet, who came first before who came later; whose account was shut meanwhile is left out. */
export const listRequests = (db: Db, companyId: string, limit: number) =>
  selectRequests(db)
    .where(and(eq(companyRequests.companyId, companyId), isInNone))
    .orderBy(asc(companyRequests.createdAt), asc(customers.id))
    .limit(limit);

/** One of them, or null. */
export async function findRequest(db: Db, companyId: string, customerId: string): Promise<CompanyRequest | null> {
  const isMeant = and(eq(companyRequests.companyId, companyId), eq(companyRequests.customerId, customerId));
  const [found] = await selectRequests(db).where(isMeant);
  return found ?? null;
}

/**
 * Writes down that a customer asks the company of this domain to be let in, if there is one that takes requests, is open, and the customer
 * is in none yet. Answers its id; null where nothing was written. Makes nobody a person of anything.
 */
export async function insertRequest(db: Db, customerId: string, domain: string): Promise<string | null> {
  const [made] = await db.execute<{ company_id: string }>(sql`
    insert into ${companyRequests} (customer_id, company_id)
    select ${customerId}, c.id from ${companies} c
    where ${domain} = any(c.domains) and c.takes_requests and c.deactivated_at is null and c.merged_into is null
      and not exists (select from ${companyPeople} p where p.customer_id = ${customerId})
    limit 1
    on conflict (customer_id) do nothing
    returning company_id`);
  return made?.company_id ?? null;
}

/** Takes a customer's request away, whoever it went to; false if there was none. */
export async function deleteRequest(db: Db, customerId: string): Promise<boolean> {
  const gone = await db
    .delete(companyRequests)
    .where(eq(companyRequests.customerId, customerId))
    .returning({ id: companyRequests.customerId });
  return gone.length > 0;
}

/** The address of an account that its owner has proven; null if there is none. */
export async function findProvenAddress(db: Db, accountId: string): Promise<string | null> {
  const [found] = await db
    .select({ emailKey: accounts.emailKey })
    .from(accounts)
    .where(and(eq(accounts.id, accountId), isNotNull(accounts.emailVerifiedAt)));
  return found?.emailKey ?? null;
}
