import type { Connection } from "@/core/connections/connection";
import { findConnection } from "@/core/connections/enabled-connections";
import type { Ctx } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { type Vouched, vouch } from "@/core/identities/vouch";
import type { Proof } from "@/core/proofs/proof";
import { hashToken } from "@/core/security/token";
import { findPendingIdentity, type PendingIdentity } from "@/db/queries/identities";
import { findLiveProofOfBrowser } from "@/db/queries/proofs";

/** Somebody who came back in this browser and has not accepted, with what the connection's word is worth. */
export type OpenArrival = { readonly pending: PendingIdentity; readonly connection: Connection; readonly vouched: Vouched };

/** Whom this browser came back as, if the connection still counts (T-O20); or null. */
export async function findOpenArrival(
  ctx: Pick<Ctx, "db" | "connections">,
  browser: string | undefined,
): Promise<OpenArrival | null> {
  const pending = browser === undefined ? null : await findPendingIdentity(ctx.db, hashToken(browser));
  const connection = pending && findConnection(ctx, pending.connection);
  return pending && connection && { pending, connection, vouched: vouch(connection, pending) };
}

/** What the page of acceptance shows to this browser, and to no other. */
export type ArrivalView = {
  /** The message on the button that was used. */
  readonly label: string;
  readonly firstName: string;
  readonly lastName: string;
  /** As the provider said, if it can be an address at all. */
  readonly email: string | null;
  /** Whether the address can stay unproven by us. */
  readonly isAddressGiven: boolean;
  /** Where a code was sent, if one is being waited for. */
  readonly codeSentTo: string | null;
  readonly returnTo: string | null;
};

/** What this browser may accept, or null. Nothing in it depends on who has an account. */
export async function findArrival(
  ctx: Pick<Ctx, "db" | "connections">,
  browser: string | undefined,
): Promise<ArrivalView | null> {
  const arrival = await findOpenArrival(ctx, browser);
  if (!arrival) return null;
  const { pending, connection, vouched } = arrival;
  const proof = await findLiveProofOfBrowser(ctx.db, "connect", pending.browserHash);
  const isWaiting = proof !== null && isOf(proof, pending);
  return {
    label: connection.label,
    firstName: (isWaiting ? proof.data.firstName : undefined) ?? pending.firstName,
    lastName: (isWaiting ? proof.data.lastName : undefined) ?? pending.lastName,
    email: pending.email === null ? null : canonicalEmail(pending.email),
    isAddressGiven: vouched !== "nothing",
    codeSentTo: isWaiting ? proof.email : null,
    returnTo: pending.returnTo,
  };
}

/** Whether a proof was asked for by this very arrival: another person at the same connection cannot use it (T-L7). */
export const isOf = ({ data }: Pick<Proof, "data">, { id, connection, subject }: PendingIdentity): boolean =>
  data.arrival === id && data.connection === connection && data.subject === subject;
