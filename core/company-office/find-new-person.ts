import type { Ctx } from "@/core/ctx";
import { canonicalNumber } from "@/core/customers/customer-number";
import { fail, ok, type Result } from "@/core/result";
import { findPlace } from "@/db/queries/company-people";
import { findCustomerByNumber, lockAccountOfCustomer, lockCustomer } from "@/db/queries/customer-room";

/** Why somebody cannot be put into a company. */
export type NewPersonFailure = "customer.not-found" | "customer.no-account" | "company.person-elsewhere";

/**
 * The customer of a number whom staff are about to put into a company, held in the open transaction: with an account that is open, and in
 * no company yet, since nobody is in two. The last refusal names the company. Call it with the company held, if there is one.
 */
export async function findNewPerson(
  tx: Pick<Ctx, "db">,
  number: string,
): Promise<Result<{ readonly customerId: string }, NewPersonFailure>> {
  const key = canonicalNumber(number);
  const seen = key === null ? null : await findCustomerByNumber(tx.db, key);
  if (!seen) return fail("customer.not-found", { field: "number" });
  const account = await lockAccountOfCustomer(tx.db, seen.id);
  const customer = await lockCustomer(tx.db, seen.id);
  if (customer?.mergedInto !== null) return fail("customer.not-found", { field: "number" });
  if (!account || account.isDeactivated) return fail("customer.no-account", { field: "number" });
  const place = await findPlace(tx.db, customer.id);
  if (place) return fail("company.person-elsewhere", { field: "number", vars: { company: place.companyName } });
  return ok({ customerId: customer.id });
}
