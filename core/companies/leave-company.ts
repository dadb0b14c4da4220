import { refuseLastAdministrator } from "@/core/companies/administrators";
import { actorOfMember, lockOwnCompany, type Member } from "@/core/companies/lock-own-company";
import { type Ctx, inTransaction } from "@/core/ctx";
import { ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { deletePerson } from "@/db/queries/company-people";

/**
 * Leaves the own company; account and own orders stay. Its last administrator stays until somebody else is one: of two who leave at once,
 * one is refused.
 */
export function leaveCompany(
  ctx: Pick<Ctx, "db" | "request">,
  { by }: { readonly by: Member },
): Promise<Result<undefined, "company.not-permitted" | "company.last-administrator">> {
  return inTransaction(ctx, async (tx) => {
    const locked = await lockOwnCompany(tx, by, null);
    if (!locked.ok) return locked;
    const { companyId, customerId, permissions } = locked.value;
    // Whoever leaves is signed in, and has a place that is open.
    const refused = await refuseLastAdministrator(tx, companyId, { customerId, permissions, isOpen: true });
    if (refused) return refused;
    await deletePerson(tx.db, customerId);
    const target = { kind: "customer", id: customerId } as const;
    await audit(tx, { actor: actorOfMember(by), action: "company.left", target, outcome: "ok", detail: { company: companyId } });
    return ok();
  });
}
