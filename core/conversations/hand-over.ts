import { z } from "zod";
import { listAnsweringIds } from "@/core/conversations/list-answering";
import { noteContact } from "@/core/conversations/note-contact";
import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { lockContact } from "@/db/queries/conversation-rooms";

/** What the form holds; `from` is the contact as the page showed it, empty for nobody. */
export const handOverInput = z.object({
  conversation: z.uuid({ error: "field.invalid" }),
  from: z.union([z.uuid(), z.literal("")], { error: "field.invalid" }),
  to: z.uuid({ error: "field.required" }),
});

type Asked = z.output<typeof handOverInput> & { readonly staffId: string };
type Code = "staff.not-permitted" | "conversation.not-found" | "conversation.contact-changed" | "conversation.not-colleague";

/**
 * Makes a colleague, or oneself, the contact of a customer (P-M3). If somebody else became the contact since the page was drawn, nothing
 * changes. The new contact is told of what is unread.
 */
export async function handOver(
  ctx: Pick<Ctx, "db" | "request">,
  { conversation, from, to, staffId }: Asked,
): Promise<Result<undefined, Code>> {
  const refused = await refuseUnpermitted(ctx, { kind: "staff", staffId }, "messages.answer");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    const held = await lockContact(tx.db, conversation);
    if (!held) return fail("conversation.not-found");
    // Pressed twice it is done once.
    if (held.staffId === to) return ok();
    const answering = await listAnsweringIds(tx);
    // Who is gone, or may not answer any more, is no contact.
    const contact = answering.find((id) => id === held.staffId) ?? "";
    if (contact !== from) return fail("conversation.contact-changed");
    if (!answering.includes(to)) return fail("conversation.not-colleague", { field: "to" });
    await noteContact(tx, { conversationId: conversation, customerId: held.customerId, from: held.staffId, to, by: staffId });
    return ok();
  });
}
