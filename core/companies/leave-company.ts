import { refuseLastAdministrator } from "@/core/companies/administrators";
import { takeOut } from "@/core/companies/end-place";
import { actorOfMember, type Member } from "@/core/companies/lock-own-company";
import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { lockCompany } from "@/db/queries/companies";
import { findPerson, findPlace, hasOtherPeople } from "@/db/queries/company-people";
import { lockSettings } from "@/db/queries/settings";

/**
 * Leaves the own company; account and own orders stay. Whoever was deactivated there, or whose company is shut, leaves it all the same: else
 * they could be in no other. Its last administrator stays while anybody else is in it: of two who leave at once, one is refused. With the very
 * last person the company is shut.
 */
export function leaveCompany(
  ctx: Pick<Ctx, "db" | "request">,
  { by }: { readonly by: Member },
): Promise<Result<undefined, "company.not-permitted" | "company.last-administrator">> {
  return inTransaction(ctx, async (tx) => {
    const { customerId } = by;
    const place = await findPlace(tx.db, customerId);
    if (!place) return fail("company.not-permitted");
    const { companyId } = place;
    // The company may be shut with them, which the settings tell everybody.
    await lockSettings(tx.db);
    await lockCompany(tx.db, companyId);
    const person = await findPerson(tx.db, companyId, customerId);
    if (!person) return fail("company.not-permitted");
    const isLast = !(await hasOtherPeople(tx.db, companyId, customerId));
    const refused = isLast ? null : await refuseLastAdministrator(tx, companyId, person);
    if (refused) return refused;
    const actor = actorOfMember(by);
    await takeOut(tx, { companyId, customerId, actor, isLast });
    const target = { kind: "customer", id: customerId } as const;
    await audit(tx, { actor, action: "company.left", target, outcome: "ok", detail: { company: companyId } });
    return ok();
  });
}
