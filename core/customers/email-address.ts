import { canonicalDomain } from "@/settings/domain";

// RFC 5321, 4.5.3.1.3, with the angle brackets taken off (erratum 1690 of RFC 3696).
const LONGEST = 254;

// The plain local part of RFC 5321 (dot-string). Quoted forms are where mail software disagrees about the recipient (T-R6).
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;

/**
 * The one form in which an address is compared and mailed to, or null if it is none. Compatibility forms are resolved before anything is
 * checked (T-R7), there is exactly one @ and one recipient (T-R8), international domains become ASCII, and case does not count: no mail
 * provider in use tells `Ann` from `ann` (T-S12).
 */
export function canonicalEmail(typed: string): string | null {
  const text = typed.trim().normalize("NFKC").toLowerCase();
  if (text.length > LONGEST) return null;
  const [local, typedDomain, ...more] = text.split("@");
  if (local === undefined || typedDomain === undefined || more.length > 0) return null;
  if (local.length > 64 || !LOCAL.test(local)) return null;
  const domain = canonicalDomain(typedDomain);
  const address = `${local}@${domain}`;
  return domain !== null && address.length <= LONGEST ? address : null;
}

/** The domain of an address in canonical form. */
export const domainOf = (emailKey: string): string => emailKey.slice(emailKey.lastIndexOf("@") + 1);

/** Whether an address in canonical form is of one of these domains, as somebody typed them. A subdomain is another domain. */
export const isOfDomain = (emailKey: string, domains: readonly string[]): boolean =>
  domains.some((domain) => canonicalEmail(`anybody@${domain.trim()}`) === `anybody@${domainOf(emailKey)}`);
