import type { Ctx } from "@/core/ctx";
import { mailIdOf } from "@/core/mail/message-id";
import { findMailConversation } from "@/db/queries/conversations";

/** The conversation that a mail of ours told about, and who was told. */
export type MailConversation = { readonly conversationId: string; readonly customerId: string; readonly toEmail: string };

/**
 * Which conversation an answer belongs to, by the Message-ID it names (In-Reply-To, References); null if that is no mail of ours about one.
 * Knowing a Message-ID proves nothing: the caller compares the sender with `toEmail`, or with the customer's address.
 */
export async function findConversationOfMail({ db }: Pick<Ctx, "db">, messageId: string): Promise<MailConversation | null> {
  const mailId = mailIdOf(messageId);
  return mailId === null ? null : findMailConversation(db, mailId);
}
