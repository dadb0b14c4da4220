import type { Connection } from "@/core/connections/connection";
import { canonicalEmail, isOfDomain } from "@/core/customers/email-address";
import type { Profile } from "@/providers/provider";

/**
 * What a provider's word about an address is worth (P-S3):
 * - `nothing`: the mailbox has to be proven to us.
 * - `address`: good enough to make an account that nobody has yet.
 * - `authority`: nobody knows better whose mailbox it is; good enough to open an account that exists.
 */
export type Vouched = "nothing" | "address" | "authority";

/**
 * Weighs a provider's word. Only a verified address of a connection that the admin trusts counts at all (T-O12, T-L8), and with domains
 * named only one of those; whoever runs the mailbox, or was named for its domain, has the last word (T-L2). A word about a mailbox that is
 * only spelled like another, in letters that we would read as plain ones, is no word about that other (T-R7). Pure.
 */
export function vouch(
  { trustEmail, domains }: Pick<Connection, "trustEmail" | "domains">,
  { email, isEmailVerified, isOwnMailbox }: Pick<Profile, "email" | "isEmailVerified" | "isOwnMailbox">,
): Vouched {
  const emailKey = email === null ? null : canonicalEmail(email);
  if (email === null || emailKey === null || !PLAIN.test(email) || !isEmailVerified || !trustEmail) return "nothing";
  if (isOwnMailbox || isOfDomain(emailKey, domains)) return "authority";
  return domains.length === 0 ? "address" : "nothing";
}

/** A mailbox whose name is ASCII. Its domain need not be: that leads to the same mail server however it is spelled. */
const PLAIN = /^\s*[!-~]+@[^@]+$/;
