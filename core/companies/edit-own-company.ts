import { z } from "zod";
import { type Acting, actorOfMember, lockOwnCompany, type OwnCompanyFailure } from "@/core/companies/lock-own-company";
import { readCompany, stateOfCompany } from "@/core/companies/read-company";
import { type Ctx, inTransaction } from "@/core/ctx";
import type { AnswerFailure, Posted } from "@/core/fields/read-answers";
import { requiredLine } from "@/core/input";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { findCompany, updateCompany } from "@/db/queries/companies";

/** What the form of the own company holds beside what the shop wants to know of companies. */
export const editOwnCompanyInput = z.object({
  /** What the form was drawn from. */
  seen: requiredLine(64),
});

type Edit = z.output<typeof editOwnCompanyInput> & { readonly posted: Posted; readonly by: Acting };
type Code = OwnCompanyFailure | "company.changed" | AnswerFailure;

/**
 * Changes what the own company is called and what else the shop asks of companies in the profile, for who may change the company; which one
 * it is, is never taken from the form (T-A2). What others have changed since the form was drawn is not written over. The audit log keeps masked
 * values.
 */
export function editOwnCompany(
  ctx: Pick<Ctx, "db" | "form" | "request">,
  { posted, seen, by }: Edit,
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
    if (stateOfCompany(tx, "profile", before) !== seen) return fail("company.changed");
    await updateCompany(tx.db, companyId, row);
    const target = { kind: "company", id: companyId } as const;
    await audit(tx, { actor: actorOfMember(by), action: "company.changed", target, outcome: "ok", detail });
    return ok();
  });
}
