import { and, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { deleteSuppressionsOf } from "@/db/queries/suppressions";
import { companyInvitations, companyRequests } from "@/db/schema/companies";
import { pendingIdentities } from "@/db/schema/connections";
import { conversations } from "@/db/schema/conversations";
import { waitingList } from "@/db/schema/doors";
import { customerMerges } from "@/db/schema/merges";
import { mails } from "@/db/schema/operation";
import { accounts, activations, customers } from "@/db/schema/people";
import { pendingRegistrations, proofs } from "@/db/schema/proofs";
import { orderAttachments, orders } from "@/db/schema/shop";

/**
 * The records that are the same person as a customer: itself, those who stand merged into it, and the guest records whose orders all came
 * here and are here. Who was merged into it once, and was made their own again, is somebody else.
 */
export async function listRecordsOfPerson(db: Db, customerId: string): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(recordsOf(customerId));
  return rows.map(({ id }) => id);
}

/** The same, held until the transaction ends. */
export async function lockRecordsOfPerson(db: Db, customerId: string): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`${recordsOf(customerId)} for update`);
  return rows.map(({ id }) => id);
}

const recordsOf = (customerId: string): SQL => sql`
    with recursive mine(id) as (
      select ${customerId}::uuid
      union
      select g.merged_id from ${customerMerges} g join mine on g.kept_id = mine.id where g.undone_at is null
    ), guests(id) as (
      select x.from_customer_id from mine join ${orders} here on here.customer_id = mine.id
        join ${orderAttachments} x on x.order_id = here.id
        join ${customers} c on c.id = x.from_customer_id and c.origin = 'guest' and c.merged_into is null
      where x.undone_at is null
        and not exists (select from ${accounts} a where a.customer_id = c.id)
        and not exists (select from ${activations} p where p.customer_id = c.id)
        and not exists (select from ${orders} o where o.customer_id = c.id)
    )
    select c.id from ${customers} c where c.id in (select id from mine union select id from guests) and c.erased_at is null
    order by c.id`;

/** Whether anybody but these is written to at an address, or has it for an account. */
export async function isAddressOfOthers(db: Db, emailKey: string, exceptIds: readonly string[]): Promise<boolean> {
  const found = await db.execute(sql`
    select 1 from ${customers} c where c.email_key = ${emailKey} and not ${isOneOf(sql`c.id`, exceptIds)}
    union all
    select 1 from ${accounts} a where a.email_key = ${emailKey} and not ${isOneOf(sql`a.customer_id`, exceptIds)}
    limit 1`);
  return found.length > 0;
}

/**
 * Takes the person out of the orders filed under these customers: the address, what a claim asks for, the account; with `isWhole` also
 * name, recipient and street. Number, goods, sums and country stay. Answers how many there are.
 */
export async function eraseOrdersOf(db: Db, customerIds: readonly string[], isWhole: boolean): Promise<number> {
  const person = isWhole ? { name: "", firstName: null, recipient: null, street: "", postcode: "", city: "" } : {};
  const erased = await db
    .update(orders)
    .set({ accountId: null, email: "", emailKey: "", postcodeKey: "", submission: null, ...person })
    .where(inArray(orders.customerId, [...customerIds]))
    .returning({ id: orders.id });
  return erased.length;
}

/** Removes an account with all that hangs on it: password, identities, sessions, links and codes, cart. */
export async function deleteAccount(db: Db, accountId: string): Promise<void> {
  // Its orders that an agent has filed elsewhere stay there.
  await db.update(orders).set({ accountId: null }).where(eq(orders.accountId, accountId));
  await db.delete(accounts).where(eq(accounts.id, accountId));
}

/** The accounts of these customers: of those who were merged, too, whose accounts are shut and open nothing. */
export async function listAccountsOf(db: Db, customerIds: readonly string[]): Promise<{ id: string; emailKey: string | null }[]> {
  return db
    .select({ id: accounts.id, emailKey: accounts.emailKey })
    .from(accounts)
    .where(inArray(accounts.customerId, [...customerIds]));
}

/** Forgets the values that merges of these customers replaced; that they were merged, and what moved, stays known. */
export async function forgetMergedValues(db: Db, customerIds: readonly string[]): Promise<void> {
  const ids = [...customerIds];
  await db
    .update(customerMerges)
    .set({ moved: sql`jsonb_set(${customerMerges.moved}, '{changed}', '[]')` })
    .where(or(inArray(customerMerges.keptId, ids), inArray(customerMerges.mergedId, ids)));
}

/**
 * Removes the mails to these customers, those to these addresses that are about nobody, and what staff were mailed about what these
 * customers wrote, which names them; waiting ones are not sent any more. That an address took no mail is forgotten, too.
 */
export async function deleteMailsOf(db: Db, customerIds: readonly string[], emailKeys: readonly string[]): Promise<void> {
  const toNobody = and(isNull(mails.customerId), inArray(mails.toEmail, [...emailKeys]));
  const theirs = db
    .select({ id: sql`${conversations.id}::text` })
    .from(conversations)
    .where(inArray(conversations.customerId, [...customerIds]));
  const toStaff = and(eq(mails.message, "customer-wrote"), inArray(sql`${mails.facts}->>'conversation'`, theirs));
  const toThem = inArray(mails.customerId, [...customerIds]);
  await db.delete(mails).where(or(toThem, toStaff, emailKeys.length > 0 ? toNobody : undefined));
  await deleteSuppressionsOf(db, emailKeys);
}

/** Removes what waits under these addresses or for these customers: registrations, arrivals, activations, links and codes. */
export async function deleteWaitingOf(db: Db, customerIds: readonly string[], emailKeys: readonly string[]): Promise<void> {
  await db.delete(activations).where(inArray(activations.customerId, [...customerIds]));
  await db.delete(proofs).where(inArray(proofs.customerId, [...customerIds]));
  await db.delete(companyRequests).where(inArray(companyRequests.customerId, [...customerIds]));
  await db.delete(companyInvitations).where(inArray(companyInvitations.invitedBy, [...customerIds]));
  if (emailKeys.length === 0) return;
  await db.delete(pendingRegistrations).where(inArray(pendingRegistrations.emailKey, [...emailKeys]));
  await db.delete(companyInvitations).where(inArray(companyInvitations.emailKey, [...emailKeys]));
  await db.delete(waitingList).where(inArray(waitingList.emailKey, [...emailKeys]));
  await db.delete(pendingIdentities).where(isOneOf(sql`lower(${pendingIdentities.email})`, emailKeys));
  await db.delete(proofs).where(inArray(proofs.emailKey, [...emailKeys]));
}

/** Leaves of these customers their numbers, and when they were erased. */
export async function blankCustomers(db: Db, ids: readonly string[]): Promise<void> {
  const now = sql`now()`;
  await db
    .update(customers)
    .set({ firstName: "", lastName: "", email: null, emailKey: null, phone: null, fields: {}, erasedAt: now, updatedAt: now })
    .where(inArray(customers.id, [...ids]));
}

/** An erased customer by the canonical form of the number, or null. */
export async function findErasedCustomer(db: Db, numberKey: string) {
  const [found] = await db
    .select({ id: customers.id, number: customers.number, erasedAt: customers.erasedAt })
    .from(customers)
    .where(eq(customers.numberKey, numberKey));
  return found?.erasedAt ? { ...found, erasedAt: found.erasedAt } : null;
}

const isOneOf = (column: SQL, values: readonly string[]): SQL =>
  sql`${column} in (${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )})`;
