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

// Who has come into a company by another way does not ask any more. An offer is shown to the person alone.
const isUnended = isNull(companyRequests.endedAt);
const isOpen = and(isUnended, isNotNull(companyRequests.askedAt));
const isInNone = sql`not exists (select from ${companyPeople} p where p.customer_id = ${companyRequests.customerId})`;

/**
 * A request to this company, or to one that it has taken in: an offer is written without holding the company, so one that is written while
 * the company is merged stays under its old id.
 */
const isTo = (companyId: string | SQL) => sql`${companyRequests.companyId} in (
  with recursive taken(id) as (
    select ${companyId}::uuid union select m.id from ${companies} m join taken on m.merged_into = taken.id)
  select id from taken)`;

/**
 * Those who ask to be let into a company and are in none yet, who came first before who came later; whose account was shut meanwhile is
 * left out.
 */
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
 * Offers a customer to ask the company of this domain to be let in, if there is one that takes requests, is open, and the customer is in none
 * yet, and has never been offered it before; of `connectionId`, if given, only a company whose connection that is. Answers whether there is a
 * new offer. Makes nobody a person of anything, and tells nobody.
 */
export async function insertOffer(db: Db, { customerId, domain, connectionId = null }: Offering): Promise<boolean> {
  const made = await db.execute(sql`
    insert into ${companyRequests} (customer_id, company_id, asked_at)
    select ${customerId}, c.id, null from ${companies} c
    where ${domain} = any(c.domains) and c.takes_requests and c.deactivated_at is null and c.merged_into is null
      and (${connectionId}::text is null or c.connection_id = ${connectionId})
      and not exists (select from ${companyPeople} p where p.customer_id = ${customerId})
      and not exists (select from ${companyRequests} where ${companyRequests.customerId} = ${customerId} and ${isTo(sql`c.id`)})
    limit 1
    on conflict do nothing
    returning company_id`);
  return made.length > 0;
}

/** A company that somebody may ask to be let in, or has asked. */
export type OwnRequest = Awaited<ReturnType<typeof listOwnRequests>>[number];

/** What a customer who is in no company may ask, or asks: of companies that are open, and that take requests or were asked already. */
export const listOwnRequests = (db: Db, customerId: string) =>
  db
    .select({ companyId: companies.id, name: companies.name, isAsked: sql<boolean>`${companyRequests.askedAt} is not null` })
    .from(companyRequests)
    .innerJoin(companies, sql`${companies.id} = ${keptCompany}`)
    .where(and(eq(companyRequests.customerId, customerId), isUnended, isInNone, isTaking))
    .orderBy(asc(companyRequests.createdAt), asc(companies.id));

// The company that an offer leads to now, also if it was written while that one was merged.
const keptCompany = sql`(
  with recursive kept(id, merged_into) as (
    select m.id, m.merged_into from ${companies} m where m.id = ${companyRequests.companyId}
    union select m.id, m.merged_into from ${companies} m join kept on m.id = kept.merged_into)
  select id from kept where merged_into is null)`;

// Shut companies, and those that stopped taking requests, are offered to nobody any more.
const isTaking = sql`${companies.deactivatedAt} is null and (${companies.takesRequests} or ${companyRequests.askedAt} is not null)`;

/** Makes an offer a request. Answers whether it was one until now: the second press does nothing. */
export async function takeOffer(db: Db, customerId: string, companyId: string): Promise<boolean> {
  const isMeant = and(isTo(companyId), eq(companyRequests.customerId, customerId));
  const taken = await db
    .update(companyRequests)
    .set({ askedAt: sql`now()` })
    .where(and(isMeant, isUnended, isNull(companyRequests.askedAt)))
    .returning({ id: companyRequests.companyId });
  return taken.length > 0;
}

type Offering = { readonly customerId: string; readonly domain: string; readonly connectionId?: string | null };

/**
 * Ends what a customer asks for, of one company if given, else of all. It stays as a memory: nobody asks the same company twice. Offers
 * end, too.
 */
export async function endRequests(db: Db, customerId: string, companyId?: string): Promise<void> {
  const isMeant = companyId === undefined ? undefined : isTo(companyId);
  await db
    .update(companyRequests)
    .set({ endedAt: sql`now()` })
    .where(and(eq(companyRequests.customerId, customerId), isMeant, isUnended));
}

/** The address of an account that its owner has proven; null if there is none. */
export async function findProvenAddress(db: Db, accountId: string): Promise<string | null> {
  const [found] = await db
    .select({ emailKey: accounts.emailKey })
    .from(accounts)
    .where(and(eq(accounts.id, accountId), isNotNull(accounts.emailVerifiedAt)));
  return found?.emailKey ?? null;
}
