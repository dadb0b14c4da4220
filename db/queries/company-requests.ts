import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { companyRequests } from "@/db/schema/companies";
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

/** Those who ask to be let into a company, as its own people see them, who came first before who came later; whose account was shut meanwhile is left out. */
export const listRequests = (db: Db, companyId: string, limit: number) =>
  selectRequests(db)
    .where(eq(companyRequests.companyId, companyId))
    .orderBy(asc(companyRequests.createdAt), asc(customers.id))
    .limit(limit);

/** One of them, or null. */
export async function findRequest(db: Db, companyId: string, customerId: string): Promise<CompanyRequest | null> {
  const isMeant = and(eq(companyRequests.companyId, companyId), eq(companyRequests.customerId, customerId));
  const [found] = await selectRequests(db).where(isMeant);
  return found ?? null;
}

/** Takes a customer's request away, whoever it went to; false if there was none. */
export async function deleteRequest(db: Db, customerId: string): Promise<boolean> {
  const gone = await db
    .delete(companyRequests)
    .where(eq(companyRequests.customerId, customerId))
    .returning({ id: companyRequests.customerId });
  return gone.length > 0;
}
