import { isAlone, refuseLastAdministrator } from "@/core/companies/administrators";
import { givenBy } from "@/core/companies/permissions";
import type { Ctx } from "@/core/ctx";
import { type Failure, fail } from "@/core/result";
import { type Actor, audit } from "@/core/security/audit";
import { deletePerson, findPerson, findPlace, lockCompany, shutCompany } from "@/db/queries/company-people";

/**
 * Ends the place of a customer who goes for good, in the open transaction and before anything else is changed. The only administrator of
 * others hands over first; a company whose only person goes is shut with them, and a partner may be without people.
 */
export async function endPlace(
  tx: Pick<Ctx, "db" | "request">,
  { customerId, actor }: { readonly customerId: string; readonly actor: Actor },
): Promise<Failure<"customer.last-administrator"> | null> {
  const place = await findPlace(tx.db, customerId);
  if (!place) return null;
  const { companyId } = place;
  const company = await lockCompany(tx.db, companyId);
  const person = await findPerson(tx.db, companyId, customerId);
  if (!person) return null;
  const both = { companyId, customerId };
  const isLast = person.isOpen && (await isAlone(tx, both));
  const isAdministrator = person.isOpen && givenBy(person.permissions).has("administrator");
  const refused = isAdministrator && !isLast ? await refuseLastAdministrator(tx, both) : null;
  if (refused) return fail("customer.last-administrator");
  await deletePerson(tx.db, customerId);
  if (!isLast || company?.kind === "partner") return null;
  await shutCompany(tx.db, companyId);
  await audit(tx, { actor, action: "company.shut", target: { kind: "company", id: companyId }, outcome: "ok" });
  return null;
}
