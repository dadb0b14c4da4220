import { domainToASCII } from "node:url";

// The plain local part of RFC 5321 (dot-string). Quoted forms are where mail software disagrees about the recipient (T-R6).
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * The one form in which an address is compared and mailed to, or null if it is none. Compatibility forms are resolved before anything is
 * checked (T-R7), there is exactly one @ and one recipient (T-R8), international domains become ASCII, and case does not count: no mail
 * provider in use tells `Ann` from `ann` (T-S12).
 */
export function canonicalEmail(typed: string): string | null {
  const text = typed.trim().normalize("NFKC").toLowerCase();
  if (text.length > 254) return null;
  const [local, domain, ...more] = text.split("@");
  if (local === undefined || domain === undefined || more.length > 0) return null;
  const ascii = domainToASCII(domain);
  if (local.length > 64 || !LOCAL.test(local) || !DOMAIN.test(ascii)) return null;
  return `${local}@${ascii}`;
}
