import type { Ctx } from "@/core/ctx";
import { type Product, productIn } from "@/core/shop/product";
import { listOfferedProducts } from "@/db/queries/products";

/** How many other things a product's page shows. */
const NEIGHBOURS = 4;

/** A product that is on offer, with its neighbours on the shelf; null for anything else. */
export async function findProduct(
  ctx: Pick<Ctx, "db" | "request">,
  slug: string,
): Promise<{ product: Product; more: Product[] } | null> {
  const shelf = await listOfferedProducts(ctx.db);
  const at = shelf.findIndex((row) => row.slug === slug);
  const row = shelf[at];
  if (!row) return null;
  const others = [...shelf.slice(at + 1), ...shelf.slice(0, at)].slice(0, NEIGHBOURS);
  const inLanguage = (each: typeof row) => productIn(ctx.request.language, each);
  return { product: inLanguage(row), more: others.map(inLanguage) };
}
