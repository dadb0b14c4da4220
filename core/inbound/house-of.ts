import { domainOf } from "@/core/customers/email-address";
import { isPublicMailbox } from "@/core/customers/public-mailboxes";

/** Below the name of a country these are nobody's own. */
const UNDER_COUNTRIES: ReadonlySet<string> = new Set("ac co com edu gob gov ltd me ne net nom or org plc sch".split(" "));

/**
 * The domain that whoever writes from an address has to themselves, as far as its name tells: the one that is registered, since below it
 * they have as many as they like. `isShared`: many who do not know each other write from there.
 */
export function houseOf(address: string): { readonly domain: string; readonly isShared: boolean } {
  const labels = domainOf(address).toLowerCase().split(".");
  const [second = "", country = ""] = labels.slice(-2);
  const domain = labels.slice(country.length === 2 && UNDER_COUNTRIES.has(second) ? -3 : -2).join(".");
  return { domain, isShared: isPublicMailbox(domain) };
}
