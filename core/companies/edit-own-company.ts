import { type Acting, actorOfMember, lockOwnCompany, type OwnCompanyFailure } from "@/core/companies/lock-own-company";
import { readCompany } from "@/core/companies/read-company";
import { type Ctx, inTransaction } from "@/core/ctx";
import type { AnswerFailure, Posted } from "@/core/fields/read-answers";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { findCompany, updateCompany } from "@/db/queries/companies";

type Code = OwnCompanyFailure | AnswerFailure;

/**
 * Changes what the own company is called and what else the shop asks of companies in the profile, for who may change the company; which one
 * it is, is never taken from the form (T-A2). The audit log keeps masked values.
 */
export function editOwnCompany(
  ctx: Pick<Ctx, "db" | "form" | "request">,
  { posted, by }: { readonly posted: Posted; readonly by: Acting },
): Promise<Result<undefined, Code>> {
  return inTransaction(ctx, async (tx): Promise<Result<undefined, Code>> => {
    const locked = await lockOwnCompany(tx, by, "company.edit");
    if (!locked.ok) return locked;
    const { companyId } = locked.value;
    const before = await findCompany(tx.db, companyId);
    if (!before) return fail("company.not-permitted");
    const read = readCompany(tx, "profile", posted, before);
    if (!read.ok) return read;
    const { row, detail } = read.value;
    if (Object.keys(detail).length === 0) return ok();
    await updateCompany(tx.db, companyId, row);
    const target = { kind: "company", id: companyId } as const;
    await audit(tx, { actor: actorOfMember(by), action: "company.changed", target, outcome: "ok", detail });
    return ok();
  });
}
