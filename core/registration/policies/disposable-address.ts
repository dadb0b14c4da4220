import { domainOf } from "@/core/customers/email-address";
import { disposableDomains } from "@/core/registration/disposable-domains";
import { liesIn } from "@/core/registration/lies-in";
import type { Policy } from "@/core/registration/policy";
import { fail } from "@/core/result";

/**
 * No mailboxes that are gone in an hour, or that everybody can read (P-R11). The list of the shop goes before ours; a domain that is allowed
 * by name is none of them. It judges by what was typed alone.
 */
export const disposableAddress: Policy = ({ settings: { registration } }, { email }) => {
  if (email === null || !registration.refuseDisposable) return null;
  const domain = domainOf(email);
  if (registration.allowedDomains.includes(domain)) return null;
  return isDisposable(domain, registration.disposableDomains) ? fail("registration.disposable", { field: "email" }) : null;
};

function isDisposable(domain: string, own: readonly string[]): boolean {
  const excepted = new Set(own.filter((one) => one.startsWith("!")).map((one) => one.slice(1)));
  if (liesIn(domain, excepted)) return false;
  return liesIn(domain, disposableDomains) || liesIn(domain, new Set(own));
}
