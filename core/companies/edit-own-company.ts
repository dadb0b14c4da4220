import { z } from "zod";
import { companyNameKey, LONGEST_COMPANY_NAME } from "@/core/companies/company-name";
import { actorOfMember, lockOwnCompany, type Member } from "@/core/companies/lock-own-company";
import { type Ctx, inTransaction } from "@/core/ctx";
import { requiredLine } from "@/core/input";
import { ok, type Result } from "@/core/result";
import { audit, maskWords } from "@/core/security/audit";
import { updateCompany } from "@/db/queries/companies";

/** What the form of the own company holds. */
export const editOwnCompanyInput = z.object({ companyName: requiredLine(LONGEST_COMPANY_NAME) });

/** Renames the own company. A name is a name and nothing more: it joins and opens nothing, and others may have it, too (T-R15). */
export function editOwnCompany(
  ctx: Pick<Ctx, "db" | "request">,
  { companyName, by }: { readonly companyName: string; readonly by: Member },
): Promise<Result<undefined, "company.not-permitted">> {
  return inTransaction(ctx, async (tx) => {
    const locked = await lockOwnCompany(tx, by, "company.edit");
    if (!locked.ok) return locked;
    const { companyId, companyName: before } = locked.value;
    if (before === companyName) return ok();
    await updateCompany(tx.db, companyId, { name: companyName, nameKey: companyNameKey(companyName) });
    const target = { kind: "company", id: companyId } as const;
    const detail = { name: `${maskWords(before)} → ${maskWords(companyName)}` };
    await audit(tx, { actor: actorOfMember(by), action: "company.changed", target, outcome: "ok", detail });
    return ok();
  });
}
