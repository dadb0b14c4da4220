import { tellPerson } from "@/core/companies/tell-person";
import type { Ctx } from "@/core/ctx";
import { fullNameOf } from "@/core/customers/full-name";
import { type Failure, fail } from "@/core/result";
import { type Actor, audit } from "@/core/security/audit";
import { findCompany } from "@/db/queries/companies";
import { findPerson, findPlace, insertPerson } from "@/db/queries/company-people";
import { holdUserType } from "@/db/queries/user-types";

type Giver = Pick<Ctx, "db" | "secrets" | "request" | "settings">;
type Giving = {
  readonly customerId: string;
  readonly companyId: string;
  readonly userTypeId: string;
  /** Who gives it: staff, a colleague, or who comes by a link, a code or their own registration. */
  readonly actor: Actor;
  /** The colleague who let them in by an invitation, who is told. */
  readonly invitedBy?: string | null;
  readonly detail?: Readonly<Record<string, string>>;
};

/**
 * Gives somebody a place in a company: the one way to one, whoever gives it. In the open transaction, with the company held and then the
 * customer, or the code that leads in, or a company that this transaction has just made; the user type is held here, as the last lock of
 * all. Whoever has a place elsewhere, or was deactivated here, is refused; whoever is here already stays what they are. A request to be
 * let in is answered by it. Whom staff put in is told.
 */
export async function givePlace(
  tx: Giver,
  { customerId, companyId, userTypeId, actor, invitedBy = null, detail }: Giving,
): Promise<Failure<"company.elsewhere"> | null> {
  const type = await holdUserType(tx.db, userTypeId);
  if (!type) throw new Error("a user type that somebody gets is gone");
  if (!(await insertPerson(tx.db, { customerId, companyId, userTypeId }))) {
    const place = await findPlace(tx.db, customerId);
    return place?.companyId === companyId && place.deactivatedAt === null ? null : fail("company.elsewhere");
  }
  const action = actor.kind === "staff" ? "company.person-added" : "company.joined";
  const facts = { person: customerId, userType: type.name, ...detail };
  await audit(tx, { actor, action, target: { kind: "company", id: companyId }, outcome: "ok", detail: facts });
  await tell(tx, { customerId, companyId, type: type.name, actor, invitedBy });
  return null;
}

type Given = Pick<Required<Giving>, "customerId" | "companyId" | "actor" | "invitedBy"> & { readonly type: string };

/** Whom staff put in, by mail if the address is proven: one that somebody typed may be a stranger's. And who invited them. */
async function tell(tx: Giver, { customerId, companyId, type, actor, invitedBy }: Given): Promise<void> {
  const [found, person] = [await findCompany(tx.db, companyId), await findPerson(tx.db, companyId, customerId)];
  const inviter = invitedBy === null ? null : await findPerson(tx.db, companyId, invitedBy);
  if (!found || !person) throw new Error("the place that was given is gone");
  const { name: company } = found;
  if (actor.kind === "staff" && person.isEmailProven)
    await tellPerson(tx, person, { notice: "addedByStaff", company, type }, tx.settings.shop.language);
  if (inviter) await tellPerson(tx, inviter, { notice: "joined", company, name: fullNameOf(person) });
}
