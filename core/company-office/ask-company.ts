import { domainOf } from "@/core/customers/email-address";
import type { Keeper } from "@/core/registration/keep-answers";
import { audit } from "@/core/security/audit";
import { findProvenAddress, insertRequest } from "@/db/queries/company-requests";

/**
 * Who has just proven an address of a company's domain, and is in none, asks its administrators to be let in, where staff have turned that on.
 * It is a request and no membership: a domain alone lets nobody in (T-R15). In the transaction that makes the account.
 */
export const askCompany: Keeper = async (ctx, { accountId, customerId }) => {
  const email = await findProvenAddress(ctx.db, accountId);
  const companyId = email === null ? null : await insertRequest(ctx.db, customerId, domainOf(email));
  if (companyId === null) return;
  const target = { kind: "company", id: companyId } as const;
  await audit(ctx, { actor: { kind: "customer", accountId }, action: "company.asked", target, outcome: "ok" });
};
