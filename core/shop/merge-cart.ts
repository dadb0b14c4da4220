import { type Ctx, inTransaction } from "@/core/ctx";
import { type CartEntry, MOST_LINES } from "@/core/shop/cart";
import { listCartLines, raiseCartLine } from "@/db/queries/carts";
import { lockOpenHolder } from "@/db/queries/holders";
import { listProductsBySlug } from "@/db/queries/products";

/**
 * Takes a guest's cart over into the account that the guest turned out to be. Of a thing in both carts the larger quantity holds:
 * nobody buys more than they once saw in a cart, and merging twice (an answer that got lost) changes nothing. Nothing is merged into an
 * account that was shut meanwhile.
 */
export async function mergeCart(ctx: Pick<Ctx, "db">, accountId: string, entries: readonly CartEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const products = await listProductsBySlug(
    ctx.db,
    entries.map(({ slug }) => slug),
  );
  await inTransaction(ctx, async ({ db }) => {
    // Two browsers that sign in at once would together fill the cart beyond its measure.
    if (!(await lockOpenHolder(db, accountId))) return;
    const held = new Set((await listCartLines(db, accountId)).map(({ product }) => product.id));
    for (const { slug, quantity } of entries) {
      const product = products.find((row) => row.slug === slug);
      if (!product || (!held.has(product.id) && held.size >= MOST_LINES)) continue;
      held.add(product.id);
      await raiseCartLine(db, { accountId, productId: product.id, quantity });
    }
  });
}
