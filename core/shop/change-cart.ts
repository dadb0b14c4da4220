import { z } from "zod";
import type { Ctx } from "@/core/ctx";
import { type Ok, ok } from "@/core/result";
import { type CartChange, type CartOwner, productSlug, quantityTyped } from "@/core/shop/cart";
import { without, withQuantity } from "@/core/shop/guest-cart";
import { deleteCartLine, setCartLine } from "@/db/queries/carts";
import { listProductsBySlug } from "@/db/queries/products";

/** What the form of a cart's line holds. */
export const changeCartInput = z.object({ product: productSlug(), quantity: quantityTyped() });
/** What the button that takes a line out sends. */
export const removeFromCartInput = z.object({ product: productSlug() });

type Change = { readonly product: string; readonly quantity: number | "none"; readonly owner: CartOwner };

/**
 * Sets how many of a thing lie in the cart, or takes it out. A line that is not there any more (another tab was quicker) is no failure:
 * the cart is then as the visitor sees it next.
 */
export async function changeCart(ctx: Pick<Ctx, "db">, { product: slug, quantity, owner }: Change): Promise<Ok<CartChange>> {
  if (owner.kind === "guest") {
    const { entries } = owner;
    return ok({ keep: quantity === "none" ? without(entries, slug) : withQuantity(entries, { slug, quantity }) });
  }
  const [product] = await listProductsBySlug(ctx.db, [slug]);
  if (product && quantity === "none") await deleteCartLine(ctx.db, owner.accountId, product.id);
  else if (product && quantity !== "none")
    await setCartLine(ctx.db, { accountId: owner.accountId, productId: product.id, quantity });
  return ok({ keep: null });
}
