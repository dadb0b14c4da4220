import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Ctx } from "@/core/ctx";
import type { placeOrderInput } from "@/core/orders/place-order";
import { newToken } from "@/core/security/token";
import type { Session } from "@/core/sessions/find-session";
import type { CartEntry, CartOwner } from "@/core/shop/cart";
import { insertOrder } from "@/db/queries/orders";
import { insertProducts, listProductsBySlug, type ProductRow } from "@/db/queries/products";
import { freshEmail, type MadeAccount } from "./make";

/** Puts something on the shelf that no other test sells. */
export async function makeProduct(
  ctx: Pick<Ctx, "db">,
  options: { name?: string; priceCents?: number; isOffered?: boolean } = {},
): Promise<ProductRow> {
  const { name = "Copper ladle", priceCents = 1250, isOffered = true } = options;
  const slug = `thing-${randomBytes(5).toString("hex")}`;
  const words = { en: name, es: `${name} (es)` };
  await insertProducts(ctx.db, [
    { slug, name: words, description: words, priceCents, isOffered, drawing: "spoons", tone: "oat", position: 1 },
  ]);
  const [made] = await listProductsBySlug(ctx.db, [slug]);
  if (!made) throw new Error("no product was made");
  return made;
}

/** The session of somebody who signed in. */
export const sessionOf = ({ accountId, customerId, number, email }: MadeAccount): Session => ({
  id: "00000000-0000-0000-0000-000000000000",
  accountId,
  customerId,
  customerNumber: number,
  asksConsent: false,
  name: "Ann Archer",
  email,
  expiresAt: new Date(Date.now() + 3_600_000),
});

/** A cart that a guest's browser brings along. */
export const guestWith = (...entries: CartEntry[]): CartOwner => ({ kind: "guest", entries });

type Form = ReturnType<(typeof placeOrderInput)["parse"]>;

/** A checkout form, filled in well; `seenTotal` is for one thing at the price products are made with. */
export const checkoutForm = (changes: Partial<Form> = {}): Form => ({
  firstName: "Grete",
  lastName: "Gast",
  email: freshEmail("guest"),
  recipient: "",
  street: "Lindenstraße 5",
  postcode: "10969",
  city: "Berlin",
  country: "DE",
  submission: newToken(),
  seenTotal: 1250,
  orderingAs: "",
  orderFor: "",
  ...changes,
});

type Buyer = { readonly customerId: string; readonly email: string };

/** An order of one ladle, as the checkout leaves it. */
export function makeOrder(ctx: Pick<Ctx, "db">, { customerId, email }: Buyer, options: { number?: string } = {}) {
  const to = { street: "Weg 1", postcode: "10969", postcodeKey: "10969", city: "Berlin", country: "DE", language: "en" };
  const order = { ...to, ...options, customerId, name: "Grete Gast", email, emailKey: email, totalCents: 1250 };
  return insertOrder(ctx.db, order, [{ name: "Ladle", priceCents: 1250, quantity: 1 }]);
}

/** An order as the database has it, with whom it is filed under. */
export async function storedOrder(ctx: Pick<Ctx, "db">, number: string) {
  const [row] = await ctx.db.execute<{ id: string; customer_id: string; account_id: string | null; total_cents: number }>(
    sql`select id, customer_id, account_id, total_cents from orders where number = ${number}`,
  );
  if (!row) throw new Error(`there is no order ${number}`);
  const attachments = await ctx.db.execute<{ customer_id: string; from_customer_id: string; reason: string }>(
    sql`select customer_id, from_customer_id, reason from order_attachments where order_id = ${row.id} and undone_at is null order by created_at`,
  );
  return {
    id: row.id,
    customerId: row.customer_id,
    accountId: row.account_id,
    totalCents: row.total_cents,
    attachments: attachments.map((each) => ({
      customerId: each.customer_id,
      fromCustomerId: each.from_customer_id,
      reason: each.reason,
    })),
  };
}

/** As an agent would: takes an attached order away from a customer again. */
export async function undoAttachment(ctx: Pick<Ctx, "db">, orderId: string): Promise<void> {
  await ctx.db.execute(
    sql`update orders o set customer_id = a.from_customer_id from order_attachments a where a.order_id = o.id and o.id = ${orderId}`,
  );
  await ctx.db.execute(sql`update order_attachments set undone_at = now() where order_id = ${orderId}`);
}
