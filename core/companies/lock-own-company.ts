import { type Colleague, type CompanyPermission, findColleague, isWithin } from "@/core/companies/permissions";
import type { Ctx } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import type { Actor } from "@/core/security/audit";
import { lockCompany } from "@/db/queries/companies";
import { findPerson, type Person } from "@/db/queries/company-people";

/** Who acts in the name of the own company: somebody who is signed in. */
export type Member = { readonly accountId: string; readonly customerId: string };

/** The same as the audit log knows them. */
export const actorOfMember = ({ accountId }: Member): Actor => ({ kind: "customer", accountId });

/**
 * The own company of somebody who may do this there, in the open transaction: whoever else changes its people waits until it ends, and
 * whoever lost their place or permission while this one waited is refused (T-A5). With null any open place will do.
 */
export async function lockOwnCompany(
  tx: Pick<Ctx, "db">,
  { customerId }: Member,
  permission: CompanyPermission | null,
): Promise<Result<Colleague, "company.not-permitted">> {
  const seen = await findColleague(tx, customerId);
  if (!seen) return fail("company.not-permitted");
  await lockCompany(tx.db, seen.companyId);
  const own = await findColleague(tx, customerId);
  if (own?.companyId !== seen.companyId) return fail("company.not-permitted");
  return permission === null || own.may.has(permission) ? ok(own) : fail("company.not-permitted");
}

/** Why a colleague cannot be changed. */
export type ColleagueFailure = "company.not-permitted" | "company.not-yourself" | "company.person-gone" | "company.beyond-own";

/** Two people of one company: who acts, and whom it is about. */
export type Pair = { readonly own: Colleague; readonly person: Person };

/**
 * A colleague whom somebody is about to change, in the open transaction. Only of the own company, whatever id is named (T-A2); nobody
 * changes themselves, or somebody who may do what they may not (T-A5).
 */
export async function lockColleague(
  tx: Pick<Ctx, "db">,
  by: Member,
  customerId: string,
): Promise<Result<Pair, ColleagueFailure>> {
  const locked = await lockOwnCompany(tx, by, "people.manage");
  if (!locked.ok) return locked;
  const own = locked.value;
  if (customerId === by.customerId) return fail("company.not-yourself");
  const person = await findPerson(tx.db, own.companyId, customerId);
  if (!person) return fail("company.person-gone");
  return isWithin(person.permissions, own.may) ? ok({ own, person }) : fail("company.beyond-own");
}
