import type { Connection } from "@/core/connections/connection";
import type { Ctx } from "@/core/ctx";
import { canonicalEmail, domainOf } from "@/core/customers/email-address";
import { vouch } from "@/core/identities/vouch";
import type { Answering, Keeper } from "@/core/registration/keep-answers";
import { findProvenAddress, insertOffer } from "@/db/queries/company-requests";
import type { Profile } from "@/providers/provider";

/**
 * Offers who has just proven an address of a company's domain, and is in none, to ask its administrators to be let in, where staff have turned
 * that on. It is no membership: a domain alone lets nobody in (T-R15); and the company learns of nobody who does not press the button
 * (askToJoin). Nobody is offered the same company twice. In the transaction that makes the account, or gives it the address.
 */
export const offerCompany: Keeper = async (ctx, answering) => {
  const email = await findProvenAddress(ctx.db, answering.accountId);
  if (email !== null) await offer(ctx, answering, { domain: domainOf(email) });
};

type Arriving = Answering & {
  readonly connection: Pick<Connection, "id" | "trustEmail" | "domains">;
  readonly profile: Pick<Profile, "email" | "isEmailVerified" | "isOwnMailbox">;
};

/**
 * The same of somebody who has an account and signs in through the company's own connection, with a proven address of its domain or one that
 * the provider vouches for: the company may take requests since later than they have the account. The address is kept nowhere (T-O14).
 */
export async function offerByConnection(ctx: Ctx, { connection, profile, ...answering }: Arriving): Promise<void> {
  const vouched = vouch(connection, profile) === "nothing" ? null : canonicalEmail(profile.email ?? "");
  const addresses = [await findProvenAddress(ctx.db, answering.accountId), vouched].flatMap((email) => email ?? []);
  for (const domain of new Set(addresses.map(domainOf))) {
    if (await offer(ctx, answering, { domain, connectionId: connection.id })) return;
  }
}

type Way = { readonly domain: string; readonly connectionId?: string };

const offer = (ctx: Ctx, { customerId }: Answering, way: Way): Promise<boolean> => insertOffer(ctx.db, { customerId, ...way });
