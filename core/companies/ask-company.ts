import { givenBy } from "@/core/companies/permissions";
import { tellPerson } from "@/core/companies/tell-person";
import type { Connection } from "@/core/connections/connection";
import type { Ctx } from "@/core/ctx";
import { canonicalEmail, domainOf } from "@/core/customers/email-address";
import { fullNameOf } from "@/core/customers/full-name";
import { vouch } from "@/core/identities/vouch";
import type { Answering, Keeper } from "@/core/registration/keep-answers";
import { audit } from "@/core/security/audit";
import { LIMITS, takeRoom } from "@/core/security/limits";
import { listPeople } from "@/db/queries/company-people";
import { findProvenAddress, insertRequest } from "@/db/queries/company-requests";
import { findCustomerById } from "@/db/queries/customer-room";
import type { Profile } from "@/providers/provider";

/**
 * Who has just proven an address of a company's domain, and is in none, asks its administrators to be let in, where staff have turned that on.
 * It is a request and no membership: a domain alone lets nobody in (T-R15). Nobody asks the same company twice, whatever it said. In the
 * transaction that makes the account, or gives it the address.
 */
export const askCompany: Keeper = async (ctx, answering) => {
  const email = await findProvenAddress(ctx.db, answering.accountId);
  if (email !== null) await ask(ctx, answering, { domain: domainOf(email) });
};

type Arriving = Answering & {
  readonly connection: Pick<Connection, "id" | "trustEmail" | "domains">;
  readonly profile: Pick<Profile, "email" | "isEmailVerified" | "isOwnMailbox">;
};

/**
 * The same of somebody who has an account and signs in through the company's own connection, with a proven address of its domain or one that
 * the provider vouches for: the company may take requests since later than they have the account. The address is kept nowhere (T-O14).
 */
export async function askByConnection(ctx: Ctx, { connection, profile, ...answering }: Arriving): Promise<void> {
  const vouched = vouch(connection, profile) === "nothing" ? null : canonicalEmail(profile.email ?? "");
  const addresses = [await findProvenAddress(ctx.db, answering.accountId), vouched].flatMap((email) => email ?? []);
  for (const domain of new Set(addresses.map(domainOf))) {
    if (await ask(ctx, answering, { domain, connectionId: connection.id })) return;
  }
}

type Way = { readonly domain: string; readonly connectionId?: string };

async function ask(ctx: Ctx, { accountId, customerId }: Answering, way: Way): Promise<boolean> {
  const company = await insertRequest(ctx.db, { customerId, ...way });
  if (company === null) return false;
  const target = { kind: "company", id: company.id } as const;
  await audit(ctx, { actor: { kind: "customer", accountId }, action: "company.asked", target, outcome: "ok" });
  await tellAdministrators(ctx, company, customerId);
  return true;
}

/** Tells who may decide, each at most once a day and company: however many ask, nobody's mailbox is flooded. */
async function tellAdministrators(
  ctx: Ctx,
  { id, name: company }: { id: string; name: string },
  customerId: string,
): Promise<void> {
  const asking = await findCustomerById(ctx.db, customerId);
  const asker = asking ? fullNameOf(asking) || asking.number : "";
  const deciding = (await listPeople(ctx.db, id)).filter(
    ({ isOpen, isEmailProven, permissions }) => isOpen && isEmailProven && givenBy(permissions).has("people.manage"),
  );
  const name = "request-mail:administrator";
  // By their ids: two who ask at once take the limits in the same order.
  for (const person of deciding.sort((a, b) => (a.customerId < b.customerId ? -1 : 1))) {
    const hasRoom = await takeRoom(ctx, [{ name, limits: LIMITS[name] }], `${id}:${person.customerId}`);
    if (hasRoom) await tellPerson(ctx, person, { notice: "asked", company, name: asker }, ctx.settings.shop.language);
  }
}
