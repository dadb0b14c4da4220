import { givePlace } from "@/core/companies/give-place";
import { companyRow } from "@/core/companies/read-company";
import type { Ctx } from "@/core/ctx";
import type { Answering, Keeper } from "@/core/registration/keep-answers";
import { companyIn } from "@/core/registration/register-as";
import { audit } from "@/core/security/audit";
import { maskWords } from "@/core/security/mask";
import { insertCompany } from "@/db/queries/companies";
import { findPlace } from "@/db/queries/company-people";
import { getDefaultUserType } from "@/db/queries/user-types";

/**
 * Founds the company that somebody registers for, in the transaction that makes the account; its first person gets the user type that the
 * shop has chosen for that, whatever was sent (P-O1, T-R16). It is always a new one: name, domain and numbers join nobody to a company that
 * exists (T-R15). Where the shop has stopped that meanwhile, nobody founds one. Whom staff have put into a company already stays there.
 */
export const foundCompany: Keeper = async (ctx, answering, answers) => {
  const company = ctx.settings.registration.companies === "off" ? null : companyIn(answers);
  if (company === null || (await findPlace(ctx.db, answering.customerId)) !== null) return;
  const { id: userTypeId } = await getDefaultUserType(ctx.db, "customers");
  const companyId = await insertCompany(ctx.db, { kind: "customer", ...companyRow(company) });
  await note(ctx, answering, companyId, company.name);
  const { accountId, customerId } = answering;
  await givePlace(ctx, { customerId, companyId, userTypeId, actor: { kind: "customer", accountId } });
};

async function note(ctx: Ctx, { accountId }: Answering, companyId: string, name: string): Promise<void> {
  await audit(ctx, {
    actor: { kind: "customer", accountId },
    action: "company.founded",
    target: { kind: "company", id: companyId },
    outcome: "ok",
    detail: { name: maskWords(name) },
  });
}
