import { isAlone, refuseLastAdministrator } from "@/core/companies/administrators";
import { givenBy } from "@/core/companies/permissions";
import type { Ctx } from "@/core/ctx";
import { type Failure, fail } from "@/core/result";
import { type Actor, audit } from "@/core/security/audit";
import { lockCompany, setCompaniesDeactivated } from "@/db/queries/companies";
import { deletePerson, findPerson, findPlace, type Person } from "@/db/queries/company-people";

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
  const isLast = person.isOpen && (await isAlone(tx, { companyId, customerId }));
  const refused = isLast ? null : await refuseGoing(tx, companyId, person);
  if (refused) return refused;
  await deletePerson(tx.db, customerId);
  if (!isLast || company?.kind === "partner") return null;
  await setCompaniesDeactivated(tx.db, [companyId], true);
  await audit(tx, { actor, action: "company.shut", target: { kind: "company", id: companyId }, outcome: "ok" });
  return null;
}

/**
 * Refuses to shut the account of a customer who is the only administrator of others, in the open transaction with the account held: they hand
 * over first. Whoever is alone in a company leaves nobody behind; with the account open again they act for it again.
 */
export async function refuseShutting(
  tx: Pick<Ctx, "db">,
  customerId: string,
): Promise<Failure<"customer.last-administrator"> | null> {
  const place = await findPlace(tx.db, customerId);
  if (!place) return null;
  const { companyId } = place;
  await lockCompany(tx.db, companyId);
  const person = await findPerson(tx.db, companyId, customerId);
  if (!person || (await isAlone(tx, { companyId, customerId }))) return null;
  return refuseGoing(tx, companyId, person);
}

async function refuseGoing(
  tx: Pick<Ctx, "db">,
  companyId: string,
  { customerId, isOpen, permissions }: Person,
): Promise<Failure<"customer.last-administrator"> | null> {
  if (!isOpen || !givenBy(permissions).has("administrator")) return null;
  return (await refuseLastAdministrator(tx, { companyId, customerId })) && fail("customer.last-administrator");
}
