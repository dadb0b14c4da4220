import { and, eq, isNull, or, sql } from "drizzle-orm";
import type { Db } from "@/db";
import type { AttachmentReason } from "@/db/queries/orders";
import { accounts, customers } from "@/db/schema/people";
import { orderAttachments, orders } from "@/db/schema/shop";

/** What a claim has to know of an order. */
export type Claimable = {
  readonly id: string;
  readonly customerId: string;
  readonly postcodeKey: string;
  readonly isGuestOrder: boolean;
  /** Whether its customer has an account. */
  readonly hasOwner: boolean;
  /** Whether an agent once took it away from the customer who claims. */
  readonly wasUndone: boolean;
};

/** An order by number, locked until the transaction ends, as a claim by this customer sees it. */
export async function lockClaimable(db: Db, number: string, claimantId: string): Promise<Claimable | null> {
  const [found] = await db
    .select({
      id: orders.id,
      customerId: orders.customerId,
      postcodeKey: orders.postcodeKey,
      isGuestOrder: sql<boolean>`${orders.accountId} is null`,
      hasOwner: sql<boolean>`exists (select 1 from ${accounts} a where a.customer_id = orders.customer_id)`,
      wasUndone: wasUndone(claimantId),
    })
    .from(orders)
    .where(eq(orders.number, number))
    .for("update");
  return found ?? null;
}

/**
 * Guest orders placed with an address that are nobody's yet, and those that this customer's own record brought along and that no row
 * explains yet; locked until the transaction ends. What an agent took away from this customer stays away.
 */
export function lockOrdersOfAddress(db: Db, emailKey: string, customerId: string): Promise<{ id: string; customerId: string }[]> {
  return db
    .select({ id: orders.id, customerId: orders.customerId })
    .from(orders)
    .where(
      and(
        isNull(orders.accountId),
        or(
          and(
            eq(orders.emailKey, emailKey),
            sql`not exists (select 1 from ${accounts} a where a.customer_id = ${orders.customerId})`,
          ),
          and(
            eq(orders.customerId, customerId),
            sql`not exists (select 1 from ${orderAttachments} x where x.order_id = ${orders.id} and x.customer_id = ${customerId})`,
          ),
        ),
        sql`not ${wasUndone(customerId)}`,
      ),
    )
    .for("update");
}

type Attaching = {
  readonly orderId: string;
  readonly fromCustomerId: string;
  readonly customerId: string;
  readonly reason: AttachmentReason;
};

/** Files an order under another customer and notes why, so that it can be undone. */
export async function attachOrder(db: Db, attaching: Attaching): Promise<void> {
  const { orderId, customerId } = attaching;
  await db.insert(orderAttachments).values(attaching);
  const [moved] = await db
    .update(orders)
    .set({ customerId })
    .where(eq(orders.id, orderId))
    .returning({ placedAt: orders.placedAt });
  if (!moved) throw new Error("the order to attach is gone");
  await db
    .update(customers)
    .set({ lastOrderAt: sql`greatest(${customers.lastOrderAt}, (select o.placed_at from ${orders} o where o.id = ${orderId}))` })
    .where(eq(customers.id, customerId));
}

// The outer table's column is written out: among selected columns drizzle leaves the table's name away, and x.id would be meant.
const wasUndone = (customerId: string) => sql<boolean>`exists (
  select 1 from ${orderAttachments} x
  where x.order_id = orders.id and x.customer_id = ${customerId} and x.undone_at is not null)`;
