import { and, desc, eq, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { isContact } from "@/db/queries/conversations";
import { isMeant, type Meant } from "@/db/queries/customer-search";
import { conversations } from "@/db/schema/conversations";
import { accounts, customers, staff } from "@/db/schema/people";

/** Which conversations a list shows. */
export type ConversationsShown = "all" | "mine" | "unread" | "nobody";

/** A conversation as staff see it. */
export type ConversationRow = Awaited<ReturnType<typeof listConversationRows>>[number];

const isUnread = sql<boolean>`${conversations.lastByCustomer} > ${conversations.readByStaff}`;

const inList = {
  id: conversations.id,
  customerId: customers.id,
  number: customers.number,
  firstName: customers.firstName,
  lastName: customers.lastName,
  email: customers.email,
  /** Who looks after the customer, if that is one of those who may answer. */
  contactId: staff.id,
  contact: staff.name,
  isUnread,
  lastMessageAt: conversations.lastMessageAt,
};

type Asked = {
  readonly show: ConversationsShown;
  readonly staffId: string;
  /** Who may answer: nobody else is a contact. */
  readonly answering: readonly string[];
  /** Of these customers only. */
  readonly meant?: Meant | undefined;
  readonly before?: string | undefined;
  readonly atMost: number;
};

/** Conversations in which something was said, the last one first. Those of merged records stand under the kept one. */
export function listConversationRows(db: Db, { show, staffId, answering, meant, before, atMost }: Asked) {
  const older = before
    ? sql`(${conversations.lastMessageAt}, ${conversations.id}) < (
        select b.last_message_at, b.id from ${conversations} b where b.id = ${before}::uuid)`
    : undefined;
  const only: Record<ConversationsShown, SQL | undefined> = {
    all: undefined,
    mine: eq(conversations.staffId, staffId),
    unread: isUnread,
    nobody: isNull(staff.id),
  };
  return db
    .select(inList)
    .from(conversations)
    .innerJoin(customers, and(eq(customers.id, conversations.customerId), isNull(customers.mergedInto)))
    .leftJoin(staff, isContact(answering))
    .where(and(isNotNull(conversations.lastMessageAt), only[show], meant && isMeant(conversations.customerId, meant), older))
    .orderBy(desc(conversations.lastMessageAt), desc(conversations.id))
    .limit(atMost);
}

/**
 * One conversation with its customer, as the page about it shows it; null if there is none. `mergedInto` is set where another stands for
 * it.
 */
export async function findConversationRow(db: Db, id: string, answering: readonly string[]) {
  const [found] = await db
    .select({
      ...inList,
      mergedInto: customers.mergedInto,
      standing: customers.standing,
      accountEmail: sql<string | null>`case when ${accounts.emailVerifiedAt} is not null then ${accounts.email} end`,
    })
    .from(conversations)
    .innerJoin(customers, eq(customers.id, conversations.customerId))
    .leftJoin(accounts, and(eq(accounts.customerId, customers.id), isNull(accounts.deactivatedAt)))
    .leftJoin(staff, isContact(answering))
    .where(eq(conversations.id, id));
  return found ?? null;
}

/** The id of a customer's conversation; null if there is none. */
export async function findConversationId(db: Db, customerId: string): Promise<string | null> {
  const [found] = await db.select({ id: conversations.id }).from(conversations).where(eq(conversations.customerId, customerId));
  return found?.id ?? null;
}

/** Holds a conversation, and answers who its contact is, active or not; null if there is no such conversation. */
export async function lockContact(db: Db, id: string): Promise<{ customerId: string; staffId: string | null } | null> {
  const [found] = await db
    .select({ customerId: conversations.customerId, staffId: conversations.staffId })
    .from(conversations)
    .where(eq(conversations.id, id))
    .for("update");
  return found ?? null;
}

/** Makes somebody the contact of a customer; what is unread, that person is told about. */
export async function setContact(db: Db, id: string, staffId: string): Promise<void> {
  await db.update(conversations).set({ staffId, toldStaff: 0 }).where(eq(conversations.id, id));
}

/** How many conversations have something unread for this staff member: their own, and those that nobody looks after. No further than 100. */
export async function countUnreadConversations(db: Db, staffId: string, answering: readonly string[]): Promise<number> {
  const some = db
    .select({ id: conversations.id })
    .from(conversations)
    .innerJoin(customers, and(eq(customers.id, conversations.customerId), isNull(customers.mergedInto)))
    .leftJoin(staff, isContact(answering))
    .where(and(isUnread, or(eq(conversations.staffId, staffId), isNull(staff.id))))
    .limit(100)
    .as("some");
  const [found] = await db.select({ count: sql<number>`count(*)::int` }).from(some);
  return found?.count ?? 0;
}

/** In how many conversations something was said whose contact, by the row, is this staff member; whether they may answer or not. */
export async function countConversationsOf(db: Db, staffId: string): Promise<number> {
  const [found] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(conversations)
    .innerJoin(customers, and(eq(customers.id, conversations.customerId), isNull(customers.mergedInto)))
    .where(and(eq(conversations.staffId, staffId), isNotNull(conversations.lastMessageAt)));
  return found?.count ?? 0;
}
