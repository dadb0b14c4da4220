import { and, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
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

type NewMessage = {
  conversationId: string;
  author: "customer" | "staff";
  staffId: string | null;
  origin: "welcome" | "portal" | "mail";
  text: string;
};

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
      ...(isWelcome ? { toldCustomer: made.id } : { lastMessageAt: sql`now()` }),
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

/** Into whom a customer was merged in the end, or the customer; null if there is none, or the person was erased. Held against erasing. */
export async function findKeptCustomer(db: Db, customerId: string): Promise<string | null> {
  const [found] = await db
    .select({ id: customers.id })
    .from(customers)
    .where(and(sql`${customers.id} = ${keptOf(customerId)}`, isNull(customers.erasedAt)))
    .for("share");
  return found?.id ?? null;
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

/** The name of a customer's contact, if that person is active; or null. */
export async function findContact(db: Db, customerId: string): Promise<string | null> {
  const [found] = await db
    .select({ name: staff.name })
    .from(conversations)
    .innerJoin(staff, and(eq(staff.id, conversations.staffId), isNull(staff.deactivatedAt)))
    .where(eq(conversations.customerId, customerId));
  return found?.name ?? null;
}

/** What was said with a customer, and with those who were merged into this one; newest first. */
export function listMessageRows(db: Db, customerId: string, atMost: number) {
  return db
    .select({
      id: conversationMessages.id,
      author: conversationMessages.author,
      name: staff.name,
      text: conversationMessages.text,
      createdAt: conversationMessages.createdAt,
    })
    .from(conversationMessages)
    .innerJoin(conversations, eq(conversations.id, conversationMessages.conversationId))
    .leftJoin(staff, eq(staff.id, conversationMessages.staffId))
    .where(sql`${conversations.customerId} in ${recordsOf(customerId)}`)
    .orderBy(desc(conversationMessages.createdAt), desc(conversationMessages.id))
    .limit(atMost);
}

/** Removes what was said with these customers. */
export async function deleteConversationsOf(db: Db, customerIds: readonly string[]): Promise<void> {
  await db.delete(conversations).where(inArray(conversations.customerId, [...customerIds]));
}

const recordsOf = (customerId: string): SQL => sql`(
  with recursive mine(id) as (
    select ${customerId}::uuid
    union
    select g.merged_id from ${customerMerges} g join mine on g.kept_id = mine.id and g.undone_at is null
  ) select id from mine)`;

const keptOf = (customerId: string): SQL => sql`(
  with recursive up(id, into_id) as (
    select c.id, c.merged_into from ${customers} c where c.id = ${customerId}::uuid
    union
    select c.id, c.merged_into from ${customers} c join up on c.id = up.into_id
  ) select id from up where into_id is null)`;
