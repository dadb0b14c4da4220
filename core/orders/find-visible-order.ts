import { asColleague } from "@/core/companies/permissions";
import type { Ctx } from "@/core/ctx";
import { isOrderKey } from "@/core/orders/order-link";
import type { Session } from "@/core/sessions/find-session";
import { findOrder, type OrderRow } from "@/db/queries/orders";

type Asking = { readonly number: string; readonly session: Session | null; readonly key: unknown };

/** An order as its page shows it. */
export type VisibleOrder = Omit<OrderRow, "id" | "accountId" | "companyId" | "submission" | "emailKey" | "postcodeKey">;

/** A number as it can stand in an address; anything else is no order, and never reaches the database. */
const NUMBER = /^[A-Za-z0-9-]{1,32}$/;
// So that an unknown number costs the same comparison.
const NO_ORDER = "00000000-0000-0000-0000-000000000000";

/**
 * An order for the customer it is filed under, for people of the company in whose name it was placed who may see its orders, or for whoever
 * holds the key of its confirmation mail; null for everybody else, whether it exists or not. A number alone opens nothing.
 */
export async function findVisibleOrder(
  ctx: Pick<Ctx, "db" | "secrets">,
  { number, session, key }: Asking,
): Promise<VisibleOrder | null> {
  if (!NUMBER.test(number)) return null;
  const found = await findOrder(ctx.db, number);
  const hasKey = typeof key === "string" && isOrderKey(ctx, found?.id ?? NO_ORDER, key);
  // Erased with the person: the number is the shop's, the link is nobody's any more (T-V14).
  const isErased = found?.emailKey === "";
  if (!found || isErased || !(hasKey || (session && (await isOf(ctx, session, found))))) return null;
  const { id, accountId, companyId, submission, emailKey, postcodeKey, ...order } = found;
  return order;
}

/** Whether an order is a customer's own, or was placed in the name of a company whose orders this customer may see. */
async function isOf(ctx: Pick<Ctx, "db">, { customerId }: Session, order: OrderRow): Promise<boolean> {
  if (order.customerId === customerId) return true;
  if (order.companyId === null) return false;
  const asked = await asColleague(ctx, customerId, "orders.see");
  return asked.ok && asked.value.companyId === order.companyId;
}
