import { eq, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { insertConversation, insertMessage } from "@/db/queries/conversations";
import { findActiveStaff } from "@/db/queries/staff";
import { conversationMessages, conversations } from "@/db/schema/conversations";

/** A conversation of the demo: who talks, what was said, and how much of it each side has read. */
type SeedConversation = {
  readonly customer: string;
  readonly contact: string;
  readonly said: readonly (readonly [by: "customer" | "staff", hoursAgo: number, text: string])[];
  readonly unreadBy: "customer" | "staff";
};

/** What was said in the demo before anybody came: the last message of each is unread, one by the customer, one by the agent. */
const demoConversations = [
  {
    customer: "1001",
    contact: "tess@shop.example.com",
    said: [
      ["customer", 74, "Good morning! Does the gooseneck kettle work on an induction hob?"],
      ["staff", 73, "Good morning Marta. It does: its base is steel. Fill it to a third at least, or the hob may not notice it."],
      ["customer", 27, "Thank you. Then I would like one. Is it worth waiting for another colour?"],
      ["staff", 26, "There is only the one, so there is nothing to wait for. I have put a kettle aside for you until Friday."],
    ],
    unreadBy: "customer",
  },
  {
    customer: "1006",
    contact: "tess@shop.example.com",
    said: [
      ["customer", 50, "Hello, could we have forty pocket notebooks by the end of the month?"],
      ["staff", 48, "Hello Vera. Thirty are here, and ten more come next week.\nShall I send them together?"],
      ["customer", 2, "Together, please, and to the workshop. Bruno will place the order."],
    ],
    unreadBy: "staff",
  },
] as const satisfies readonly SeedConversation[];

/** Adds them. Nobody is mailed about what is unread: it is there to be found. */
export async function addConversations(db: Db, byNumber: ReadonlyMap<string, { readonly customerId: string }>): Promise<void> {
  for (const { customer, ...conversation } of demoConversations) {
    const found = byNumber.get(customer);
    if (found) await addConversation(db, conversation, found.customerId);
  }
}

async function addConversation(
  db: Db,
  { contact, said, unreadBy }: Omit<SeedConversation, "customer">,
  customerId: string,
): Promise<void> {
  const staffId = (await findActiveStaff(db, contact))?.id ?? null;
  const conversationId = await insertConversation(db, { customerId, staffId });
  if (conversationId === null) throw new Error(`customer ${customerId} has a conversation already`);
  let [last, before] = [0, 0];
  for (const [author, hoursAgo, text] of said) {
    const message = { conversationId, author, staffId: author === "staff" ? staffId : null, origin: "portal", text } as const;
    before = last;
    last = await insertMessage(db, message);
    const createdAt = sql`now() - make_interval(hours => ${hoursAgo})`;
    await db.update(conversationMessages).set({ createdAt }).where(eq(conversationMessages.id, last));
    await db.update(conversations).set({ lastMessageAt: createdAt }).where(eq(conversations.id, conversationId));
  }
  const [readByCustomer, readByStaff] = unreadBy === "customer" ? [before, last] : [last, before];
  await db
    .update(conversations)
    .set({ readByCustomer, readByStaff, toldCustomer: last, toldStaff: last })
    .where(eq(conversations.id, conversationId));
}
