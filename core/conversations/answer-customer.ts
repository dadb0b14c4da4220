import { z } from "zod";
import { addMessage } from "@/core/conversations/add-message";
import { listAnsweringIds } from "@/core/conversations/list-answering";
import { messageText } from "@/core/conversations/message-text";
import { noteContact } from "@/core/conversations/note-contact";
import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { findConversationRow } from "@/db/queries/conversation-rooms";
import { markRead } from "@/db/queries/conversations";

/** What the form below a conversation holds; `seen` is the newest message that stood above it. */
export const answerCustomerInput = z.object({
  conversation: z.uuid({ error: "field.invalid" }),
  seen: z.coerce.number({ error: "field.invalid" }).int({ error: "field.invalid" }).min(0, { error: "field.invalid" }),
  text: messageText(),
});

type Asked = z.output<typeof answerCustomerInput> & { readonly staffId: string };

/**
 * Staff write to a customer (P-M3): the contact, or any colleague who may. Whoever answers a customer that nobody looks after becomes the
 * contact. What stood above the answer counts as read; what came meanwhile does not.
 */
export async function answerCustomer(
  ctx: Pick<Ctx, "db" | "settings" | "request">,
  { conversation, seen, text, staffId }: Asked,
): Promise<Result<undefined, "staff.not-permitted" | "conversation.not-found">> {
  const refused = await refuseUnpermitted(ctx, { kind: "staff", staffId }, "messages.answer");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    const added = await addMessage(tx, {
      of: { conversationId: conversation },
      author: "staff",
      staffId,
      origin: "portal",
      text,
    });
    if (!added) return fail("conversation.not-found");
    const found = await findConversationRow(tx.db, added.conversationId, await listAnsweringIds(tx));
    if (found?.contactId === null)
      await noteContact(tx, {
        conversationId: added.conversationId,
        customerId: added.customerId,
        from: null,
        to: staffId,
        by: staffId,
      });
    await markRead(tx.db, added.customerId, "staff", seen);
    return ok();
  });
}
