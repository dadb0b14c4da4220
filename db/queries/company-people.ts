import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "@/db";
import { companies, companyPeople, userTypes } from "@/db/schema/companies";

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
