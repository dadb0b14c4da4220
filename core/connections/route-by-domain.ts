import type { Connection } from "@/core/connections/connection";
import { canonicalEmail, isOfDomain } from "@/core/customers/email-address";

/**
 * The connection that an address belongs to by its domain, a company's or the connection's own (P-S5), or null: for what is typed as a
 * sign-in name or to register. Looks at the domain only, so it tells nothing about who has an account. Of several the first in the back
 * office's order.
 */
export function routeByDomain(connections: readonly Connection[], typed: string): Connection | null {
  const emailKey = canonicalEmail(typed);
  if (emailKey === null) return null;
  // A company's own domain says more than what a connection is for in general.
  const ofCompany = connections.find(({ companyDomains = [] }) => isOfDomain(emailKey, companyDomains));
  return ofCompany ?? connections.find(({ domains }) => isOfDomain(emailKey, domains)) ?? null;
}
