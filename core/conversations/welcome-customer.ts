import { pickContact } from "@/core/conversations/pick-contact";
import type { Ctx } from "@/core/ctx";
import { insertConversation, insertMessage } from "@/db/queries/conversations";

/**
 * Makes a new customer and the person in charge each other's contact, and begins their conversation with the shop's welcome message, if
 * there is one (P-R15). In the transaction that makes the account; done twice it is done once. No mail tells of the welcome: the one about the
 * account has just been sent.
 */
export async function welcomeCustomer(tx: Pick<Ctx, "db" | "settings">, customerId: string): Promise<void> {
  const { welcomeMessage } = tx.settings.registration;
  const staffId = await pickContact(tx);
  const conversationId = await insertConversation(tx.db, { customerId, staffId });
  if (conversationId === null || welcomeMessage === "") return;
  await insertMessage(tx.db, { conversationId, author: "staff", staffId, origin: "welcome", text: welcomeMessage });
}
