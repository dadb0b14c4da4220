import { z } from "zod";
import type { Ctx } from "@/core/ctx";
import { type Product, productIn } from "@/core/shop/product";
import { countCart, listCartLines } from "@/db/queries/carts";
import { listProductsBySlug } from "@/db/queries/products";

/** Most lines of one cart. */
export const MOST_LINES = 50;
/** Most of one thing. The table of carts refuses more, and the sentence for a wrong quantity names it. */
export const MOST_OF_ONE = 99;

/** A product by its slug and how many of it. */
export type CartEntry = { readonly slug: string; readonly quantity: number };

/** Whose cart: an account's lies in the database, a guest's comes along with each request and is kept by the browser. */
export type CartOwner =
  | { readonly kind: "account"; readonly accountId: string }
  | { readonly kind: "guest"; readonly entries: readonly CartEntry[] };

/** What the browser has to keep after a change: a guest's entries; null for an account's cart, which is stored already. */
export type CartChange = { readonly keep: readonly CartEntry[] | null };

/** One line of a cart. A product that is not offered any more stays in sight, but counts for nothing. */
export type CartLine = Readonly<{
  productId: string;
  product: Product;
  quantity: number;
  amountCents: number;
  isOffered: boolean;
}>;

/** A cart at today's prices. */
export type Cart = { readonly lines: readonly CartLine[]; readonly totalCents: number; readonly hasGone: boolean };

/** The quantity of a line as typed: 1 to {@link MOST_OF_ONE}, nothing else. */
export const quantityTyped = () =>
  z
    .string({ error: "field.required" })
    .transform((typed) => typed.normalize("NFKC").trim())
    .pipe(z.string().regex(/^\d{1,9}$/, { error: "quantity.invalid" }))
    .transform(Number)
    .refine((quantity) => isQuantity(quantity), { error: "quantity.invalid" });

/** Whether a line of a cart may hold so many. */
export const isQuantity = (count: number): boolean => Number.isInteger(count) && count >= 1 && count <= MOST_OF_ONE;

/** The slug of a product as a form carries it. */
export const productSlug = () => z.string({ error: "field.invalid" }).regex(/^[a-z0-9-]{1,60}$/, { error: "field.invalid" });

/** The cart of a visitor, with every product as it is today. Slugs that no product has are left out: only a forged cookie holds them. */
export async function getCart(ctx: Pick<Ctx, "db" | "request">, owner: CartOwner): Promise<Cart> {
  const rows = owner.kind === "account" ? await listCartLines(ctx.db, owner.accountId) : await readEntries(ctx, owner.entries);
  const lines = rows.map(({ product, quantity }) => ({
    productId: product.id,
    product: productIn(ctx.request.language, product),
    quantity,
    amountCents: product.isOffered ? product.priceCents * quantity : 0,
    isOffered: product.isOffered,
  }));
  return {
    lines,
    totalCents: lines.reduce((sum, { amountCents }) => sum + amountCents, 0),
    hasGone: lines.some(({ isOffered }) => !isOffered),
  };
}

/** How many things lie in a cart, for the menu. Asks the database only for an account's. */
export function countCartOf(ctx: Pick<Ctx, "db">, owner: CartOwner): Promise<number> {
  if (owner.kind === "account") return countCart(ctx.db, owner.accountId);
  return Promise.resolve(owner.entries.reduce((sum, { quantity }) => sum + quantity, 0));
}

async function readEntries(ctx: Pick<Ctx, "db">, entries: readonly CartEntry[]) {
  const rows = await listProductsBySlug(
    ctx.db,
    entries.map(({ slug }) => slug),
  );
  return entries.flatMap(({ slug, quantity }) => {
    const product = rows.find((row) => row.slug === slug);
    return product ? [{ product, quantity }] : [];
  });
}
