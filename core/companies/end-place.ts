import { isAlone, refuseLastAdministrator, refuseWithoutAdministrator } from "@/core/companies/administrators";
import type { Ctx } from "@/core/ctx";
import { type Failure, fail } from "@/core/result";
import { type Actor, audit } from "@/core/security/audit";
import { blankCompany, findCompany, setCompaniesDeactivated } from "@/db/queries/companies";
import { deletePerson, findPerson, findPlace, hasOtherPeople, type Person } from "@/db/queries/company-people";
import { raiseSettingsVersion } from "@/db/queries/settings";

/**
 * Ends the place of a customer who goes for good, in the open transaction and before anything else is changed. The only administrator of
 * others hands over first; a company whose only person goes is shut with them. With the settings and the company held already.
 */
export async function endPlace(
  tx: Pick<Ctx, "db" | "request">,
  { customerId, actor }: { readonly customerId: string; readonly actor: Actor },
): Promise<Failure<"customer.last-administrator"> | null> {
  const place = await findPlace(tx.db, customerId);
  if (!place) return null;
  const { companyId } = place;
  const person = await findPerson(tx.db, companyId, customerId);
  if (!person) return null;
  const isLast = person.isOpen && (await isAlone(tx, { companyId, customerId }));
  const refused = isLast ? null : await refuseGoing(tx, companyId, person);
  if (refused) return refused;
  await takeOut(tx, { companyId, customerId, actor, isLast });
  return null;
}

type Going = {
  readonly companyId: string;
  readonly customerId: string;
  readonly actor: Actor;
  /** Whether nobody is left who can act for the company. */
  readonly isLast: boolean;
};

/**
 * Takes somebody out of a company, in the open transaction and with the settings and the company held. Nobody can act for it then: it is shut.
 * Nobody is in it at all: what it knows is forgotten, since of a household that is its person. A partner may be without people.
 */
export async function takeOut(tx: Pick<Ctx, "db" | "request">, { companyId, customerId, actor, isLast }: Going): Promise<void> {
  await deletePerson(tx.db, customerId);
  const target = { kind: "company", id: companyId } as const;
  await audit(tx, { actor, action: "company.left", target, outcome: "ok", detail: { person: customerId } });
  const company = await findCompany(tx.db, companyId);
  const isEmpty = !(await hasOtherPeople(tx.db, companyId, customerId));
  if (!company || company.kind === "partner" || !(isLast || isEmpty)) return;
  if (isEmpty) await blankCompany(tx.db, companyId);
  if (company.deactivatedAt !== null) return;
  await setCompaniesDeactivated(tx.db, [companyId], true);
  // Where addresses of its domains are led to is a part of what every process holds in memory.
  await raiseSettingsVersion(tx.db);
  await audit(tx, { actor, action: "company.shut", target, outcome: "ok" });
}

/**
 * Refuses to shut the account of a customer who is the only administrator of others, in the open transaction with company and account held:
 * they hand over first. Whoever is alone in a company leaves nobody behind; with the account open again they act for it again.
 */
export async function refuseShutting(
  tx: Pick<Ctx, "db">,
  customerId: string,
): Promise<Failure<"customer.last-administrator"> | null> {
  const place = await findPlace(tx.db, customerId);
  if (!place) return null;
  const { companyId } = place;
  const person = await findPerson(tx.db, companyId, customerId);
  if (!person || (await isAlone(tx, { companyId, customerId }))) return null;
  return refuseGoing(tx, companyId, person);
}

/**
 * Refuses to open the account of somebody who would act for a company that nobody else can administer, in the open transaction with the
 * company held: staff open an administrator's account first, or make this person one.
 */
export async function refuseOpening(
  tx: Pick<Ctx, "db">,
  customerId: string,
): Promise<Failure<"company.no-administrator"> | null> {
  const place = await findPlace(tx.db, customerId);
  const company = place && (await findCompany(tx.db, place.companyId));
  const person = company && (await findPerson(tx.db, company.id, customerId));
  if (!company || !person || person.isDeactivated) return null;
  return refuseWithoutAdministrator(tx, { company, customerId, permissions: person.permissions });
}

async function refuseGoing(
  tx: Pick<Ctx, "db">,
  companyId: string,
  person: Person,
): Promise<Failure<"customer.last-administrator"> | null> {
  return (await refuseLastAdministrator(tx, companyId, person)) && fail("customer.last-administrator");
}
