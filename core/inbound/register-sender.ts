import { addMessage } from "@/core/conversations/add-message";
import type { Ctx } from "@/core/ctx";
import type { Authored } from "@/core/inbound/decide-mail";
import { ended, keptHere } from "@/core/inbound/inbound-end";
import { findLinkObstacle, mailLink } from "@/core/inbound/mail-link";
import { insertCustomer } from "@/db/queries/customers";
import type { InboundEnd } from "@/db/queries/inbound-mails";

/**
 * Takes in the first mail of a stranger (P-R16, T-I4): a customer record without an account, what they wrote as the first message of the
 * conversation, and a link to their own authenticated address. Where registration would not let them in, what they wrote is kept for
 * staff and nobody is made or answered.
 */
export async function registerSender(tx: Ctx, { mail, mailbox, author }: Authored): Promise<InboundEnd> {
  if (!mailbox.registers) return keptHere(mail, "kept", "not-registering");
  const obstacle = await findLinkObstacle(tx, author);
  if (obstacle !== null) return keptHere(mail, "kept", obstacle);
  const { id: customerId } = await insertCustomer(tx.db, {
    ...namesIn(mail.name),
    email: author,
    emailKey: author,
    origin: "mail",
  });
  const added = await addMessage(tx, { of: { customerId }, author: "customer", origin: "mail", text: mail.text });
  if (!added) throw new Error("the conversation of a new customer was not opened");
  const { conversationId } = added;
  await mailLink(tx, { customerId, email: author, conversationId });
  return { ...ended("registered", ""), customerId, conversationId };
}

/** The name beside the address, as far as it looks like one; staff see it, and the form behind the link begins with it. It goes into no mail (T-M7). */
function namesIn(name: string): { readonly firstName: string; readonly lastName: string } {
  const words = /[@/:<>]/.test(name) ? [] : name.split(" ").filter((word) => word !== "");
  return { firstName: words.slice(0, -1).join(" "), lastName: words.at(-1) ?? "" };
}
