import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { isContact, type MessageOrigin } from "@/db/queries/conversations";
import { conversationMessages, conversations } from "@/db/schema/conversations";
import { accounts, customers, staff } from "@/db/schema/people";

/** Something that was said so many seconds ago and that the other side has not read. The welcome is none: a mail went with it. */
const hasWaited = (by: "customer" | "staff", read: SQL, seconds: number): SQL => sql`exists (
  select from ${conversationMessages} m where m.conversation_id = ${conversations.id} and m.id > ${read} and m.author = ${by}
    and m.origin <> 'welcome' and m.created_at < now() - make_interval(secs => ${seconds}))`;

/**
 * Holds conversations whose customer has not read what the shop wrote so many seconds ago, and was not told of it; what another process
 * has in hand is left out. Held until the transaction ends.
 */
export function lockUntoldCustomers(db: Db, seconds: number, atMost: number) {
  return db
    .select({
      id: conversations.id,
      customerId: conversations.customerId,
      readByCustomer: conversations.readByCustomer,
      lastByStaff: conversations.lastByStaff,
    })
    .from(conversations)
    .where(
      and(
        // Written as the index has it.
        sql`last_by_staff > read_by_customer and told_customer <= read_by_customer`,
        isNotNull(conversations.lastMessageAt),
        hasWaited("staff", sql`${conversations.readByCustomer}`, seconds),
      ),
    )
    .orderBy(asc(conversations.lastMessageAt))
    .limit(atMost)
    .for("update", { skipLocked: true });
}

/** Where a customer can be told, and in which language. `provenEmail` is an active account's. */
export async function findToldCustomer(db: Db, customerId: string) {
  const [found] = await db
    .select({
      firstName: customers.firstName,
      lastName: customers.lastName,
      email: customers.email,
      mergedInto: customers.mergedInto,
      provenEmail: sql<
        string | null
      >`case when ${accounts.emailVerifiedAt} is not null and ${accounts.deactivatedAt} is null then ${accounts.email} end`,
      hasAccount: sql<boolean>`coalesce(${accounts.deactivatedAt} is null and ${accounts.id} is not null, false)`,
      language: accounts.language,
    })
    .from(customers)
    .leftJoin(accounts, eq(accounts.customerId, customers.id))
    .where(eq(customers.id, customerId));
  return found ?? null;
}

/** How the newest message of a customer came; null if there is none. */
export async function findLastOrigin(db: Db, conversationId: string): Promise<MessageOrigin | null> {
  const [found] = await db
    .select({ origin: conversationMessages.origin })
    .from(conversationMessages)
    .where(and(eq(conversationMessages.conversationId, conversationId), eq(conversationMessages.author, "customer")))
    .orderBy(desc(conversationMessages.id))
    .limit(1);
  return found?.origin ?? null;
}

/** What the shop wrote after a message, oldest first, with who wrote it; the welcome is left out. */
export function listWrittenAfter(db: Db, conversationId: string, after: number, atMost: number) {
  return db
    .select({ id: conversationMessages.id, text: conversationMessages.text, name: staff.name })
    .from(conversationMessages)
    .leftJoin(staff, eq(staff.id, conversationMessages.staffId))
    .where(
      and(
        eq(conversationMessages.conversationId, conversationId),
        eq(conversationMessages.author, "staff"),
        gt(conversationMessages.id, after),
        sql`${conversationMessages.origin} <> 'welcome'`,
      ),
    )
    .orderBy(asc(conversationMessages.id))
    .limit(atMost);
}

/** Notes up to which message a customer was told; where the mail was the message itself, it counts as read. */
export async function noteToldCustomer(db: Db, id: string, upTo: number, isRead: boolean): Promise<void> {
  await db
    .update(conversations)
    .set({ toldCustomer: upTo, ...(isRead ? { readByCustomer: upTo } : {}) })
    .where(eq(conversations.id, id));
}

const isUntoldToStaff = sql`last_by_customer > read_by_staff and told_staff <= read_by_staff`;
const columns = {
  id: conversations.id,
  lastByCustomer: conversations.lastByCustomer,
  number: customers.number,
  firstName: customers.firstName,
  lastName: customers.lastName,
  contactId: staff.id,
};

/**
 * Holds conversations in which a customer wrote so many seconds ago, nobody has read it, and nobody was told. As
 * {@link lockUntoldCustomers}.
 */
export function lockUntoldStaff(
  db: Db,
  seconds: number,
  { isAttended, answering, atMost }: { isAttended: boolean; answering: readonly string[]; atMost: number },
) {
  return db
    .select(columns)
    .from(conversations)
    .innerJoin(customers, and(eq(customers.id, conversations.customerId), isNull(customers.mergedInto)))
    .leftJoin(staff, isContact(answering))
    .where(
      and(
        isUntoldToStaff,
        isAttended ? isNotNull(staff.id) : isNull(staff.id),
        hasWaited("customer", sql`${conversations.readByStaff}`, seconds),
      ),
    )
    .orderBy(asc(conversations.lastMessageAt))
    .limit(atMost)
    .for("update", { of: conversations, skipLocked: true });
}

/** In how many conversations something that a customer wrote so many seconds ago is unread. Counted no further than 100. */
export async function countWaitingConversations(db: Db, seconds: number): Promise<number> {
  const some = db
    .select({ id: conversations.id })
    .from(conversations)
    .innerJoin(customers, and(eq(customers.id, conversations.customerId), isNull(customers.mergedInto)))
    .where(
      and(
        // Written as the index has it.
        sql`last_by_customer > read_by_staff`,
        hasWaited("customer", sql`${conversations.readByStaff}`, seconds),
      ),
    )
    .limit(100)
    .as("some");
  const [found] = await db.select({ count: sql<number>`count(*)::int` }).from(some);
  return found?.count ?? 0;
}

/** Forgets that somebody was told of what nobody has read: they are not whom it waits for any more. */
export async function forgetToldOf(db: Db, staffId: string): Promise<void> {
  await db
    .update(conversations)
    .set({ toldStaff: 0 })
    .where(and(eq(conversations.staffId, staffId), sql`${conversations.lastByCustomer} > ${conversations.readByStaff}`));
}

/** Notes that staff were told of all that stands in these conversations. */
export async function noteToldStaff(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(conversations)
    .set({ toldStaff: sql`${conversations.lastByCustomer}` })
    .where(inArray(conversations.id, [...ids]));
}
