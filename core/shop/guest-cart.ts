import { fail, ok, type Result } from "@/core/result";
import { type CartEntry, isQuantity, MOST_LINES } from "@/core/shop/cart";

// Well below what browsers keep of one cookie.
const LONGEST = 3500;

/** Reads a guest's cart from its cookie: `slug.quantity~slug.quantity`. The cookie is the visitor's to forge: what does not fit is dropped. */
export function readGuestCart(text: string | undefined): CartEntry[] {
  const entries = new Map<string, number>();
  for (const part of (text ?? "").slice(0, LONGEST).split("~")) {
    const [, slug, quantity] = /^([a-z0-9-]{1,60})\.([1-9]\d{0,3})$/.exec(part) ?? [];
    if (slug && isQuantity(Number(quantity)) && entries.size < MOST_LINES) entries.set(slug, Number(quantity));
  }
  return [...entries].map(([slug, quantity]) => ({ slug, quantity }));
}

/** Writes a guest's cart for its cookie, using only characters that no cookie needs to escape. */
export const writeGuestCart = (entries: readonly CartEntry[]): string =>
  entries.map(({ slug, quantity }) => `${slug}.${quantity}`).join("~");

/** The entries with some more of one thing; refused if it would be too many of it, or if there is no room for another line. */
export function withMore(
  entries: readonly CartEntry[],
  { slug, quantity }: CartEntry,
): Result<CartEntry[], "cart.full" | "quantity.too-many"> {
  const known = entries.find((entry) => entry.slug === slug);
  if (known && !isQuantity(known.quantity + quantity)) return fail("quantity.too-many", { field: "quantity" });
  const next = known ? withQuantity(entries, { slug, quantity: known.quantity + quantity }) : [...entries, { slug, quantity }];
  return next.length <= MOST_LINES && writeGuestCart(next).length <= LONGEST ? ok(next) : fail("cart.full");
}

/** The entries with another quantity of one thing; a thing that is not there stays away. */
export const withQuantity = (entries: readonly CartEntry[], { slug, quantity }: CartEntry): CartEntry[] =>
  entries.map((entry) => (entry.slug === slug ? { slug, quantity } : entry));

/** The entries without one thing. */
export const without = (entries: readonly CartEntry[], slug: string): CartEntry[] =>
  entries.filter((entry) => entry.slug !== slug);
