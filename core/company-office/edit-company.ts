import { z } from "zod";
import { companyNameKey, LONGEST_COMPANY_NAME } from "@/core/companies/company-name";
import { lockOpenCompany, type NoCompany } from "@/core/company-office/lock-open-company";
import { type Ctx, inTransaction } from "@/core/ctx";
import { requiredLine } from "@/core/input";
import { ok, type Result } from "@/core/result";
import { audit, maskWords } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { updateCompany } from "@/db/queries/companies";

/** A company's id as forms hold it. */
export const companyId = z.uuid({ error: "company.not-found" });

/** What the form of a company's data holds. */
export const editCompanyInput = z.object({ companyId, companyName: requiredLine(LONGEST_COMPANY_NAME) });

/** Changes what a company is called. The audit log keeps masked names. */
export async function editCompany(
  ctx: Pick<Ctx, "db" | "request">,
  { companyId: id, companyName, staffId }: z.output<typeof editCompanyInput> & { readonly staffId: string },
): Promise<Result<undefined, NoCompany | "staff.not-permitted">> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "companies.edit");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    const found = await lockOpenCompany(tx, id);
    if (!found.ok) return found;
    const { name } = found.value;
    if (name === companyName) return ok();
    await updateCompany(tx.db, id, { name: companyName, nameKey: companyNameKey(companyName) });
    const detail = { name: `${maskWords(name)} → ${maskWords(companyName)}` };
    await audit(tx, { actor, action: "company.changed", target: { kind: "company", id }, outcome: "ok", detail });
    return ok();
  });
}
