import type { Ctx } from "@/core/ctx";
import { type Failure, fail } from "@/core/result";
import { countOtherAdministrators, countOtherPeople } from "@/db/queries/company-people";

/**
 * Refuses what would take its last administrator from a company: asked before `customerId` loses the permission, the place or the account,
 * with the company locked (lockCompany), so that of two administrators who go at once one stays.
 */
export async function refuseLastAdministrator(
  tx: Pick<Ctx, "db">,
  { companyId, customerId }: { readonly companyId: string; readonly customerId: string },
): Promise<Failure<"company.last-administrator"> | null> {
  return (await countOtherAdministrators(tx.db, companyId, customerId)) > 0 ? null : fail("company.last-administrator");
}

/** Whether nobody but this person can act for a company: who goes then leaves nobody without an administrator. */
export const isAlone = async (
  tx: Pick<Ctx, "db">,
  { companyId, customerId }: { readonly companyId: string; readonly customerId: string },
): Promise<boolean> => (await countOtherPeople(tx.db, companyId, customerId)) === 0;
