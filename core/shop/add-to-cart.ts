import { z } from "zod";
import type { Ctx } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { type CartChange, type CartOwner, MOST_LINES, MOST_OF_ONE, productSlug, quantityTyped } from "@/core/shop/cart";
import { withMore } from "@/core/shop/guest-cart";
import { addToCartLine } from "@/db/queries/carts";
import { listProductsBySlug } from "@/db/queries/products";

/** What the product page's form holds. */
export const addToCartInput = z.object({ product: productSlug(), quantity: quantityTyped() });

type Input = z.output<typeof addToCartInput> & { readonly owner: CartOwner };

/** Puts a product that is on offer into the visitor's cart, on top of what is there: all of it, or nothing where that would be too many. */
export async function addToCart(
  ctx: Pick<Ctx, "db">,
  { product: slug, quantity, owner }: Input,
): Promise<Result<CartChange, "product.gone" | "cart.full" | "quantity.too-many" | "access.sign-in-first">> {
  const [product] = await listProductsBySlug(ctx.db, [slug]);
  if (!product?.isOffered) return fail("product.gone");
  if (owner.kind === "guest") {
    const entries = withMore(owner.entries, { slug, quantity });
    return entries.ok ? ok({ keep: entries.value }) : entries;
  }
  const line = { accountId: owner.accountId, productId: product.id, quantity };
  const added = await addToCartLine(ctx.db, line, { mostLines: MOST_LINES, mostOfOne: MOST_OF_ONE });
  if (added === "no-account") return fail("access.sign-in-first");
  if (added === "too-many") return fail("quantity.too-many", { field: "quantity" });
  return added === "added" ? ok({ keep: null }) : fail("cart.full");
}
