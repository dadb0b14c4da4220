import { and, desc, eq, inArray, isNull, lt, max, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { conversationMessages, conversations } from "@/db/schema/conversations";
import { customerMerges } from "@/db/schema/merges";
import { mails } from "@/db/schema/operation";
import { customers, staff } from "@/db/schema/people";

/** Begins a customer's conversation and answers its id; null if there is one already. */
export async function insertConversation(db: Db, row: { customerId: string; staffId: string | null }): Promise<string | null> {
  const [made] = await db
    .insert(conversations)
    .values(row)
    .onConflictDoNothing({ target: conversations.customerId })
    .returning({ id: conversations.id });
  return made?.id ?? null;
}

type MessageRow = typeof conversationMessages.$inferSelect;
type NewMessage = Pick<MessageRow, "conversationId" | "author" | "staffId" | "origin" | "text">;

/** How a message came. */
export type MessageOrigin = MessageRow["origin"];

/** Joins a conversation's contact: whoever looks after the customer, if that is one of those who may answer. */
export const isContact = (answering: readonly string[]) =>
  and(eq(staff.id, conversations.staffId), inArray(staff.id, [...answering]));

/**
 * Adds what was said, and answers its id. The conversation's row is held before, or was made in this transaction: else ids could appear
 * out of their order.
 */
export async function insertMessage(db: Db, row: NewMessage): Promise<number> {
  const [made] = await db.insert(conversationMessages).values(row).returning({ id: conversationMessages.id });
  if (!made) throw new Error("the message was not stored");
  const isWelcome = row.origin === "welcome";
  await db
    .update(conversations)
    .set({
      ...(row.author === "customer" ? { lastByCustomer: made.id } : { lastByStaff: made.id }),
      ...(isWelcome ? {} : { lastMessageAt: sql`now()` }),
    })
    .where(eq(conversations.id, row.conversationId));
  return made.id;
}

/** Whose conversation this is, and who looks after it, gone or not; or null. */
export async function findConversation(db: Db, id: string): Promise<{ customerId: string; staffId: string | null } | null> {
  const [found] = await db
    .select({ customerId: conversations.customerId, staffId: conversations.staffId })
    .from(conversations)
    .where(eq(conversations.id, id));
  return found ?? null;
}

/** Whether there is this customer, not erased; held against erasing until the transaction ends. */
export async function holdCustomer(db: Db, customerId: string): Promise<boolean> {
  const found = await db
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.id, customerId), isNull(customers.erasedAt)))
    .for("share");
  return found.length > 0;
}

/** Holds a customer's conversation until the transaction ends, and answers its id; null if there is none. */
export async function lockConversation(db: Db, customerId: string): Promise<string | null> {
  const [found] = await db
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.customerId, customerId))
    .for("update");
  return found?.id ?? null;
}

/** Tells everybody who listens on a channel, once the transaction commits. */
export async function notify(db: Db, channel: string, payload: string): Promise<void> {
  await db.execute(sql`select pg_notify(${channel}, ${payload})`);
}

/** The conversation that a mail told about, with the customer it is with now, and who the mail was to; null if there is none. */
export async function findMailConversation(db: Db, mailId: string) {
  const [found] = await db
    .select({ conversationId: conversations.id, customerId: conversations.customerId, toEmail: mails.toEmail })
    .from(mails)
    .innerJoin(conversations, eq(conversations.id, mails.conversationId))
    .where(eq(mails.id, mailId));
  return found ?? null;
}

/** The name of a customer's contact, if that is one of those who may answer; or null. */
export async function findContact(db: Db, customerId: string, answering: readonly string[]): Promise<string | null> {
  const [found] = await db
    .select({ name: staff.name })
    .from(conversations)
    .innerJoin(staff, isContact(answering))
    .where(eq(conversations.customerId, customerId));
  return found?.name ?? null;
}

/** What was said with a customer, and with those who were merged into this one; newest first, before a message if given. */
export function listMessageRows(db: Db, customerId: string, { before, atMost }: { before?: number | undefined; atMost: number }) {
  return db
    .select({
      id: conversationMessages.id,
      author: conversationMessages.author,
      origin: conversationMessages.origin,
      name: staff.name,
      text: conversationMessages.text,
      createdAt: conversationMessages.createdAt,
    })
    .from(conversationMessages)
    .innerJoin(conversations, eq(conversations.id, conversationMessages.conversationId))
    .leftJoin(staff, eq(staff.id, conversationMessages.staffId))
    .where(
      and(
        sql`${conversations.customerId} in ${recordsOf(customerId)}`,
        before === undefined ? undefined : lt(conversationMessages.id, before),
      ),
    )
    .orderBy(desc(conversationMessages.id))
    .limit(atMost);
}

/** Whether the newest message of a conversation is this very one, of a moment ago: somebody pressed twice. */
export async function isSaidAgain(
  db: Db,
  { conversationId, author, staffId, text }: Omit<NewMessage, "origin">,
): Promise<boolean> {
  const [newest] = await db
    .select({
      isSame: sql<boolean>`${conversationMessages.author} = ${author} and ${conversationMessages.text} = ${text}
        and ${conversationMessages.staffId} is not distinct from ${staffId}::uuid and ${conversationMessages.createdAt} > now() - interval '1 minute'`,
    })
    .from(conversationMessages)
    .where(eq(conversationMessages.conversationId, conversationId))
    .orderBy(desc(conversationMessages.id))
    .limit(1);
  return newest?.isSame ?? false;
}

/** The id of the newest message with a customer; 0 if nothing was ever said. */
export async function findNewestMessage(db: Db, customerId: string): Promise<number> {
  const [found] = await db
    .select({ newest: sql<string>`greatest(${conversations.lastByCustomer}, ${conversations.lastByStaff})` })
    .from(conversations)
    .where(eq(conversations.customerId, customerId));
  return Number(found?.newest ?? 0);
}

/** The id of the newest message of all. */
export async function findNewestOfAll(db: Db): Promise<number> {
  const [found] = await db.select({ newest: max(conversationMessages.id) }).from(conversationMessages);
  return found?.newest ?? 0;
}

type Side = "customer" | "staff";

/** Notes that one side has read all messages up to this one; of a message that is yet to come nobody has. */
export async function markRead(db: Db, customerId: string, side: Side, upTo: number): Promise<void> {
  const read = side === "customer" ? conversations.readByCustomer : conversations.readByStaff;
  const newest = sql`greatest(${conversations.lastByCustomer}, ${conversations.lastByStaff})`;
  await db
    .update(conversations)
    .set({ [side === "customer" ? "readByCustomer" : "readByStaff"]: sql`least(${upTo}::bigint, ${newest})` })
    .where(and(eq(conversations.customerId, customerId), lt(read, upTo)));
}

/** How many messages of the shop a customer has not read, those of merged records included; counted no further than 100. */
export async function countUnreadMessages(db: Db, customerId: string): Promise<number> {
  const [row] = await db.execute<{ unread: number }>(sql`
    select count(*)::int as unread from (
      select from ${conversations} c
      join ${conversations} said on said.customer_id in ${recordsOf(customerId)}
      join ${conversationMessages} m on m.conversation_id = said.id and m.author = 'staff' and m.id > c.read_by_customer
      where c.customer_id = ${customerId} and c.last_by_staff > c.read_by_customer limit 100) as counted`);
  return row?.unread ?? 0;
}

/** Removes what was said with these customers. */
export async function deleteConversationsOf(db: Db, customerIds: readonly string[]): Promise<void> {
  await db.delete(conversations).where(inArray(conversations.customerId, [...customerIds]));
}

/** A customer, and everybody who was merged into them. */
export const recordsOf = (customerId: string): SQL => sql`(
  with recursive mine(id) as (
    select ${customerId}::uuid
    union
    select g.merged_id from ${customerMerges} g join mine on g.kept_id = mine.id and g.undone_at is null
  ) select id from mine)`;
