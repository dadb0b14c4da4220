import { LISTEN_CHANNEL } from "@/core/conversations/channel";
import { pickContact } from "@/core/conversations/pick-contact";
import type { Ctx } from "@/core/ctx";
import {
  findConversation,
  holdCustomer,
  insertConversation,
  insertMessage,
  isSaidAgain,
  lockConversation,
  type MessageOrigin,
  notify,
} from "@/db/queries/conversations";
import { findKeptById } from "@/db/queries/kept-customers";

/** What is said. Whoever takes it in has checked who says it, how long it is and how often (each door has limits of its own). */
export type NewMessage = {
  /** Whose conversation it belongs to; or the conversation itself. */
  readonly of: { readonly customerId: string } | { readonly conversationId: string };
  readonly author: "customer" | "staff";
  /** Who of the staff says it. */
  readonly staffId?: string | null;
  readonly origin: MessageOrigin;
  readonly text: string;
};

/**
 * Where it stands now. `customerId` is who the conversation is with: of merged customers the kept one. `messageId` is null for a second
 * press of the same button, which adds nothing.
 */
export type AddedMessage = { readonly conversationId: string; readonly messageId: number | null; readonly customerId: string };

/**
 * Adds a message in the open transaction, and tells every open window once that commits. A merged customer's message goes to who they were
 * merged into; who has no conversation yet gets one. Null if there is no such customer (any more): who was erased is not written to.
 */
export async function addMessage(tx: Pick<Ctx, "db" | "settings">, message: NewMessage): Promise<AddedMessage | null> {
  const { of, author, staffId = null, origin, text } = message;
  const named = "customerId" in of ? of.customerId : (await findConversation(tx.db, of.conversationId))?.customerId;
  const customerId = named === undefined ? undefined : (await findKeptById(tx.db, named))?.id;
  if (customerId === undefined || !(await holdCustomer(tx.db, customerId))) return null;
  const conversationId = await openFor(tx, customerId);
  const said = { conversationId, author, staffId, text };
  // Without a script two clicks are two requests; who writes a mail twice means it.
  if (origin === "portal" && (await isSaidAgain(tx.db, said))) return { conversationId, customerId, messageId: null };
  const messageId = await insertMessage(tx.db, { ...said, origin });
  await notify(tx.db, LISTEN_CHANNEL, customerId);
  return { conversationId, messageId, customerId };
}

/**
 * The conversation of a customer, held until the transaction ends: so its messages appear in the order of their ids, and no window misses
 * one.
 */
async function openFor(tx: Pick<Ctx, "db" | "settings">, customerId: string): Promise<string> {
  const found = await lockConversation(tx.db, customerId);
  if (found !== null) return found;
  const made = await insertConversation(tx.db, { customerId, staffId: await pickContact(tx) });
  const held = made ?? (await lockConversation(tx.db, customerId));
  if (held === null) throw new Error("the conversation was not made");
  return held;
}
