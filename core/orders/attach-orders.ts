import type { Ctx } from "@/core/ctx";
import { audit } from "@/core/security/audit";
import { lockAddress } from "@/db/queries/address-lock";
import { attachOrder, lockOrdersOfAddress } from "@/db/queries/order-attachments";

type Owner = { readonly accountId: string; readonly customerId: string; readonly emailKey: string };

/**
 * Files the guest orders placed with an address under the customer who has just proven it (P-R7), in the caller's transaction, and
 * answers how many. The lock makes a guest who checks out at this very moment wait, so that no order falls between the two.
 */
export async function attachOrdersOfAddress(ctx: Pick<Ctx, "db" | "request">, owner: Owner): Promise<number> {
  await lockAddress(ctx.db, owner.emailKey);
  const found = await lockOrdersOfAddress(ctx.db, owner.emailKey, owner.customerId);
  for (const { id, customerId: fromCustomerId } of found) {
    await attachOrder(ctx.db, { orderId: id, fromCustomerId, customerId: owner.customerId, reason: "proven-address" });
    await audit(ctx, {
      actor: { kind: "customer", accountId: owner.accountId },
      action: "order.attached",
      target: { kind: "order", id },
      outcome: "ok",
      detail: { reason: "proven-address" },
    });
  }
  return found.length;
}
