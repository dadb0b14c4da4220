import { domainToASCII } from "node:url";

// RFC 5321, 4.5.3.1.3, with the angle brackets taken off (erratum 1690 of RFC 3696).
const LONGEST = 254;

// The plain local part of RFC 5321 (dot-string). Quoted forms are where mail software disagrees about the recipient (T-R6).
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
// What a domain may be typed with. Anything more would be dropped in silence on its way to ASCII: "example.com/x" is not "example.com".
const TYPED_DOMAIN = /^[\p{L}\p{M}\p{N}.\u3002-]+$/u;
const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * The one form in which an address is compared and mailed to, or null if it is none. Compatibility forms are resolved before anything is
 * checked (T-R7), there is exactly one @ and one recipient (T-R8), international domains become ASCII, and case does not count: no mail
 * provider in use tells `Ann` from `ann` (T-S12).
 */
export function canonicalEmail(typed: string): string | null {
  const text = typed.trim().normalize("NFKC").toLowerCase();
  if (text.length > LONGEST) return null;
  const [local, domain, ...more] = text.split("@");
  if (local === undefined || domain === undefined || more.length > 0) return null;
  if (local.length > 64 || !LOCAL.test(local) || !TYPED_DOMAIN.test(domain)) return null;
  const ascii = domainToASCII(domain);
  const address = `${local}@${ascii}`;
  return DOMAIN.test(ascii) && address.length <= LONGEST ? address : null;
}

/** The domain of an address in canonical form. */
export const domainOf = (emailKey: string): string => emailKey.slice(emailKey.lastIndexOf("@") + 1);

/** Whether an address in canonical form is of one of these domains, as somebody typed them. A subdomain is another domain. */
export const isOfDomain = (emailKey: string, domains: readonly string[]): boolean =>
  domains.some((domain) => canonicalEmail(`anybody@${domain.trim()}`) === `anybody@${domainOf(emailKey)}`);
