import { and, asc, eq, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { companyAddresses } from "@/db/schema/companies";

/** An address of a company's address book. */
export type CompanyAddress = typeof companyAddresses.$inferSelect;

/** What an entry says. */
export type AddressEntry = Pick<CompanyAddress, "label" | "name" | "street" | "postcode" | "city" | "country">;

/** The address book of a company, by label. */
export const listCompanyAddresses = (db: Db, companyId: string): Promise<CompanyAddress[]> =>
  db
    .select()
    .from(companyAddresses)
    .where(eq(companyAddresses.companyId, companyId))
    .orderBy(asc(sql`lower(${companyAddresses.label})`), asc(companyAddresses.id));

const isMeant = (companyId: string, id: string) => and(eq(companyAddresses.companyId, companyId), eq(companyAddresses.id, id));

/** Adds an address. */
export async function insertCompanyAddress(db: Db, companyId: string, entry: AddressEntry): Promise<void> {
  await db.insert(companyAddresses).values({ companyId, ...entry });
}

/** Changes an address of this company; false if it has none of this id. */
export async function updateCompanyAddress(db: Db, companyId: string, id: string, entry: AddressEntry): Promise<boolean> {
  const changed = await db
    .update(companyAddresses)
    .set(entry)
    .where(isMeant(companyId, id))
    .returning({ id: companyAddresses.id });
  return changed.length > 0;
}

/** Takes an address of this company out; false if it has none of this id. */
export async function deleteCompanyAddress(db: Db, companyId: string, id: string): Promise<boolean> {
  const gone = await db.delete(companyAddresses).where(isMeant(companyId, id)).returning({ id: companyAddresses.id });
  return gone.length > 0;
}
