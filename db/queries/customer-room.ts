import { and, desc, eq, isNull, ne, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { accounts, customers, passwords } from "@/db/schema/people";
import { orders } from "@/db/schema/shop";

/** A customer's own row, as staff see and change it. */
export type CustomerRow = typeof customers.$inferSelect;

/** A customer by the canonical form of the number, or null. Who was erased is nobody any more. */
export async function findCustomerByNumber(db: Db, numberKey: string): Promise<CustomerRow | null> {
  const [found] = await db.select().from(customers).where(isKnown(numberKey));
  return found ?? null;
}

/** A customer by the id, or null. */
export async function findCustomerById(db: Db, id: string): Promise<CustomerRow | null> {
  const [found] = await db.select().from(customers).where(eq(customers.id, id));
  return found ?? null;
}

/** The customer of a number, held until the transaction ends. */
export async function lockCustomerByNumber(db: Db, numberKey: string): Promise<CustomerRow | null> {
  const [found] = await db.select().from(customers).where(isKnown(numberKey)).for("update");
  return found ?? null;
}

const isKnown = (numberKey: string) => and(eq(customers.numberKey, numberKey), isNull(customers.erasedAt));

/** A customer by id, held until the transaction ends; null if there is none or it was erased. */
export async function lockCustomer(db: Db, id: string): Promise<CustomerRow | null> {
  const isMeant = and(eq(customers.id, id), isNull(customers.erasedAt));
  const [found] = await db.select().from(customers).where(isMeant).for("update");
  return found ?? null;
}

type MasterData = Pick<CustomerRow, "firstName" | "lastName" | "email" | "emailKey"> & Partial<Pick<CustomerRow, "phone">>;

/** Replaces what the shop knows of a customer. Says nothing to what signs in. */
export async function updateCustomer(db: Db, id: string, data: MasterData): Promise<void> {
  await db
    .update(customers)
    .set({ ...data, updatedAt: sql`now()` })
    .where(eq(customers.id, id));
}

/** A customer's account with what staff may know of it, or null. Whether there is a password, never the password. */
export async function findAccountOfCustomer(db: Db, customerId: string) {
  const [found] = await db
    .select({
      id: accounts.id,
      email: accounts.email,
      emailKey: accounts.emailKey,
      emailVerifiedAt: accounts.emailVerifiedAt,
      signsInWithEmail: accounts.signsInWithEmail,
      signsInWithNumber: accounts.signsInWithNumber,
      cameBy: accounts.cameBy,
      language: accounts.language,
      deactivatedAt: accounts.deactivatedAt,
      lastSignInAt: accounts.lastSignInAt,
      createdAt: accounts.createdAt,
      hasPassword: sql<boolean>`exists (select from ${passwords} p where p.account_id = ${accounts.id})`,
    })
    .from(accounts)
    .where(eq(accounts.customerId, customerId));
  return found ?? null;
}

/** The account of a customer, whose row stays locked until this transaction ends; null if there is none. */
export async function lockAccountOfCustomer(db: Db, customerId: string) {
  const [found] = await db
    .select({ id: accounts.id, isDeactivated: sql<boolean>`${accounts.deactivatedAt} is not null`, cameBy: accounts.cameBy })
    .from(accounts)
    .where(eq(accounts.customerId, customerId))
    .for("update");
  return found ?? null;
}

/** Shuts an account, or opens it again. */
export async function setDeactivated(db: Db, accountId: string, isDeactivated: boolean): Promise<void> {
  await db
    .update(accounts)
    .set({ deactivatedAt: isDeactivated ? sql`now()` : null })
    .where(eq(accounts.id, accountId));
}

/** The ids of a customer's newest orders. */
export async function listOrderIdsOf(db: Db, customerId: string, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: orders.id })
    .from(orders)
    .where(eq(orders.customerId, customerId))
    .orderBy(desc(orders.placedAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Other customers who are written to, or sign in, at this address. */
export async function listOthersOfAddress(db: Db, emailKey: string, exceptId: string, limit: number) {
  return db
    .select({
      number: customers.number,
      firstName: customers.firstName,
      lastName: customers.lastName,
      hasAccount: sql<boolean>`${accounts.id} is not null`,
    })
    .from(customers)
    .leftJoin(accounts, eq(accounts.customerId, customers.id))
    .where(
      and(
        // Collected first: an "or" over two tables would read every customer.
        sql`${customers.id} = any(array(
          select c.id from ${customers} c where c.email_key = ${emailKey}
          union select a.customer_id from ${accounts} a where a.email_key = ${emailKey}
        ))`,
        ne(customers.id, exceptId),
        isNull(customers.mergedInto),
      ),
    )
    .orderBy(customers.createdAt)
    .limit(limit);
}
