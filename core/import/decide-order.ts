import type { RowOutcome } from "@/core/import/import-kind";
import { writeItems } from "@/core/import/order-items";
import type { OrderRow } from "@/core/import/order-kind";
import type { RowProblem } from "@/core/import/row-problem";
import type { OrderFacts, OrderWrite } from "@/db/queries/import-orders";

/** What becomes of a row, and what is to be written. */
export type DecidedOrder = { readonly outcome: RowOutcome; readonly write: Omit<OrderWrite, "postcodeKey"> | null };

/** What becomes of a row, by what the shop knows of its number and its customer. Another customer's order is reported (T-D4). */
export function decideOrder(row: OrderRow, facts: OrderFacts): DecidedOrder {
  const { customerId, accountId, order } = facts;
  const after = merge(row, facts);
  const areItemsNew = row.items !== undefined && writeItems(row.items) !== writeItems(order?.items ?? []);
  const problem = refuse(facts);
  if (problem || customerId === null) {
    return { outcome: { kind: "refused", ...(problem ?? { field: "customer", code: "customer-unknown" }) }, write: null };
  }
  if (order && !areItemsNew && isSame(after, order)) return { outcome: { kind: "unchanged" }, write: null };
  if (order?.isOfThisShop) return OF_THIS_SHOP;
  const { number, language, items = null } = row;
  return {
    outcome: { kind: order ? "updated" : "created" },
    write: { id: order?.id ?? null, number, customerId, accountId, ...after, language, items },
  };
}

const OF_THIS_SHOP: DecidedOrder = { outcome: { kind: "refused", field: "number", code: "order-of-this-shop" }, write: null };

function refuse({ isErased, order }: OrderFacts): RowProblem | null {
  if (isErased) return { field: "customer", code: "customer-erased" };
  return order && !order.isOfCustomer ? { field: "number", code: "order-of-other" } : null;
}

type Data = Omit<OrderWrite, "id" | "number" | "customerId" | "accountId" | "postcodeKey" | "language" | "items">;

/** What no column says stays as it is; of a new order name and address are the customer's. */
function merge(row: OrderRow, { order, customerName, customerEmail }: OrderFacts): Data {
  const before = order ?? { ...NOTHING, name: customerName, email: customerEmail ?? "" };
  return {
    name: row.name ?? before.name,
    email: row.email ?? before.email,
    street: row.street ?? before.street,
    postcode: row.postcode ?? before.postcode,
    city: row.city ?? before.city,
    country: row.country ?? before.country,
    currency: row.currency || before.currency,
    totalCents: row.totalCents,
    placedAt: row.placedAt,
  };
}

const NOTHING = { street: "", postcode: "", city: "", country: "", currency: "EUR" };

const TEXTS = ["name", "email", "street", "postcode", "city", "country", "currency", "totalCents"] as const;

const isSame = (after: Data, before: NonNullable<OrderFacts["order"]>): boolean =>
  TEXTS.every((key) => after[key] === before[key]) &&
  // The database keeps microseconds, a file seldom has them.
  Math.abs(Date.parse(after.placedAt) - Date.parse(before.placedAt)) < 1000;
