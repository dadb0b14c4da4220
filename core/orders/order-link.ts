import type { Ctx } from "@/core/ctx";
import { sign, signatures } from "@/core/security/secrets";
import { isSame } from "@/core/security/token";

/**
 * The key in the link of an order's confirmation mail: a signature over the order's id. Whoever holds it sees that order and nothing
 * else; it goes to the mailbox of the order and to the browser that placed it.
 */
export const orderKey = (ctx: Pick<Ctx, "secrets">, orderId: string): string => sign(ctx.secrets, "order-links", orderId);

/** Whether a key opens an order. Keys made before a rotation of secrets hold as long as the old secret is listed. */
export const isOrderKey = (ctx: Pick<Ctx, "secrets">, orderId: string, key: string): boolean =>
  signatures(ctx.secrets, "order-links", orderId).some((right) => isSame(right, key));
