import { domainOf } from "@/core/customers/email-address";
import { liesIn } from "@/core/registration/lies-in";
import type { Policy } from "@/core/registration/policy";
import { fail } from "@/core/result";

/**
 * Only addresses of the allowed domains, where there are any, and none of a blocked one (P-R11). It judges by what was typed alone, so it
 * tells nobody who has an account. An allowed domain is meant exactly, a blocked one with all that lies below it.
 */
export const domainNotWelcome: Policy = ({ settings: { registration } }, { email }) => {
  if (email === null) return null;
  const domain = domainOf(email);
  const { allowedDomains, blockedDomains } = registration;
  const isAllowed = allowedDomains.length === 0 || allowedDomains.includes(domain);
  return isAllowed && !liesIn(domain, new Set(blockedDomains)) ? null : fail("registration.domain", { field: "email" });
};
