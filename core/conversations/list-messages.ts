import type { Ctx } from "@/core/ctx";
import { findContact, listMessageRows } from "@/db/queries/conversations";

/** One message as the customer reads it. */
export type Message = {
  readonly id: number;
  readonly author: "customer" | "staff";
  /** Who of the staff wrote it; null where the shop itself did. */
  readonly name: string | null;
  readonly text: string;
  readonly createdAt: Date;
};

/** A customer's conversation: who the contact is, and what was said, oldest first. */
export type Conversation = { readonly contact: string | null; readonly messages: readonly Message[] };

const AT_MOST = 200;

/** Reads the conversation of a customer, with those of customers that were merged into this one. Names nobody who is gone as the contact. */
export async function listMessages({ db }: Pick<Ctx, "db">, customerId: string): Promise<Conversation> {
  const [contact, newestFirst] = await Promise.all([findContact(db, customerId), listMessageRows(db, customerId, AT_MOST)]);
  return { contact, messages: newestFirst.reverse() };
}
