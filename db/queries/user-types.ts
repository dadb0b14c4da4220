import { and, asc, eq, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { companies, companyInvitations, companyPeople, partnerCodes, userTypes } from "@/db/schema/companies";
import { accounts } from "@/db/schema/people";

/** A named set of permissions as it is stored. */
export type UserTypeRow = typeof userTypes.$inferSelect;

/** Which people get a user type without anybody choosing it: the first of a new company, or who joins a partner. */
export type DefaultFor = "customers" | "partners";

const people = sql<number>`(select count(*)::int from ${companyPeople} p where p.user_type_id = "user_types"."id")`;

/** Every user type by its name, with how many people have it. */
export function listUserTypes(db: Db) {
  return db
    .select({
      id: userTypes.id,
      name: userTypes.name,
      permissions: userTypes.permissions,
      isForCustomers: userTypes.isForCustomers,
      isForPartners: userTypes.isForPartners,
      people,
    })
    .from(userTypes)
    .orderBy(asc(sql`lower(${userTypes.name})`), asc(userTypes.id));
}

/**
 * Holds every user type until the transaction ends, and answers them: there are a few, and defaults are a matter between them. Whoever gives
 * one to somebody waits (holdUserType); `isForDeletion` also lets those wait whose row only refers to one.
 */
export function lockUserTypes(db: Db, { isForDeletion = false } = {}): Promise<UserTypeRow[]> {
  return db
    .select()
    .from(userTypes)
    .orderBy(asc(userTypes.id))
    .for(isForDeletion ? "update" : "no key update");
}

/** A user type by id, or null. */
export async function findUserType(db: Db, id: string): Promise<UserTypeRow | null> {
  const [found] = await db.select().from(userTypes).where(eq(userTypes.id, id));
  return found ?? null;
}

/**
 * A user type that somebody is about to get, held until the transaction ends: what it allows changes before or after, never in between. The
 * last lock of all (the order stands at lockCompanies). Null if there is none.
 */
export async function holdUserType(db: Db, id: string): Promise<UserTypeRow | null> {
  const [found] = await db.select().from(userTypes).where(eq(userTypes.id, id)).for("share");
  return found ?? null;
}

/**
 * The user type that people get without anybody choosing it, held like one that somebody chose. Throws if there is none: then the data is
 * broken.
 */
export async function getDefaultUserType(db: Db, who: DefaultFor): Promise<UserTypeRow> {
  const isDefault = eq(who === "customers" ? userTypes.isForCustomers : userTypes.isForPartners, true);
  const hold = () => db.select().from(userTypes).where(isDefault).for("share");
  // Who waited until another type was the default finds none; the second look finds that one.
  const found = (await hold())[0] ?? (await hold())[0];
  if (!found) throw new Error(`no user type is the default for ${who}`);
  return found;
}

/** Adds a user type and answers its id. Throws a duplicate error where the name is taken. */
export async function insertUserType(db: Db, row: Pick<UserTypeRow, "name" | "permissions">): Promise<string> {
  const [made] = await db.insert(userTypes).values(row).returning({ id: userTypes.id });
  if (!made) throw new Error("the user type was not stored");
  return made.id;
}

/** Changes name and permissions. Throws a duplicate error where the name is taken. */
export async function updateUserType(db: Db, id: string, row: Pick<UserTypeRow, "name" | "permissions">): Promise<void> {
  await db.update(userTypes).set(row).where(eq(userTypes.id, id));
}

/** Makes one user type the default, and no other. */
export async function setDefaultUserType(db: Db, who: DefaultFor, id: string): Promise<void> {
  const [column, on, off] =
    who === "customers"
      ? [userTypes.isForCustomers, { isForCustomers: true }, { isForCustomers: false }]
      : [userTypes.isForPartners, { isForPartners: true }, { isForPartners: false }];
  await db.update(userTypes).set(off).where(eq(column, true));
  await db.update(userTypes).set(on).where(eq(userTypes.id, id));
}

/** Whether anybody has a user type, or would get it by an invitation or a code that was ever made. */
export async function isUserTypeUsed(db: Db, id: string): Promise<boolean> {
  const [row] = await db.execute<{ is_used: boolean }>(sql`
    select exists (select from ${companyPeople} where user_type_id = ${id})
      or exists (select from ${companyInvitations} where user_type_id = ${id})
      or exists (select from ${partnerCodes} where user_type_id = ${id}) as is_used`);
  return row?.is_used ?? false;
}

/** Deletes a user type. */
export async function deleteUserType(db: Db, id: string): Promise<void> {
  await db.delete(userTypes).where(eq(userTypes.id, id));
}

/** The ids of every company in which somebody has this user type. */
export async function listCompaniesWithType(db: Db, userTypeId: string): Promise<string[]> {
  const { companyId } = companyPeople;
  const rows = await db.selectDistinct({ id: companyId }).from(companyPeople).where(eq(companyPeople.userTypeId, userTypeId));
  return rows.map(({ id }) => id);
}

/** The name of a company that, of those who can sign in and act for it, only people of this user type administer; null if there is none. */
export async function findCompanyAdministeredBy(db: Db, userTypeId: string): Promise<string | null> {
  const open = sql`${companyPeople} p
    join ${accounts} a on a.customer_id = p.customer_id and a.deactivated_at is null
    join ${userTypes} u on u.id = p.user_type_id
    where p.company_id = "companies"."id" and p.deactivated_at is null`;
  const hasType = sql`exists (select from ${open} and u.id = ${userTypeId})`;
  const hasOther = sql`exists (select from ${open} and u.id <> ${userTypeId} and 'administrator' = any(u.permissions))`;
  const [found] = await db
    .select({ name: companies.name })
    .from(companies)
    .where(and(hasType, sql`not ${hasOther}`))
    .orderBy(asc(companies.nameKey))
    .limit(1);
  return found?.name ?? null;
}
