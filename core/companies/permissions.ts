import type { Ctx } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { findMembership, type Membership } from "@/db/queries/company-people";

/**
 * What a person may be allowed to do inside a company. `administrator` means all of them, and a company is never without somebody who has it.
 * The list is closed: a name that is none of these gives nothing.
 */
export const companyPermissions = [
  "administrator",
  "company.edit",
  "people.manage",
  "addresses.edit",
  "orders.see",
  "orders.place",
] as const;

/** The name of such a permission. Stable: it stands in rows and in the audit log. */
export type CompanyPermission = (typeof companyPermissions)[number];

/** Whether a user type with these permissions makes its people account administrators. */
export const isAdministrator = (names: readonly string[]): boolean => names.includes("administrator");

/** What a user type gives: everything with `administrator`, else what it names. */
export const givenBy = (names: readonly string[]): ReadonlySet<CompanyPermission> =>
  new Set(isAdministrator(names) ? companyPermissions : companyPermissions.filter((permission) => names.includes(permission)));

/** Whether one set of permissions goes nowhere above another: nobody gives or takes what they do not have themselves (T-A5). */
export const isWithin = (names: readonly string[], own: ReadonlySet<CompanyPermission>): boolean =>
  [...givenBy(names)].every((permission) => own.has(permission));

/** Somebody's place in a company, with what it allows them. */
export type Colleague = Membership & { readonly may: ReadonlySet<CompanyPermission> };

/** The place of a customer in a company that is open; null for who has none, was deactivated there, or whose company is shut. */
export async function findColleague({ db }: Pick<Ctx, "db">, customerId: string): Promise<Colleague | null> {
  const found = await findMembership(db, customerId);
  return found && { ...found, may: givenBy(found.permissions) };
}

/**
 * Asks whether a customer may do this in the own company, by what stands in the database now. It says which company that is, so nobody can
 * name another's (T-A2). Whoever changes a company asks by lockOwnCompany, which holds the answer true until the change is made.
 */
export async function asColleague(
  ctx: Pick<Ctx, "db">,
  customerId: string,
  permission: CompanyPermission,
): Promise<Result<Colleague, "company.not-permitted">> {
  const colleague = await findColleague(ctx, customerId);
  return colleague?.may.has(permission) ? ok(colleague) : fail("company.not-permitted");
}
