import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { requiredLine } from "@/core/input";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { lockAddress } from "@/db/queries/address-lock";
import { findCustomerById } from "@/db/queries/customer-room";
import { insertCustomer } from "@/db/queries/customers";
import { findKeptById } from "@/db/queries/kept-customers";
import { refreshLastOrders } from "@/db/queries/merges";
import { findAttachment, lockAttachment, returnOrder } from "@/db/queries/order-attachments";
import { findGuestCustomer } from "@/db/queries/orders";

/** What the button beside an attached order holds: the attachment, and the number of the customer on whose page it stands. */
export const undoAttachmentInput = z.object({
  number: requiredLine(64),
  attachment: z.uuid({ error: "field.invalid" }),
});

type Asked = { readonly attachment: string; readonly staffId: string };
type Code = "staff.not-permitted" | "order.not-found" | "order.origin-merged" | "order.elsewhere";

/**
 * Takes an attached order away from a customer and files it under the one it came from (P-R7). It does not come back by itself: neither a
 * proven address nor a claim brings it, only an agent. An order that the customer's own record brought along goes to a guest's record with
 * the order's address, and so does one whose former record was erased meanwhile. Pressed twice it is done once.
 */
export async function undoAttachment(
  ctx: Pick<Ctx, "db" | "request">,
  { attachment, staffId }: Asked,
): Promise<Result<undefined, Code>> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "orders.attach");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    const seen = await findAttachment(tx.db, attachment);
    if (!seen) return fail("order.not-found");
    // Before the order, as where orders of an address are attached.
    await lockAddress(tx.db, seen.orderEmailKey);
    const found = await lockAttachment(tx.db, attachment);
    if (!found) return fail("order.not-found");
    if (found.isUndone) return ok();
    if (found.orderCustomerId !== found.customerId) return fail("order.elsewhere");
    const toCustomerId = await findOrigin(tx, found);
    if (toCustomerId === null) return fail("order.origin-merged");
    const { id, orderId, customerId } = found;
    await returnOrder(tx.db, { id, orderId, toCustomerId, staffId });
    await refreshLastOrders(tx.db, [customerId, toCustomerId]);
    const detail = { reason: found.reason, fromId: customerId, toId: toCustomerId };
    const target = { kind: "order", id: orderId } as const;
    await audit(tx, { actor, action: "order.attachment-undone", target, outcome: "ok", detail });
    return ok();
  });
}

type Found = NonNullable<Awaited<ReturnType<typeof lockAttachment>>>;

/**
 * Whom the order goes back to: who stands for the one it came from, or null if that is the customer it is taken from. A record that was
 * erased names nobody and stays so.
 */
async function findOrigin(tx: Pick<Ctx, "db">, found: Found): Promise<string | null> {
  const { customerId, fromCustomerId, orderName, orderEmailKey } = found;
  if (fromCustomerId !== customerId) {
    const origin = await findKeptById(tx.db, fromCustomerId);
    if (origin === null || origin.id === customerId) return null;
    if ((await findCustomerById(tx.db, origin.id))?.erasedAt === null) return origin.id;
  }
  const guest = await findGuestCustomer(tx.db, orderEmailKey);
  if (guest !== null && guest !== customerId) return guest;
  const name = { firstName: "", lastName: orderName, email: orderEmailKey, emailKey: orderEmailKey };
  return (await insertCustomer(tx.db, { ...name, origin: "guest" })).id;
}
