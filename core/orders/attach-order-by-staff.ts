import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { canonicalNumber } from "@/core/customers/customer-number";
import { requiredLine } from "@/core/input";
import { canonicalOrderNumber } from "@/core/orders/order-number";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { type CustomerRow, lockCustomerByNumber } from "@/db/queries/customer-room";
import { attachOrder, lockClaimable } from "@/db/queries/order-attachments";

/** What the form beside a customer's orders holds. */
export const attachOrderInput = z.object({ number: requiredLine(64), orderNumber: requiredLine(40) });

type Asked = z.output<typeof attachOrderInput> & { readonly staffId: string };
type Code = "staff.not-permitted" | "customer.not-found" | "order.not-found" | "order.has-owner";

/**
 * Files a guest's order under a customer because an agent says so (P-R7), also one that was taken away from this customer before. Orders
 * of somebody who has an account, and orders placed by one, are refused. One that is this customer's already is no failure.
 */
export async function attachOrderByStaff(
  ctx: Pick<Ctx, "db" | "request">,
  { number, orderNumber, staffId }: Asked,
): Promise<Result<undefined, Code>> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "orders.attach");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    const order = await lockClaimable(tx.db, canonicalOrderNumber(orderNumber), null);
    const customer = await lockStanding(tx, number);
    if (!customer) return fail("customer.not-found");
    if (!order) return fail("order.not-found", { field: "orderNumber" });
    if (order.customerId === customer.id) return ok();
    const from = order.customerNumber;
    if (!order.isGuestOrder || order.hasOwner) return fail("order.has-owner", { field: "orderNumber", vars: { number: from } });
    const { id: orderId, customerId: fromCustomerId } = order;
    await attachOrder(tx.db, { orderId, fromCustomerId, customerId: customer.id, reason: "agent", staffId });
    const detail = { reason: "agent", customer: customer.number, customerId: customer.id, from };
    await audit(tx, { actor, action: "order.attached", target: { kind: "order", id: orderId }, outcome: "ok", detail });
    return ok();
  });
}

/** The customer, held until the transaction ends, unless they were merged or erased. */
async function lockStanding(tx: Pick<Ctx, "db">, number: string): Promise<CustomerRow | null> {
  const key = canonicalNumber(number);
  const customer = key === null ? null : await lockCustomerByNumber(tx.db, key);
  return customer?.mergedInto === null ? customer : null;
}
