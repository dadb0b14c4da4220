import type { Ctx } from "@/core/ctx";
import { audit } from "@/core/security/audit";
import { setContact } from "@/db/queries/conversation-rooms";

type Change = {
  readonly conversationId: string;
  readonly customerId: string;
  /** Who was the contact until now, and who is from now on. */
  readonly from: string | null;
  readonly to: string;
  readonly by: string;
};

/** Makes a staff member a customer's contact, and notes who decided so; in the open transaction. */
export async function noteContact(
  tx: Pick<Ctx, "db" | "request">,
  { conversationId, customerId, from, to, by }: Change,
): Promise<void> {
  await setContact(tx.db, conversationId, to);
  await audit(tx, {
    actor: { kind: "staff", staffId: by },
    action: "conversation.handed-over",
    target: { kind: "customer", id: customerId },
    outcome: "ok",
    detail: { contact: to, ...(from === null ? {} : { before: from }) },
  });
}
