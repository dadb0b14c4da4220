import { type Acting, actorOfMember, lockOwnCompany, type OwnCompanyFailure } from "@/core/companies/lock-own-company";
import { tellColleague } from "@/core/companies/tell-colleague";
import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { findPerson, updatePerson } from "@/db/queries/company-people";

type HandOver = { readonly person: string; readonly by: Acting };

/**
 * Hands the administration to a colleague: each gets the other's user type, so there is an administrator before, after and in between. Only to
 * somebody who can sign in and was not deactivated.
 */
export function handOverAdministration(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  { person, by }: HandOver,
): Promise<Result<undefined, OwnCompanyFailure | "company.not-yourself" | "company.person-gone" | "company.person-not-open">> {
  return inTransaction(ctx, async (tx) => {
    const locked = await lockOwnCompany(tx, by, "administrator");
    if (!locked.ok) return locked;
    const own = locked.value;
    if (person === by.customerId) return fail("company.not-yourself");
    const colleague = await findPerson(tx.db, own.companyId, person);
    if (!colleague) return fail("company.person-gone");
    if (!colleague.isOpen) return fail("company.person-not-open");
    await updatePerson(tx.db, person, { userTypeId: own.userTypeId });
    await updatePerson(tx.db, by.customerId, { userTypeId: colleague.userTypeId });
    const target = { kind: "company", id: own.companyId } as const;
    const detail = { person, userType: `${colleague.userTypeName} → ${own.userTypeName}` };
    await audit(tx, { actor: actorOfMember(by), action: "company.handed-over", target, outcome: "ok", detail });
    await tellColleague(tx, own.companyId, colleague, { notice: "handedOver", company: own.companyName, type: own.userTypeName });
    return ok();
  });
}
