import { listAnsweringIds } from "@/core/conversations/list-answering";
import type { Ctx } from "@/core/ctx";
import { findConversationRow } from "@/db/queries/conversation-rooms";
import { markRead } from "@/db/queries/conversations";

/** Notes that a customer has seen all messages up to this one: no mail tells of them any more. */
export async function readMessages({ db }: Pick<Ctx, "db">, customerId: string, upTo: number): Promise<void> {
  if (upTo > 0) await markRead(db, customerId, "customer", upTo);
}

/**
 * The same for staff. A colleague who looks in leaves a message unread for the contact; where there is no contact, whoever looks has read it.
 */
export async function readMessagesAsStaff(
  { db }: Pick<Ctx, "db">,
  { conversationId, staffId, upTo }: { conversationId: string; staffId: string; upTo: number },
): Promise<void> {
  const found = upTo > 0 ? await findConversationRow(db, conversationId, await listAnsweringIds({ db })) : null;
  if (found && (found.contactId === null || found.contactId === staffId)) await markRead(db, found.customerId, "staff", upTo);
}
