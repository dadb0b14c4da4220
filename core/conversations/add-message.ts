import { LISTEN_CHANNEL } from "@/core/conversations/channel";
import { pickContact } from "@/core/conversations/pick-contact";
import type { Ctx } from "@/core/ctx";
import {
  findConversation,
  findKeptCustomer,
  insertConversation,
  insertMessage,
  lockConversation,
  notify,
} from "@/db/queries/conversations";

/** What is said. Whoever takes it in has checked who says it, how long it is and how often (each door has limits of its own). */
export type NewMessage = {
  /** Whose conversation it belongs to; or the conversation itself. */
  readonly of: { readonly customerId: string } | { readonly conversationId: string };
  readonly author: "customer" | "staff";
  /** Who of the staff says it. */
  readonly staffId?: string | null;
  readonly origin: "portal" | "mail" | "welcome";
  readonly text: string;
};

/** Where it stands now. `customerId` is who the conversation is with: of merged customers the kept one. */
export type AddedMessage = { readonly conversationId: string; readonly messageId: number; readonly customerId: string };

/**
 * Adds a message in the open transaction, and tells every open window once that commits. A merged customer's message goes to who they were
 * merged into; who has no conversation yet gets one. Null if there is no such customer (any more): who was erased is not written to.
 */
export async function addMessage(tx: Pick<Ctx, "db" | "settings">, message: NewMessage): Promise<AddedMessage | null> {
  const { of, author, staffId = null, origin, text } = message;
  const named = "customerId" in of ? of.customerId : (await findConversation(tx.db, of.conversationId))?.customerId;
  const customerId = named === undefined ? null : await findKeptCustomer(tx.db, named);
  if (customerId === null) return null;
  const conversationId = await openFor(tx, customerId);
  const messageId = await insertMessage(tx.db, { conversationId, author, staffId, origin, text });
  await notify(tx.db, LISTEN_CHANNEL, customerId);
  return { conversationId, messageId, customerId };
}

/** The conversation of a customer, held until the transaction ends: so its messages appear in the order of their ids, and no window misses one. */
async function openFor(tx: Pick<Ctx, "db" | "settings">, customerId: string): Promise<string> {
  const found = await lockConversation(tx.db, customerId);
  if (found !== null) return found;
  const made = await insertConversation(tx.db, { customerId, staffId: await pickContact(tx) });
  const held = made ?? (await lockConversation(tx.db, customerId));
  if (held === null) throw new Error("the conversation was not made");
  return held;
}
