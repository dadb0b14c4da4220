import { and, asc, eq, isNull, ne, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { withdrawInvitationsBy } from "@/db/queries/company-invitations";
import { endRequests } from "@/db/queries/company-requests";
import { companies, companyPeople, userTypes } from "@/db/schema/companies";
import { accounts, customers } from "@/db/schema/people";

/** Somebody's place in a company. */
export type Membership = NonNullable<Awaited<ReturnType<typeof findMembership>>>;

/** The open place of a customer in an open company, with the permissions its user type names; null if there is none. */
export async function findMembership(db: Db, customerId: string) {
  const [found] = await db
    .select({
      customerId: companyPeople.customerId,
      companyId: companies.id,
      companyName: companies.name,
      companyKind: companies.kind,
      userTypeId: userTypes.id,
      userTypeName: userTypes.name,
      permissions: userTypes.permissions,
    })
    .from(companyPeople)
    .innerJoin(companies, eq(companies.id, companyPeople.companyId))
    .innerJoin(userTypes, eq(userTypes.id, companyPeople.userTypeId))
    .where(and(eq(companyPeople.customerId, customerId), isNull(companyPeople.deactivatedAt), isNull(companies.deactivatedAt)));
  return found ?? null;
}

/** A person of a company, whether open or deactivated there. */
export type Person = Awaited<ReturnType<typeof listPeople>>[number];

/** Everybody of a company in the order in which they came. `isOpen` is false for who was deactivated there or whose account is shut. */
export function listPeople(db: Db, companyId: string) {
  return selectPeople(db)
    .where(eq(companyPeople.companyId, companyId))
    .orderBy(asc(companyPeople.joinedAt), asc(companyPeople.customerId));
}

/** One person of this company and no other (T-A2), or null. */
export async function findPerson(db: Db, companyId: string, customerId: string): Promise<Person | null> {
  const [found] = await selectPeople(db).where(
    and(eq(companyPeople.companyId, companyId), eq(companyPeople.customerId, customerId)),
  );
  return found ?? null;
}

/** The person of this company who signs in, or is written to, at an address; or null. */
export async function findPersonByAddress(db: Db, companyId: string, emailKey: string): Promise<Person | null> {
  const isThere = sql`coalesce(${accounts.emailKey}, ${customers.emailKey}) = ${emailKey}`;
  const [found] = await selectPeople(db)
    .where(and(eq(companyPeople.companyId, companyId), isThere))
    .limit(1);
  return found ?? null;
}

/** The place that a customer has in whatever company, open or not; or null. */
export async function findPlace(db: Db, customerId: string) {
  const [found] = await db
    .select({
      companyId: companyPeople.companyId,
      companyName: companies.name,
      companyKind: companies.kind,
      userTypeId: companyPeople.userTypeId,
      userTypeName: userTypes.name,
      joinedAt: companyPeople.joinedAt,
      deactivatedAt: companyPeople.deactivatedAt,
    })
    .from(companyPeople)
    .innerJoin(companies, eq(companies.id, companyPeople.companyId))
    .innerJoin(userTypes, eq(userTypes.id, companyPeople.userTypeId))
    .where(eq(companyPeople.customerId, customerId));
  return found ?? null;
}

const hasOpenAccount = sql<boolean>`(${companyPeople.deactivatedAt} is null and ${accounts.id} is not null and ${accounts.deactivatedAt} is null)`;

function selectPeople(db: Db) {
  return db
    .select({
      customerId: customers.id,
      firstName: customers.firstName,
      lastName: customers.lastName,
      number: customers.number,
      email: sql<string | null>`coalesce(${accounts.email}, ${customers.email})`,
      accountId: accounts.id,
      /** Whether the address is the account's own, and its owner has proven it. */
      isEmailProven: sql<boolean>`(${accounts.emailKey} is not null and ${accounts.emailVerifiedAt} is not null)`,
      language: accounts.language,
      userTypeId: userTypes.id,
      userTypeName: userTypes.name,
      permissions: userTypes.permissions,
      joinedAt: companyPeople.joinedAt,
      isDeactivated: sql<boolean>`${companyPeople.deactivatedAt} is not null`,
      isOpen: hasOpenAccount,
    })
    .from(companyPeople)
    .innerJoin(customers, eq(customers.id, companyPeople.customerId))
    .innerJoin(userTypes, eq(userTypes.id, companyPeople.userTypeId))
    .leftJoin(accounts, eq(accounts.customerId, customers.id));
}

const countOpen = async (db: Db, isMeant: SQL | undefined): Promise<number> => {
  const [counted] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(companyPeople)
    .innerJoin(userTypes, eq(userTypes.id, companyPeople.userTypeId))
    .leftJoin(accounts, eq(accounts.customerId, companyPeople.customerId))
    .where(and(hasOpenAccount, isMeant));
  return counted?.count ?? 0;
};

const isAmongOthers = (companyId: string, exceptId: string) =>
  and(eq(companyPeople.companyId, companyId), ne(companyPeople.customerId, exceptId));

/** How many people of a company but this one can sign in and act for it. */
export const countOtherPeople = (db: Db, companyId: string, exceptId: string): Promise<number> =>
  countOpen(db, isAmongOthers(companyId, exceptId));

/** Whether anybody but this person has a place in a company, open or not. */
export async function hasOtherPeople(db: Db, companyId: string, exceptId: string): Promise<boolean> {
  const found = await db
    .select({ id: companyPeople.customerId })
    .from(companyPeople)
    .where(isAmongOthers(companyId, exceptId))
    .limit(1);
  return found.length > 0;
}

/** How many of those who can sign in are its administrators. */
export const countOtherAdministrators = (db: Db, companyId: string, exceptId: string): Promise<number> =>
  countOpen(db, and(isAmongOthers(companyId, exceptId), sql`'administrator' = any(${userTypes.permissions})`));

type NewPerson = { readonly customerId: string; readonly companyId: string; readonly userTypeId: string };

/**
 * Gives a customer a place in a company; false if there is one already, in this company or in another. Whoever has a place asks no company any
 * more to be let in, whichever way they came.
 */
export async function insertPerson(db: Db, person: NewPerson): Promise<boolean> {
  const made = await db.insert(companyPeople).values(person).onConflictDoNothing().returning({ id: companyPeople.customerId });
  if (made.length === 0) return false;
  await endRequests(db, person.customerId);
  return true;
}

/** Changes what a person of a company is there. */
export async function updatePerson(
  db: Db,
  customerId: string,
  { userTypeId, isDeactivated }: { readonly userTypeId?: string; readonly isDeactivated?: boolean },
): Promise<void> {
  const deactivatedAt = isDeactivated === undefined ? undefined : isDeactivated ? sql`now()` : null;
  await db
    .update(companyPeople)
    .set({ ...(userTypeId === undefined ? {} : { userTypeId }), ...(deactivatedAt === undefined ? {} : { deactivatedAt }) })
    .where(eq(companyPeople.customerId, customerId));
}

/** Ends a person's place in a company, and the invitations that wait under it. Account and customer stay as they are. */
export async function deletePerson(db: Db, customerId: string): Promise<void> {
  await withdrawInvitationsBy(db, customerId);
  await db.delete(companyPeople).where(eq(companyPeople.customerId, customerId));
}
