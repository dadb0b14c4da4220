import { asc, eq, getTableColumns, inArray } from "drizzle-orm";
import type { Db } from "@/db";
import { products } from "@/db/schema/shop";

/** A product as it is stored: names and descriptions in every language the shop keeps. */
export type ProductRow = typeof products.$inferSelect;

/** Everything on offer, in the order of the shelf. */
export function listOfferedProducts(db: Db): Promise<ProductRow[]> {
  return db.select().from(products).where(eq(products.isOffered, true)).orderBy(asc(products.position), asc(products.slug));
}

/** The products of these slugs, offered or not, in no order. Unknown slugs are left out. */
export async function listProductsBySlug(db: Db, slugs: readonly string[]): Promise<ProductRow[]> {
  if (slugs.length === 0) return [];
  return db
    .select(getTableColumns(products))
    .from(products)
    .where(inArray(products.slug, [...slugs]));
}

/** Puts goods on the shelf. */
export async function insertProducts(db: Db, rows: readonly (typeof products.$inferInsert)[]): Promise<void> {
  await db.insert(products).values([...rows]);
}
