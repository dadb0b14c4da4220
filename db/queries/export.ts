import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { recordsOf } from "@/db/queries/conversations";
import { companies } from "@/db/schema/companies";
import { conversationMessages, conversations } from "@/db/schema/conversations";
import { auditLog, mails } from "@/db/schema/operation";
import { accounts, activations, customers, passwords } from "@/db/schema/people";
import { pendingRegistrations } from "@/db/schema/proofs";
import { cartLines, orderAttachments, orderLines, orders, products } from "@/db/schema/shop";

/** What the shop knows of a customer and the account. No hash, no token, no id. */
export async function findExportedPerson(db: Db, customerId: string) {
  const [found] = await db
    .select({
      customer: {
        number: customers.number,
        firstName: customers.firstName,
        lastName: customers.lastName,
        email: customers.email,
        phone: customers.phone,
        fields: customers.fields,
        knownBy: customers.origin,
        knownSince: customers.createdAt,
        lastOrderAt: customers.lastOrderAt,
      },
      account: {
        email: accounts.email,
        emailProvenAt: accounts.emailVerifiedAt,
        signsInWithEmail: accounts.signsInWithEmail,
        signsInWithNumber: accounts.signsInWithNumber,
        language: accounts.language,
        deactivatedAt: accounts.deactivatedAt,
        lastSignInAt: accounts.lastSignInAt,
        createdAt: accounts.createdAt,
      },
      passwordChangedAt: passwords.changedAt,
    })
    .from(customers)
    .leftJoin(accounts, eq(accounts.customerId, customers.id))
    .leftJoin(passwords, eq(passwords.accountId, accounts.id))
    .where(eq(customers.id, customerId));
  return found ?? null;
}

/** What waits under an address: registrations that nobody has proven. No password, no support code. */
export async function listExportedRegistrations(db: Db, emailKey: string) {
  return db
    .select({
      email: pendingRegistrations.email,
      firstName: pendingRegistrations.firstName,
      lastName: pendingRegistrations.lastName,
      startedAt: pendingRegistrations.createdAt,
      completedAt: pendingRegistrations.completedAt,
    })
    .from(pendingRegistrations)
    .where(eq(pendingRegistrations.emailKey, emailKey))
    .orderBy(asc(pendingRegistrations.createdAt));
}

/** The activation that staff sent and that waits. */
export async function listExportedActivations(db: Db, customerId: string) {
  return db
    .select({ email: activations.email, sentAt: activations.sentAt, expiresAt: activations.expiresAt })
    .from(activations)
    .where(eq(activations.customerId, customerId));
}

/** What lies in the account's cart. */
export async function listExportedCart(db: Db, accountId: string) {
  return db
    .select({ product: products.slug, quantity: cartLines.quantity, addedAt: cartLines.addedAt })
    .from(cartLines)
    .innerJoin(products, eq(products.id, cartLines.productId))
    .where(eq(cartLines.accountId, accountId))
    .orderBy(asc(cartLines.addedAt));
}

/** A page of a customer's orders with their lines, oldest first. `after` is the last id of the page before. */
export async function listExportedOrders(db: Db, customerId: string, after: string | null, limit: number) {
  const later =
    after === null
      ? undefined
      : sql`(${orders.placedAt}, ${orders.id}) > (select o.placed_at, o.id from ${orders} o where o.id = ${after})`;
  const found = await db
    .select({
      id: orders.id,
      number: orders.number,
      placedAt: orders.placedAt,
      isGuestOrder: sql<boolean>`${orders.accountId} is null`,
      company: companies.name,
      recipient: orders.recipient,
      name: orders.name,
      email: orders.email,
      street: orders.street,
      postcode: orders.postcode,
      city: orders.city,
      country: orders.country,
      language: orders.language,
      currency: orders.currency,
      totalCents: orders.totalCents,
      addedBecause: sql<string | null>`(select x.reason from ${orderAttachments} x
        where x.order_id = orders.id and x.customer_id = orders.customer_id and x.undone_at is null order by x.created_at desc limit 1)`,
    })
    .from(orders)
    .leftJoin(companies, eq(companies.id, orders.companyId))
    .where(and(eq(orders.customerId, customerId), later))
    .orderBy(asc(orders.placedAt), asc(orders.id))
    .limit(limit);
  const lines =
    found.length === 0
      ? []
      : await listLines(
          db,
          found.map(({ id }) => id),
        );
  return found.map((order) => ({
    ...order,
    lines: lines.filter(({ orderId }) => orderId === order.id).map(({ orderId: _of, ...line }) => line),
  }));
}

const listLines = (db: Db, orderIds: readonly string[]) =>
  db
    .select({
      orderId: orderLines.orderId,
      name: orderLines.name,
      quantity: orderLines.quantity,
      priceCents: orderLines.priceCents,
    })
    .from(orderLines)
    .where(inArray(orderLines.orderId, [...orderIds]))
    .orderBy(asc(orderLines.orderId), asc(orderLines.line));

/** A page of what was said with a customer, and with those who were merged into this one, oldest first. */
export async function listExportedMessages(db: Db, customerId: string, after: number, limit: number) {
  return db
    .select({
      id: conversationMessages.id,
      by: conversationMessages.author,
      cameBy: conversationMessages.origin,
      text: conversationMessages.text,
      writtenAt: conversationMessages.createdAt,
    })
    .from(conversationMessages)
    .innerJoin(conversations, eq(conversations.id, conversationMessages.conversationId))
    .where(and(sql`${conversations.customerId} in ${recordsOf(customerId)}`, gt(conversationMessages.id, after)))
    .orderBy(asc(conversationMessages.id))
    .limit(limit);
}

/** A page of the mails to a customer, oldest first. No link, no code. */
export async function listExportedMails(db: Db, customerId: string, after: string | null, limit: number) {
  const later =
    after === null
      ? undefined
      : sql`(${mails.createdAt}, ${mails.id}) > (select m.created_at, m.id from ${mails} m where m.id = ${after})`;
  return db
    .select({
      id: mails.id,
      message: mails.message,
      language: mails.language,
      to: mails.toEmail,
      state: mails.state,
      writtenAt: mails.createdAt,
      sentAt: mails.sentAt,
      facts: mails.facts,
    })
    .from(mails)
    .where(and(eq(mails.customerId, customerId), later))
    .orderBy(asc(mails.createdAt), asc(mails.id))
    .limit(limit);
}

/**
 * A page of what the audit log has of a customer and the account, oldest first. Of what staff did it says that staff did it, and neither
 * who nor from where.
 */
export async function listExportedEvents(
  db: Db,
  { customerId, accountId, after, limit }: { customerId: string; accountId: string | null; after: number; limit: number },
) {
  const targets = [customerId, ...(accountId === null ? [] : [accountId])];
  const about = sql`(
    select newest.id from (values ${sql.join(
      targets.map((id) => sql`(${id}::text)`),
      sql`, `,
    )}) as about(target) cross join lateral (
      select a.id from ${auditLog} a where a.target_id = about.target and a.id > ${after} order by a.id limit ${limit}) as newest
    union
    (select a.id from ${auditLog} a where a.actor_id = ${accountId}::uuid and a.id > ${after} order by a.id limit ${limit}))`;
  const isOwn = sql`${auditLog.actorKind} in ('customer', 'visitor')`;
  return db
    .select({
      id: auditLog.id,
      at: auditLog.at,
      by: auditLog.actorKind,
      action: auditLog.action,
      outcome: auditLog.outcome,
      supportCode: auditLog.supportCode,
      address: sql<string | null>`case when ${isOwn} then ${auditLog.address} end`,
      userAgent: sql<string | null>`case when ${isOwn} then ${auditLog.userAgent} end`,
    })
    .from(auditLog)
    .where(sql`${auditLog.id} in ${about}`)
    .orderBy(asc(auditLog.id))
    .limit(limit);
}
