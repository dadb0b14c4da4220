import type { Ctx } from "@/core/ctx";
import { canonicalNumber } from "@/core/customers/customer-number";
import { ORDERS_AT_MOST } from "@/core/orders/list-orders";
import { findErasedCustomer as findRow } from "@/db/queries/erasure";
import { type ListedOrder, listOrdersOf } from "@/db/queries/orders";

/** What is left of a customer who was erased. Names nobody. */
export type ErasedCustomer = { readonly number: string; readonly erasedAt: Date; readonly orders: ListedOrder[] };

/** A customer who was erased, by the number, for whoever keeps the books; null if there is none. Nobody else finds them. */
export async function findErasedCustomer(ctx: Pick<Ctx, "db">, number: string): Promise<ErasedCustomer | null> {
  const key = canonicalNumber(number);
  const found = key === null ? null : await findRow(ctx.db, key);
  if (!found) return null;
  const { id, ...erased } = found;
  return { ...erased, orders: await listOrdersOf(ctx.db, id, ORDERS_AT_MOST) };
}
