import { and, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { conversationMessages, conversations } from "@/db/schema/conversations";
import { customerMerges } from "@/db/schema/merges";
import { staff } from "@/db/schema/people";

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
  origin: "welcome";
  text: string;
};

/** Adds what was said. */
export async function insertMessage(db: Db, row: NewMessage): Promise<void> {
  await db.insert(conversationMessages).values(row);
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
