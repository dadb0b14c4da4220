import { z } from "zod";
import { type Colleague, type CompanyPermission, findColleague, isWithin } from "@/core/companies/permissions";
import type { Ctx } from "@/core/ctx";
import { type Failure, fail, ok, type Result } from "@/core/result";
import type { Actor } from "@/core/security/audit";
import { lockCompany } from "@/db/queries/companies";
import { findPerson, type Person } from "@/db/queries/company-people";

/** Who acts in the name of the own company: somebody who is signed in. */
export type Member = { readonly accountId: string; readonly customerId: string };

/** The same with the company that the page showed on which they act: nothing that is meant for one is done to another. */
export type Acting = Member & { readonly companyId: string };

/** What every form of the company's page holds: the company that the page showed. */
export const shownCompany = { company: z.uuid({ error: "field.invalid" }) };

/** The same as the audit log knows them. */
export const actorOfMember = ({ accountId }: Member): Actor => ({ kind: "customer", accountId });

/** Why somebody cannot act for the company they look at. */
export type OwnCompanyFailure = "company.not-permitted" | "company.another";

/**
 * The own company of somebody who may do this there, by what stands in the database now; with null any open place will do. Whoever looks at
 * a company that is not theirs any more, since it was merged or they went to another one, is told so.
 */
export async function findActingFor(
  ctx: Pick<Ctx, "db">,
  { customerId, companyId }: Acting,
  permission: CompanyPermission | null,
): Promise<Result<Colleague, OwnCompanyFailure>> {
  const own = await findColleague(ctx, customerId);
  if (!own) return fail("company.not-permitted");
  if (own.companyId !== companyId) return refuseAnother(own);
  return permission === null || own.may.has(permission) ? ok(own) : fail("company.not-permitted");
}

/**
 * The same in the open transaction: whoever else changes its people waits until it ends, and whoever lost their place or permission while
 * this one waited is refused (T-A5).
 */
export async function lockOwnCompany(
  tx: Pick<Ctx, "db">,
  by: Acting,
  permission: CompanyPermission | null,
): Promise<Result<Colleague, OwnCompanyFailure>> {
  const seen = await findActingFor(tx, by, null);
  if (!seen.ok) return seen;
  await lockCompany(tx.db, by.companyId);
  return findActingFor(tx, by, permission);
}

/** What somebody is told whose page showed another company than theirs. Nothing is done, in neither. */
export const refuseAnother = ({ companyName: company }: Pick<Colleague, "companyName">): Failure<"company.another"> =>
  fail("company.another", { vars: { company } });

/** Why a colleague cannot be changed. */
export type ColleagueFailure = OwnCompanyFailure | "company.not-yourself" | "company.person-gone" | "company.beyond-own";

/** Two people of one company: who acts, and whom it is about. */
export type Pair = { readonly own: Colleague; readonly person: Person };

/**
 * A colleague whom somebody is about to change, in the open transaction. Only of the own company, whatever id is named (T-A2); nobody
 * changes themselves, or somebody who may do what they may not (T-A5).
 */
export async function lockColleague(
  tx: Pick<Ctx, "db">,
  by: Acting,
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
