import { listAnsweringIds } from "@/core/conversations/list-answering";
import type { Ctx } from "@/core/ctx";
import { findContact, listMessageRows, type MessageOrigin } from "@/db/queries/conversations";

/** One message as both sides read it. */
export type Message = {
  readonly id: number;
  readonly author: "customer" | "staff";
  readonly origin: MessageOrigin;
  /** Who of the staff wrote it; null where the shop itself did. */
  readonly name: string | null;
  readonly text: string;
  readonly createdAt: Date;
};

/** A page of a conversation: who the contact is, and what was said, oldest first. */
export type MessagesPage = {
  readonly contact: string | null;
  readonly messages: readonly Message[];
  /** Before which message there is more; null at the beginning. */
  readonly earlier: number | null;
};

/** Messages of a page. */
const PAGE = 50;

/**
 * Reads the conversation of a customer, with those of customers that were merged into this one: the newest page, or the one before a
 * message. Names nobody who is gone, or may not answer any more, as the contact.
 */
export async function listMessages(
  { db }: Pick<Ctx, "db">,
  customerId: string,
  { before, pageSize = PAGE }: { before?: number | undefined; pageSize?: number } = {},
): Promise<MessagesPage> {
  const [contact, newestFirst] = await Promise.all([
    listAnsweringIds({ db }).then((answering) => findContact(db, customerId, answering)),
    listMessageRows(db, customerId, { before, atMost: pageSize + 1 }),
  ]);
  const messages = newestFirst.slice(0, pageSize).reverse();
  return { contact, messages, earlier: newestFirst.length > pageSize ? (messages[0]?.id ?? null) : null };
}
