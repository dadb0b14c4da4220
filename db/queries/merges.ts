import { and, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { companies, companyPeople, userTypes } from "@/db/schema/companies";
import { customerMerges, type MovedByMerge } from "@/db/schema/merges";
import { mails } from "@/db/schema/operation";
import { accounts, activations, customers, identities, passwords, staff } from "@/db/schema/people";
import { proofs } from "@/db/schema/proofs";
import { cartLines, orderAttachments, orders } from "@/db/schema/shop";

// Inside a subquery columns of the outer table are written out: drizzle leaves the table's name away there.

export type { MovedByMerge };

/** One of two customers that staff want to make one, with what would move or stay. No hash and no token is in it. */
export type MergeSide = NonNullable<Awaited<ReturnType<typeof findMergeSide>>>;

/** A customer by the canonical form of the number, as a merge looks at them; null if there is none. */
export async function findMergeSide(db: Db, numberKey: string) {
  const [found] = await db
    .select({
      id: customers.id,
      number: customers.number,
      firstName: customers.firstName,
      lastName: customers.lastName,
      email: customers.email,
      emailKey: customers.emailKey,
      phone: customers.phone,
      mergedInto: customers.mergedInto,
      isErased: sql<boolean>`${customers.erasedAt} is not null`,
      accountId: accounts.id,
      accountEmail: accounts.emailKey,
      isEmailProven: sql<boolean>`${accounts.emailVerifiedAt} is not null`,
      signsInWithEmail: accounts.signsInWithEmail,
      signsInWithNumber: accounts.signsInWithNumber,
      isDeactivated: sql<boolean>`${accounts.deactivatedAt} is not null`,
      hasPassword: sql<boolean>`exists (select from ${passwords} p where p.account_id = accounts.id)`,
      identityCount: sql<number>`(select count(*)::int from ${identities} i where i.account_id = accounts.id)`,
      isPending: sql<boolean>`exists (select from ${activations} a where a.customer_id = customers.id)`,
      orderCount: sql<number>`(select count(*)::int from ${orders} o where o.customer_id = customers.id)`,
      attachmentCount: sql<number>`(
        select count(*)::int from ${orderAttachments} x where x.customer_id = customers.id and x.undone_at is null)`,
      mailCount: sql<number>`(select count(*)::int from ${mails} m where m.customer_id = customers.id)`,
      companyId: companyPeople.companyId,
      companyName: companies.name,
      userTypeId: companyPeople.userTypeId,
      userTypeName: userTypes.name,
      companyPermissions: userTypes.permissions,
      isPlaceShut: sql<boolean>`${companyPeople.deactivatedAt} is not null`,
      cartCount: sql<number>`(select coalesce(sum(l.quantity), 0)::int from ${cartLines} l where l.account_id = accounts.id)`,
    })
    .from(customers)
    .leftJoin(accounts, eq(accounts.customerId, customers.id))
    .leftJoin(companyPeople, eq(companyPeople.customerId, customers.id))
    .leftJoin(companies, eq(companies.id, companyPeople.companyId))
    .leftJoin(userTypes, eq(userTypes.id, companyPeople.userTypeId))
    .where(eq(customers.numberKey, numberKey));
  return found ?? null;
}

/** The addresses that a customer's orders were placed with, and how often; at most ten. */
export async function listOrderAddresses(db: Db, customerId: string): Promise<{ email: string; count: number }[]> {
  return db
    .select({ email: orders.emailKey, count: sql<number>`count(*)::int` })
    .from(orders)
    .where(eq(orders.customerId, customerId))
    .groupBy(orders.emailKey)
    .orderBy(sql`count(*) desc`, orders.emailKey)
    .limit(10);
}

/**
 * Holds two customers with their accounts, and the orders of one of them, until the transaction ends. Orders come before customers, as
 * where an order is claimed, and accounts before customers, as where one is shut.
 */
export async function lockForMerge(db: Db, { ids, ordersOf }: { ids: readonly string[]; ordersOf: SQL }): Promise<void> {
  await db.select({ id: orders.id }).from(orders).where(ordersOf).orderBy(orders.id).for("update");
  const both = [...ids];
  await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(inArray(accounts.customerId, both))
    .orderBy(accounts.id)
    .for("update");
  await db.select({ id: customers.id }).from(customers).where(inArray(customers.id, both)).orderBy(customers.id).for("update");
}

/** The orders of a customer. */
export const ordersOfCustomer = (customerId: string): SQL => eq(orders.customerId, customerId);

type Pair = { readonly keptId: string; readonly mergedId: string };

/** Files orders, their attachments and mails under the kept customer, and answers what moved. */
export async function moveToKept(db: Db, { keptId, mergedId }: Pair) {
  const movedOrders = await db
    .update(orders)
    .set({ customerId: keptId })
    .where(eq(orders.customerId, mergedId))
    .returning({ id: orders.id });
  const movedAttachments = await db
    .update(orderAttachments)
    .set({ customerId: keptId })
    .where(eq(orderAttachments.customerId, mergedId))
    .returning({ id: orderAttachments.id });
  const movedMails = await db
    .update(mails)
    .set({ customerId: keptId })
    .where(eq(mails.customerId, mergedId))
    .returning({ id: mails.id });
  const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  return { orders: idsOf(movedOrders), attachments: idsOf(movedAttachments), mails: idsOf(movedMails) };
}

/** Writes down into whom a customer was merged, or that they stand for themselves again. */
export async function setMergedInto(db: Db, customerId: string, keptId: string | null): Promise<void> {
  await db.update(customers).set({ mergedInto: keptId, updatedAt: sql`now()` }).where(eq(customers.id, customerId));
}

/** What a merge may change of a customer. */
export type MergedFields = Partial<{ firstName: string; lastName: string; email: string | null; phone: string | null }>;

/** Gives a customer some other values. */
export async function setMergedFields(db: Db, customerId: string, fields: MergedFields): Promise<void> {
  const email = fields.email === undefined ? {} : { emailKey: fields.email };
  await db
    .update(customers)
    .set({ ...fields, ...email, updatedAt: sql`now()` })
    .where(eq(customers.id, customerId));
}

/** Writes down anew when these customers ordered last. */
export async function refreshLastOrders(db: Db, ids: readonly string[]): Promise<void> {
  // Held first, so that orders which others move at this moment are counted; in one order, or two could each wait for the other.
  await db
    .select({ id: customers.id })
    .from(customers)
    .where(inArray(customers.id, [...ids]))
    .orderBy(customers.id)
    .for("no key update");
  await db
    .update(customers)
    .set({ lastOrderAt: sql`(select max(o.placed_at) from ${orders} o where o.customer_id = customers.id)` })
    .where(inArray(customers.id, [...ids]));
}

/** Takes back an activation that a customer waits for, with every link of it. */
export async function endActivation(db: Db, customerId: string): Promise<void> {
  await db.delete(activations).where(eq(activations.customerId, customerId));
  await db
    .update(proofs)
    .set({ supersededAt: sql`now()` })
    .where(
      and(
        eq(proofs.customerId, customerId),
        eq(proofs.purpose, "activation"),
        isNull(proofs.usedAt),
        isNull(proofs.supersededAt),
      ),
    );
}

/** Notes a merge and answers its id. Call it with both customers locked: the instants are then in the order of the merges. */
export async function insertMerge(db: Db, row: Pair & { staffId: string; moved: MovedByMerge }): Promise<string> {
  const [made] = await db
    .insert(customerMerges)
    .values({ ...row, createdAt: sql`clock_timestamp()` })
    .returning({ id: customerMerges.id });
  if (!made) throw new Error("the merge was not stored");
  return made.id;
}

/** How many days a merge can be undone. */
const UNDO_DAYS = 30;

const undoableUntil = sql<Date>`${customerMerges.createdAt} + make_interval(days => ${UNDO_DAYS})`.mapWith(
  customerMerges.createdAt,
);

const selectMerge = (db: Db, id: string) =>
  db
    .select({
      id: customerMerges.id,
      keptId: customerMerges.keptId,
      mergedId: customerMerges.mergedId,
      moved: customerMerges.moved,
      isUndone: sql<boolean>`${customerMerges.undoneAt} is not null`,
      isTooLate: sql<boolean>`${undoableUntil} < now()`,
    })
    .from(customerMerges)
    .where(eq(customerMerges.id, id));

/** A merge by its id; null if there is none. */
export async function findMerge(db: Db, id: string) {
  const [found] = await selectMerge(db, id);
  return found ?? null;
}

/** The same, held until the transaction ends. */
export async function lockMerge(db: Db, id: string) {
  const [found] = await selectMerge(db, id).for("update");
  return found ?? null;
}

/** The addresses of customers and their accounts, each once, in order. */
export async function listAddressesOf(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await db
    .select({ contact: customers.emailKey, account: accounts.emailKey })
    .from(customers)
    .leftJoin(accounts, eq(accounts.customerId, customers.id))
    .where(inArray(customers.id, [...ids]));
  const addresses = rows.flatMap(({ contact, account }) => [contact, account]).filter((address) => address !== null);
  return [...new Set(addresses)].sort();
}

/** The two customers of a merge as they stand now. */
export async function listBoth(db: Db, { keptId, mergedId }: Pair) {
  const rows = await db
    .select()
    .from(customers)
    .where(inArray(customers.id, [keptId, mergedId]));
  const kept = rows.find(({ id }) => id === keptId);
  const merged = rows.find(({ id }) => id === mergedId);
  if (!kept || !merged) throw new Error("a customer of a merge is gone");
  return { kept, merged };
}

/** The number of the customer whose merge has to be undone before this one, or null: the last of those that touch the kept one. */
export async function findLaterMerge(db: Db, { id, keptId }: { id: string; keptId: string }): Promise<string | null> {
  const [found] = await db.execute<{ number: string }>(sql`
    select c.number from ${customerMerges} l join ${customers} c on c.id = l.merged_id
    where l.undone_at is null and l.id <> ${id} and (l.kept_id = ${keptId} or l.merged_id = ${keptId})
      and l.created_at > (select m.created_at from ${customerMerges} m where m.id = ${id})
    order by l.created_at desc limit 1`);
  return found?.number ?? null;
}

const movedIds = (kind: "orders" | "attachments" | "mails", mergeId: string) =>
  sql`(select x.value::uuid from ${customerMerges} m, jsonb_array_elements_text(m.moved -> ${sql.raw(`'${kind}'`)}) as x where m.id = ${mergeId})`;

/** The orders that undoing a merge may take back. */
export const ordersOfMerge = (mergeId: string): SQL => sql`${orders.id} in ${movedIds("orders", mergeId)}`;

/**
 * Files under the merged customer again what the merge moved and what was bought with the merged customer's account since; answers how many
 * orders. What staff took to somebody else meanwhile, or attached to the kept customer anew, stays there.
 */
export async function moveBack(db: Db, { id, keptId, mergedId }: Pair & { id: string }): Promise<number> {
  // Rows that only explain why an order the record brought along shows in the account.
  await db.execute(sql`
    update ${orderAttachments} x set undone_at = now()
    where x.order_id in ${movedIds("orders", id)} and x.customer_id = ${keptId} and x.from_customer_id = ${keptId} and x.undone_at is null`);
  const back = await db
    .update(orders)
    .set({ customerId: mergedId })
    .where(
      sql`${orders.customerId} = ${keptId} and (
        ${orders.accountId} in (select a.id from ${accounts} a where a.customer_id = ${mergedId})
        or (${ordersOfMerge(id)} and not exists (
          select from ${orderAttachments} x where x.order_id = orders.id and x.customer_id = ${keptId} and x.undone_at is null
            and x.created_at > (select m.created_at from ${customerMerges} m where m.id = ${id}))))`,
    )
    .returning({ id: orders.id });
  await db
    .update(orderAttachments)
    .set({ customerId: mergedId })
    .where(sql`${orderAttachments.customerId} = ${keptId} and ${orderAttachments.id} in ${movedIds("attachments", id)}`);
  await db
    .update(mails)
    .set({ customerId: mergedId })
    .where(sql`${mails.customerId} = ${keptId} and ${mails.id} in ${movedIds("mails", id)}`);
  return back.length;
}

/** Notes that a merge was undone, and forgets the values it had replaced. */
export async function closeMerge(db: Db, id: string, staffId: string): Promise<void> {
  await db
    .update(customerMerges)
    .set({ undoneAt: sql`now()`, undoneBy: staffId, moved: sql`jsonb_set(${customerMerges.moved}, '{changed}', '[]')` })
    .where(eq(customerMerges.id, id));
}

/** The merges into a customer that stand, the newest first: who was merged, when, by whom, and until when it can be undone. */
export async function listMergesInto(db: Db, keptId: string) {
  return db
    .select({
      id: customerMerges.id,
      number: customers.number,
      firstName: customers.firstName,
      lastName: customers.lastName,
      mergedId: customerMerges.mergedId,
      by: staff.name,
      createdAt: customerMerges.createdAt,
      undoableUntil,
      isTooLate: sql<boolean>`${undoableUntil} < now()`,
    })
    .from(customerMerges)
    .innerJoin(customers, eq(customers.id, customerMerges.mergedId))
    .innerJoin(staff, eq(staff.id, customerMerges.staffId))
    .where(and(eq(customerMerges.keptId, keptId), isNull(customerMerges.undoneAt)))
    .orderBy(desc(customerMerges.createdAt));
}
