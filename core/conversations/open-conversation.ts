import type { Ctx } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { insertConversation, insertMessage } from "@/db/queries/conversations";
import { findActiveStaff } from "@/db/queries/staff";

/**
 * Makes a new customer and the person in charge each other's contact, and begins their conversation with the shop's welcome message, if
 * there is one (P-R15). In the transaction that makes the account; done twice it is done once.
 */
export async function openConversation(tx: Pick<Ctx, "db" | "settings">, customerId: string): Promise<void> {
  const { personInCharge, welcomeMessage } = tx.settings.registration;
  const person = await findActiveStaff(tx.db, canonicalEmail(personInCharge) ?? "");
  const staffId = person?.id ?? null;
  const conversationId = await insertConversation(tx.db, { customerId, staffId });
  if (conversationId === null || welcomeMessage === "") return;
  await insertMessage(tx.db, { conversationId, author: "staff", staffId, origin: "welcome", text: welcomeMessage });
}
