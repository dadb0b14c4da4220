import { offerCompany } from "@/core/companies/offer-company";
import type { Ctx } from "@/core/ctx";
import { attachOrdersOfAddress } from "@/core/orders/attach-orders";
import { changeAccountEmail, changeContactEmail, type Holder } from "@/db/queries/holders";

/**
 * Gives an account the address whose mailbox was just proven, in the open transaction and under the lock on the address: the shop writes
 * there as well, unless staff had it write elsewhere, guest orders of the address come along (P-R7), and the company of its domain may be
 * asked (T-R15). Answers whether it now writes there. Throws a duplicate error if the address has an account.
 */
export async function adoptAddress(tx: Ctx, holder: Holder, email: string): Promise<boolean> {
  const { accountId, customerId, emailKey, contactEmailKey } = holder;
  const isContact = contactEmailKey === null || contactEmailKey === (emailKey ?? contactEmailKey);
  await changeAccountEmail(tx.db, accountId, email);
  if (isContact) await changeContactEmail(tx.db, customerId, email);
  await attachOrdersOfAddress(tx, { accountId, customerId, emailKey: email });
  await offerCompany(tx, { accountId, customerId }, {});
  return isContact;
}
