import { z } from "zod";
import { readCompany, stateOfCompany } from "@/core/companies/read-company";
import { companyId } from "@/core/company-office/company-id";
import { lockUnmergedCompany, type NoCompany } from "@/core/company-office/lock-unmerged-company";
import { type Ctx, inTransaction } from "@/core/ctx";
import type { AnswerFailure, Posted } from "@/core/fields/read-answers";
import { requiredLine } from "@/core/input";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { updateCompany } from "@/db/queries/companies";

/** What the form of a company's data holds beside what the shop wants to know of companies. */
export const editCompanyInput = z.object({
  companyId,
  /** What the form was drawn from. */
  seen: requiredLine(64),
});

type Edit = z.output<typeof editCompanyInput> & { readonly staffId: string; readonly posted: Posted };
type Code = NoCompany | AnswerFailure | "company.changed" | "staff.not-permitted";

/**
 * Changes what the shop knows of a company: its name and the shop's own fields. The audit log keeps masked values. What its people or others
 * have changed since the form was drawn is not written over.
 */
export async function editCompany(
  ctx: Pick<Ctx, "db" | "form" | "request">,
  { companyId: id, seen, posted, staffId }: Edit,
): Promise<Result<undefined, Code>> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "companies.edit");
  if (refused) return refused;
  return inTransaction(ctx, async (tx): Promise<Result<undefined, Code>> => {
    const found = await lockUnmergedCompany(tx, id);
    if (!found.ok) return found;
    const read = readCompany(tx, "staff", posted, found.value);
    if (!read.ok) return read;
    const { row, detail } = read.value;
    if (Object.keys(detail).length === 0) return ok();
    if (stateOfCompany(tx, "staff", found.value) !== seen) return fail("company.changed");
    await updateCompany(tx.db, id, row);
    await audit(tx, { actor, action: "company.changed", target: { kind: "company", id }, outcome: "ok", detail });
    return ok();
  });
}
