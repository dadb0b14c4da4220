import { canonicalEmail } from "@/core/customers/email-address";
import { type Head, headersOf } from "@/core/inbound/read-head";

// Quoted or plain words, then the address in angle brackets; an address alone; or, as old programs write, an address and its name in brackets.
const NAMED = /^(?:"(?:[^"\\]|\\.)*"\s*|[^"<>@,;:()\\[\]]*)<([^<>\s]+)>$/;
const BARE = /^([^\s<>",;:()\\[\]@]+@[^\s<>",;:()\\[\]@]+)(?:\s*\([^()\\]*\))?$/;

const LONGEST = 1000;

/**
 * The one author of a mail, in canonical form (T-I3): exactly one From with exactly one address; no group, no route, nothing encoded where
 * the address stands. Null for anything else. Sender and Reply-To are never asked (T-I5).
 */
export function readAuthor(head: Pick<Head, "headers">): string | null {
  const [from, ...more] = headersOf(head, "from");
  if (from === undefined || more.length > 0 || from.length > LONGEST || /\p{Cc}/u.test(from.replaceAll("\t", " "))) return null;
  const address = NAMED.exec(from)?.[1] ?? BARE.exec(from)?.[1] ?? "";
  return address.includes("=?") ? null : canonicalEmail(address);
}

/** The addresses that stand in To and Cc, in canonical form, as far as they can be read. Decides nothing but whom a mail was for. */
export function readRecipients(head: Pick<Head, "headers">): readonly string[] {
  const words = [...headersOf(head, "to"), ...headersOf(head, "cc")]
    .join(",")
    .slice(0, 20_000)
    .split(/[\s<>",;:()]+/);
  return words.map(canonicalEmail).filter((address) => address !== null);
}
