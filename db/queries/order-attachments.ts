import { and, desc, eq, isNull, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "@/db";
import { refreshLastOrders } from "@/db/queries/merges";
import type { AttachmentReason } from "@/db/queries/orders";
import { accounts, customers, staff } from "@/db/schema/people";
import { orderAttachments, orders } from "@/db/schema/shop";

/** What a claim has to know of an order. */
export type Claimable = {
  readonly id: string;
  readonly customerId: string;
  readonly customerNumber: string;
  readonly postcodeKey: string;
  readonly isGuestOrder: boolean;
  /** Whether its customer has an account. */
  readonly hasOwner: boolean;
  /** Whether an agent once took it away from the customer who claims. */
  readonly wasUndone: boolean;
};

/** The address that an order was placed with, to be held before the order is; null if there is no such order. */
export async function findOrderAddress(db: Db, number: string): Promise<string | null> {
  const [found] = await db.select({ emailKey: orders.emailKey }).from(orders).where(eq(orders.number, number));
  return found?.emailKey ?? null;
}

/**
 * An order by number, locked until the transaction ends, as a claim by this customer sees it; null stands for staff, who may always. What
 * is kept of somebody who was erased is nobody's to have.
 */
export async function lockClaimable(db: Db, number: string, claimantId: string | null): Promise<Claimable | null> {
  const [found] = await db
    .select({
      id: orders.id,
      customerId: orders.customerId,
      customerNumber: sql<string>`(select c.number from ${customers} c where c.id = orders.customer_id)`,
      postcodeKey: orders.postcodeKey,
      isGuestOrder: sql<boolean>`${orders.accountId} is null`,
      hasOwner: sql<boolean>`exists (select 1 from ${accounts} a where a.customer_id = orders.customer_id)`,
      wasUndone: claimantId === null ? sql<boolean>`false` : wasUndone(claimantId),
    })
    .from(orders)
    .where(and(eq(orders.number, number), sql`not ${isOfErased}`))
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
  /** The agent who did it, if one did. */
  readonly staffId?: string;
};

/** Files an order under another customer and notes why, so that it can be undone. */
export async function attachOrder(db: Db, { orderId, customerId, ...attaching }: Attaching): Promise<void> {
  const [moved] = await db
    .update(orders)
    .set({ customerId })
    .where(eq(orders.id, orderId))
    .returning({ customerId: orders.customerId });
  if (!moved) throw new Error("the order to attach is gone");
  // Not whom the order was meant for, if that customer was merged a moment ago (migration 0011).
  await db.insert(orderAttachments).values({ ...attaching, orderId, customerId: moved.customerId });
  await refreshLastOrders(db, [attaching.fromCustomerId, moved.customerId]);
}

/** The orders that came to a customer, the last first: why, by whom, from whom, and whether that still stands. */
export async function listAttachmentsOf(db: Db, customerId: string, limit: number) {
  const from = alias(customers, "origin");
  const undoer = alias(staff, "undoer");
  return db
    .select({
      id: orderAttachments.id,
      number: orders.number,
      email: orders.emailKey,
      reason: sql<AttachmentReason>`${orderAttachments.reason}`,
      fromNumber: from.number,
      isOwn: sql<boolean>`${orderAttachments.fromCustomerId} = ${orderAttachments.customerId}`,
      isHere: sql<boolean>`${orders.customerId} = ${orderAttachments.customerId}`,
      by: staff.name,
      createdAt: orderAttachments.createdAt,
      undoneAt: orderAttachments.undoneAt,
      undoneBy: undoer.name,
    })
    .from(orderAttachments)
    .innerJoin(orders, eq(orders.id, orderAttachments.orderId))
    .innerJoin(from, eq(from.id, orderAttachments.fromCustomerId))
    .leftJoin(staff, eq(staff.id, orderAttachments.staffId))
    .leftJoin(undoer, eq(undoer.id, orderAttachments.undoneBy))
    .where(eq(orderAttachments.customerId, customerId))
    .orderBy(desc(orderAttachments.createdAt), desc(orderAttachments.id))
    .limit(limit);
}

/** An attachment with its order, without holding either; null if there is none. */
export async function findAttachment(db: Db, id: string) {
  const [found] = await selectAttachments(db).where(eq(orderAttachments.id, id));
  return found ?? null;
}

/** The same with the order held until the transaction ends; null if it is kept of somebody who was erased. */
export async function lockAttachment(db: Db, id: string) {
  const [found] = await selectAttachments(db)
    .where(and(eq(orderAttachments.id, id), sql`not ${isOfErased}`))
    .for("update");
  return found ?? null;
}

const selectAttachments = (db: Db) =>
  db
    .select({
      id: orderAttachments.id,
      customerId: orderAttachments.customerId,
      fromCustomerId: orderAttachments.fromCustomerId,
      reason: orderAttachments.reason,
      isUndone: sql<boolean>`${orderAttachments.undoneAt} is not null`,
      orderId: orders.id,
      orderNumber: orders.number,
      orderCustomerId: orders.customerId,
      orderName: orders.name,
      orderEmailKey: orders.emailKey,
    })
    .from(orderAttachments)
    .innerJoin(orders, eq(orders.id, orderAttachments.orderId));

/** Files an order under a customer again it was attached away from. The caller has found out that this customer stands. */
export async function returnOrder(
  db: Db,
  { id, orderId, toCustomerId, staffId }: { id: string; orderId: string; toCustomerId: string; staffId: string },
): Promise<void> {
  await db.update(orders).set({ customerId: toCustomerId }).where(eq(orders.id, orderId));
  await db.update(orderAttachments).set({ undoneAt: sql`now()`, undoneBy: staffId }).where(eq(orderAttachments.id, id));
}

const isOfErased = sql<boolean>`exists (select 1 from ${customers} c where c.id = orders.customer_id and c.erased_at is not null)`;

// The outer table's column is written out: among selected columns drizzle leaves the table's name away, and x.id would be meant.
const wasUndone = (customerId: string) => sql<boolean>`exists (
  select 1 from ${orderAttachments} x
  where x.order_id = orders.id and x.customer_id = ${customerId} and x.undone_at is not null)`;
