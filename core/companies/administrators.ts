import { isAdministrator } from "@/core/companies/permissions";
import type { Ctx } from "@/core/ctx";
import { type Failure, fail } from "@/core/result";
import type { CompanyRow } from "@/db/queries/companies";
import { countOtherAdministrators, countOtherPeople, type Person } from "@/db/queries/company-people";

/**
 * Refuses what would take its last administrator from a company: asked before somebody loses the permission, the place or the account, with the
 * company locked (lockCompany), so that of two administrators who go at once one stays. Who cannot act for it, or is none, is no loss.
 */
export async function refuseLastAdministrator(
  tx: Pick<Ctx, "db">,
  companyId: string,
  { customerId, isOpen, permissions }: Pick<Person, "customerId" | "isOpen" | "permissions">,
): Promise<Failure<"company.last-administrator"> | null> {
  if (!isOpen || !isAdministrator(permissions)) return null;
  return (await countOtherAdministrators(tx.db, companyId, customerId)) > 0 ? null : fail("company.last-administrator");
}

/**
 * Refuses to let somebody act for a company that has no administrator who can sign in, unless they are one: asked with the company locked,
 * before an account is opened again or staff put somebody in. Partners may be without one: staff look after them.
 */
export async function refuseWithoutAdministrator(
  tx: Pick<Ctx, "db">,
  { company, customerId, permissions }: Acting,
): Promise<Failure<"company.no-administrator"> | null> {
  const { id, kind, name } = company;
  if (kind === "partner" || isAdministrator(permissions)) return null;
  if ((await countOtherAdministrators(tx.db, id, customerId)) > 0) return null;
  return fail("company.no-administrator", { vars: { company: name } });
}

type Acting = {
  readonly company: Pick<CompanyRow, "id" | "kind" | "name">;
  readonly customerId: string;
  /** Of the user type that they have or get. */
  readonly permissions: readonly string[];
};

/** Whether nobody but this person can act for a company: who goes then leaves nobody without an administrator. */
export const isAlone = async (
  tx: Pick<Ctx, "db">,
  { companyId, customerId }: { readonly companyId: string; readonly customerId: string },
): Promise<boolean> => (await countOtherPeople(tx.db, companyId, customerId)) === 0;
