import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { canonicalNumber } from "@/core/customers/customer-number";
import { requiredLine } from "@/core/input";
import { fail, ok, type Result } from "@/core/result";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { findConversationId } from "@/db/queries/conversation-rooms";
import { holdCustomer, insertConversation } from "@/db/queries/conversations";
import { findKeptByNumber } from "@/db/queries/kept-customers";

/** What the button on a customer's page holds. */
export const startConversationInput = z.object({ number: requiredLine(64) });

type Asked = { readonly number: string; readonly staffId: string };

/** The conversation of a customer, by number, for staff to write in: the one there is, or a new one whose contact is who asks. */
export async function startConversation(
  ctx: Pick<Ctx, "db">,
  { number, staffId }: Asked,
): Promise<Result<string, "staff.not-permitted" | "customer.not-found">> {
  const refused = await refuseUnpermitted(ctx, { kind: "staff", staffId }, "messages.answer");
  if (refused) return refused;
  const customerId = (await findKeptByNumber(ctx.db, canonicalNumber(number) ?? ""))?.id;
  if (customerId === undefined) return fail("customer.not-found");
  return inTransaction(ctx, async (tx) => {
    if (!(await holdCustomer(tx.db, customerId))) return fail("customer.not-found");
    const id = (await insertConversation(tx.db, { customerId, staffId })) ?? (await findConversationId(tx.db, customerId));
    return id === null ? fail("customer.not-found") : ok(id);
  });
}
