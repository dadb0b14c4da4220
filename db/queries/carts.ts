import { and, asc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import type { Db } from "@/db";
import type { ProductRow } from "@/db/queries/products";
import { accounts } from "@/db/schema/people";
import { cartLines, products } from "@/db/schema/shop";

type Line = { readonly accountId: string; readonly productId: string; readonly quantity: number };

/** The lines of an account's cart with their products, oldest first. */
export function listCartLines(db: Db, accountId: string): Promise<{ product: ProductRow; quantity: number }[]> {
  return db
    .select({ product: getTableColumns(products), quantity: cartLines.quantity })
    .from(cartLines)
    .innerJoin(products, eq(products.id, cartLines.productId))
    .where(eq(cartLines.accountId, accountId))
    .orderBy(asc(cartLines.addedAt), asc(products.position), asc(products.slug));
}

/** How many things lie in an account's cart, all lines together. */
export async function countCart(db: Db, accountId: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`coalesce(sum(${cartLines.quantity}), 0)::int` })
    .from(cartLines)
    .where(eq(cartLines.accountId, accountId));
  return row?.count ?? 0;
}

/**
 * Adds to a line of the cart, or makes it. One statement, so that two clicks at once both count. "full" if it would be a new line and the
 * cart has `mostLines` already, "too-many" if it would be more than `mostOfOne` of one thing: then nothing is added. "no-account" if that
 * is gone or shut.
 */
export async function addToCartLine(
  db: Db,
  line: Line,
  { mostLines, mostOfOne }: { mostLines: number; mostOfOne: number },
): Promise<"added" | "full" | "too-many" | "no-account"> {
  const [row] = await db.execute<{ is_open: boolean; has_room: boolean; is_added: boolean }>(sql`
    with owner as (
      select a.id from ${accounts} a where a.id = ${line.accountId}::uuid and a.deactivated_at is null for key share
    ), room as (
      select exists (select 1 from ${cartLines} o where o.account_id = ${line.accountId} and o.product_id = ${line.productId})
        or (select count(*) from ${cartLines} o where o.account_id = ${line.accountId}) < ${mostLines} as is_there
    ), added as (
      insert into ${cartLines} as l (account_id, product_id, quantity)
      select owner.id, ${line.productId}::uuid, ${line.quantity}::int from owner, room where room.is_there
      on conflict (account_id, product_id) do update set quantity = l.quantity + excluded.quantity
        where l.quantity + excluded.quantity <= ${mostOfOne}
      returning 1
    )
    select exists (select from owner) as is_open, room.is_there as has_room, exists (select from added) as is_added from room`);
  if (!row?.is_open) return "no-account";
  if (row.is_added) return "added";
  return row.has_room ? "too-many" : "full";
}

/** Brings a line to at least this quantity, or makes it: what merging two carts needs. Doing it twice changes nothing more. */
export async function raiseCartLine(db: Db, line: Line): Promise<void> {
  await db
    .insert(cartLines)
    .values(line)
    .onConflictDoUpdate({
      target: [cartLines.accountId, cartLines.productId],
      set: { quantity: sql`greatest(${cartLines.quantity}, excluded.quantity)` },
    });
}

/** Sets the quantity of a line that exists. */
export async function setCartLine(db: Db, { accountId, productId, quantity }: Line): Promise<void> {
  await db.update(cartLines).set({ quantity }).where(lineOf(accountId, productId));
}

/** Takes a line out. */
export async function deleteCartLine(db: Db, accountId: string, productId: string): Promise<void> {
  await db.delete(cartLines).where(lineOf(accountId, productId));
}

/** Takes what was ordered out of an account's cart; what another tab put in meanwhile stays. */
export async function deleteCartLines(db: Db, accountId: string, productIds: readonly string[]): Promise<void> {
  await db.delete(cartLines).where(and(eq(cartLines.accountId, accountId), inArray(cartLines.productId, [...productIds])));
}

const lineOf = (accountId: string, productId: string) =>
  and(eq(cartLines.accountId, accountId), eq(cartLines.productId, productId));
