import { and, asc, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { companies } from "@/db/schema/companies";
import { accounts, customers } from "@/db/schema/people";
import { orderAttachments, orderLines, orders } from "@/db/schema/shop";

/** An order with its lines, as it was placed. */
export type OrderRow = typeof orders.$inferSelect & {
  readonly lines: readonly (typeof orderLines.$inferSelect)[];
  /** What the company is called now in whose name it was placed. */
  readonly companyName: string | null;
  /** Whether somebody claimed it, or an agent filed it under them. Not so where it follows a proven address: that would tell of the account. */
  readonly isClaimed: boolean;
};

/** Why an order shows under a customer it was not placed by. */
export type AttachmentReason = "proven-address" | "claim" | "agent";

/** An order in a customer's list. */
export type ListedOrder = {
  readonly number: string;
  readonly placedAt: Date;
  readonly totalCents: number;
  readonly currency: string;
  readonly itemCount: number;
  readonly isGuestOrder: boolean;
  readonly reason: AttachmentReason | null;
  /** The company in whose name it was placed. */
  readonly companyName: string | null;
  /** Who takes the parcel in: a recipient of its own, or the buyer. */
  readonly deliveredTo: string;
  readonly city: string;
};

type NewOrder = Omit<typeof orders.$inferInsert, "id" | "placedAt"> & {
  /** How long ago it was placed; only a seeded shop has a past. */
  readonly placedDaysAgo?: number;
};
type NewLine = Omit<typeof orderLines.$inferInsert, "orderId" | "line">;

/** Adds an order with its lines and answers its id and number. Throws a duplicate error if the same form made one already. */
export async function insertOrder(
  db: Db,
  { placedDaysAgo = 0, ...order }: NewOrder,
  lines: readonly NewLine[],
): Promise<{ id: string; number: string }> {
  const placedAt = placedDaysAgo > 0 ? sql`now() - make_interval(mins => ${Math.round(placedDaysAgo * 1440)})` : sql`now()`;
  const [made] = await db
    .insert(orders)
    .values({ ...order, placedAt })
    .returning({ id: orders.id, number: orders.number, customerId: orders.customerId });
  if (!made) throw new Error("the order was not stored");
  await db.insert(orderLines).values(lines.map((line, index) => ({ ...line, orderId: made.id, line: index + 1 })));
  await db
    .update(customers)
    .set({ lastOrderAt: sql`greatest(${customers.lastOrderAt}, ${placedAt})`, updatedAt: sql`now()` })
    // Not whom the order was meant for, if that customer was merged a moment ago (migration 0011).
    .where(eq(customers.id, made.customerId));
  return { id: made.id, number: made.number };
}

/** The order that a checkout form made, if it made one. */
export async function findOrderBySubmission(db: Db, submission: string) {
  const [found] = await db
    .select({ id: orders.id, number: orders.number, accountId: orders.accountId, emailKey: orders.emailKey })
    .from(orders)
    .where(eq(orders.submission, submission));
  return found ?? null;
}

const deliveredTo = sql<string>`coalesce(${orders.recipient}, ${orders.name})`;

const isClaimed = sql<boolean>`exists (
  select 1 from ${orderAttachments} a where a.order_id = orders.id and a.reason in ('claim','agent') and a.undone_at is null)`;

/** An order by its number, with its lines. Says nothing about who may see it. */
export async function findOrder(db: Db, number: string): Promise<OrderRow | null> {
  const [found] = await db
    .select({ order: orders, companyName: companies.name, isClaimed })
    .from(orders)
    .leftJoin(companies, eq(companies.id, orders.companyId))
    .where(eq(orders.number, number));
  if (!found) return null;
  const { order, ...known } = found;
  const lines = await db.select().from(orderLines).where(eq(orderLines.orderId, order.id)).orderBy(asc(orderLines.line));
  return { ...order, ...known, lines };
}

// Inside a subquery columns of the outer table are written out: drizzle leaves the table's name away there, and another table's column
// of the same name would be meant.

const itemCount = sql<number>`(select coalesce(sum(l.quantity), 0)::int from ${orderLines} l where l.order_id = orders.id)`;

/** A customer's orders, newest first, with the reason of those that were attached. */
export function listOrdersOf(db: Db, customerId: string, limit: number): Promise<ListedOrder[]> {
  return db
    .select({
      number: orders.number,
      placedAt: orders.placedAt,
      totalCents: orders.totalCents,
      currency: orders.currency,
      itemCount,
      isGuestOrder: sql<boolean>`${orders.accountId} is null`,
      reason: sql<AttachmentReason | null>`(
        select a.reason from ${orderAttachments} a
        where a.order_id = orders.id and a.customer_id = orders.customer_id and a.undone_at is null
        order by a.created_at desc limit 1)`,
      companyName: companies.name,
      deliveredTo,
      city: orders.city,
    })
    .from(orders)
    .leftJoin(companies, eq(companies.id, orders.companyId))
    .where(eq(orders.customerId, customerId))
    .orderBy(desc(orders.placedAt), desc(orders.number))
    .limit(limit);
}

/** The orders that a company's people placed in its name, newest first, with who placed each. */
export function listOrdersOfCompany(db: Db, companyId: string, limit: number) {
  return db
    .select({
      number: orders.number,
      placedAt: orders.placedAt,
      totalCents: orders.totalCents,
      currency: orders.currency,
      itemCount,
      deliveredTo,
      city: orders.city,
      customerId: orders.customerId,
      customerNumber: customers.number,
      firstName: customers.firstName,
      lastName: customers.lastName,
    })
    .from(orders)
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .where(eq(orders.companyId, companyId))
    .orderBy(desc(orders.placedAt), desc(orders.number))
    .limit(limit);
}

/** Where an account had its last own order sent; orders of others that were attached do not count. */
export async function findLastAddress(db: Db, accountId: string) {
  const [found] = await db
    .select({ street: orders.street, postcode: orders.postcode, city: orders.city, country: orders.country })
    .from(orders)
    .where(eq(orders.accountId, accountId))
    .orderBy(desc(orders.placedAt))
    .limit(1);
  return found ?? null;
}

/** The customer without an account whom a guest's order with this address belongs to: the one with the newest purchase. */
export async function findGuestCustomer(db: Db, emailKey: string): Promise<string | null> {
  const [found] = await db
    .select({ id: customers.id })
    .from(customers)
    .leftJoin(accounts, eq(accounts.customerId, customers.id))
    .where(and(eq(customers.emailKey, emailKey), sql`${accounts.id} is null`, sql`${customers.mergedInto} is null`))
    .orderBy(sql`${customers.lastOrderAt} desc nulls last`, desc(customers.createdAt))
    .limit(1);
  return found?.id ?? null;
}

/**
 * The customer whose account has proven this address, if any. Not one who was merged: that account is shut, and whoever signs in to the
 * kept one has not proven this mailbox.
 */
export async function findOwnerOfAddress(db: Db, emailKey: string): Promise<string | null> {
  const [found] = await db
    .select({ customerId: accounts.customerId })
    .from(accounts)
    .innerJoin(customers, eq(customers.id, accounts.customerId))
    .where(and(eq(accounts.emailKey, emailKey), isNotNull(accounts.emailVerifiedAt), isNull(customers.mergedInto)));
  return found?.customerId ?? null;
}

/** A customer's name as the shop knows it. */
export async function findCustomerName(db: Db, customerId: string): Promise<{ firstName: string; lastName: string } | null> {
  const [found] = await db
    .select({ firstName: customers.firstName, lastName: customers.lastName })
    .from(customers)
    .where(eq(customers.id, customerId));
  return found ?? null;
}
