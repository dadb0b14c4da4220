import type { Ctx } from "@/core/ctx";
import { type Product, productIn } from "@/core/shop/product";
import { listOfferedProducts } from "@/db/queries/products";

/** Everything on offer, in the order of the shelf and the visitor's language. */
export async function listProducts(ctx: Pick<Ctx, "db" | "request">): Promise<Product[]> {
  const rows = await listOfferedProducts(ctx.db);
  return rows.map((row) => productIn(ctx.request.language, row));
}
