import { tellPerson } from "@/core/companies/tell-person";
import type { Ctx } from "@/core/ctx";
import { fullNameOf } from "@/core/customers/full-name";
import { type Failure, fail } from "@/core/result";
import { type Actor, audit } from "@/core/security/audit";
import { findPerson, findPlace, insertPerson } from "@/db/queries/company-people";

type Joining = {
  readonly customerId: string;
  readonly companyId: string;
  readonly companyName: string;
  readonly userTypeId: string;
  readonly actor: Actor;
  /** The colleague who let them in by an invitation, who is told. */
  readonly invitedBy?: string | null;
  readonly detail?: Readonly<Record<string, string>>;
};

/**
 * Gives somebody a place in a company, in the open transaction, with the company held and then the customer. Whoever has a place elsewhere, or
 * was deactivated here, is refused; whoever is here already stays what they are. A request to be let in is answered by it.
 */
export async function joinCompany(
  tx: Pick<Ctx, "db" | "secrets" | "request">,
  { customerId, companyId, companyName, userTypeId, actor, invitedBy = null, detail }: Joining,
): Promise<Failure<"company.elsewhere"> | null> {
  if (!(await insertPerson(tx.db, { customerId, companyId, userTypeId }))) {
    const place = await findPlace(tx.db, customerId);
    return place?.companyId === companyId && place.deactivatedAt === null ? null : fail("company.elsewhere");
  }
  const target = { kind: "customer", id: customerId } as const;
  await audit(tx, { actor, action: "company.joined", target, outcome: "ok", detail: { company: companyId, ...detail } });
  const inviter = invitedBy === null ? null : await findPerson(tx.db, companyId, invitedBy);
  const joined = await findPerson(tx.db, companyId, customerId);
  if (inviter && joined) {
    await tellPerson(tx, inviter, { notice: "joined", company: companyName, name: fullNameOf(joined) });
  }
  return null;
}
