import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { requiredLine } from "@/core/input";
import { canonicalOrderNumber } from "@/core/orders/order-number";
import { canonicalPostcode } from "@/core/orders/postcode";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { addressSubject, takeLimit } from "@/core/security/limits";
import { maskName } from "@/core/security/mask";
import { isSame } from "@/core/security/token";
import type { Session } from "@/core/sessions/find-session";
import { lockAddress } from "@/db/queries/address-lock";
import { lockOpenHolder } from "@/db/queries/holders";
import { attachOrder, type Claimable, findOrderAddress, lockClaimable } from "@/db/queries/order-attachments";
import { lockPerson } from "@/db/queries/person-lock";

/** What the claim form holds. */
export const claimOrderInput = z.object({ orderNumber: requiredLine(40), postcode: requiredLine(16) });

type Input = z.output<typeof claimOrderInput> & { readonly session: Session };

type Code = "limits.too-many" | "claim.no-match" | "access.sign-in-first";

/**
 * Files a guest's order under the customer who knows its number and postcode (P-R7). An unknown number, a wrong postcode, somebody else's
 * order, one that an agent took away, one that too many have tried today: one answer for all of them. Numbers follow each other and
 * postcodes are few, so tries are counted per order as well, whoever makes them (T-S3). Claiming what is one's own already changes
 * nothing and is fine. Who was erased or shut since they were let in claims nothing: the order would be nobody's to have any more.
 */
export async function claimOrder(
  ctx: Ctx,
  { session, orderNumber, postcode }: Input,
): Promise<Result<{ readonly number: string }, Code>> {
  const byAccount = await takeLimit(ctx, "claim:account", session.accountId);
  const byAddress = await takeLimit(ctx, "claim:address", addressSubject(ctx.request.address));
  const retryAfterSeconds = Math.max(byAccount.retryAfterSeconds, byAddress.retryAfterSeconds);
  if (!byAccount.isAllowed || !byAddress.isAllowed) return fail("limits.too-many", { retryAfterSeconds });

  const number = canonicalOrderNumber(orderNumber);
  const byOrder = await takeLimit(ctx, "claim:order", number);
  const claim = { session, number, postcodeKey: byOrder.isAllowed ? canonicalPostcode(postcode) : "" };
  const outcome = await inTransaction(ctx, (tx) => file(tx, claim));
  if (outcome === "filed") return ok({ number });
  if (outcome === "signed-out") return fail("access.sign-in-first");
  const supportCode = await record(ctx, session, { kind: "name", id: maskName(number) }, "claim.no-match");
  return fail("claim.no-match", { supportCode });
}

/** An empty postcode fits no order. */
type Claim = { readonly session: Session; readonly number: string; readonly postcodeKey: string };

async function file(tx: Ctx, { session, number, postcodeKey }: Claim): Promise<"filed" | "no-match" | "signed-out"> {
  // An erasure looks for everything that is the person's: what is claimed at that moment comes before all of it, or not at all.
  await lockPerson(tx.db, session.customerId);
  const emailKey = await findOrderAddress(tx.db, number);
  if (emailKey) await lockAddress(tx.db, emailKey);
  const order = await lockClaimable(tx.db, number, session.customerId);
  if (!(await lockOpenHolder(tx.db, session.accountId))) return "signed-out";
  if (!order || !mayHave(session, order, postcodeKey)) return "no-match";
  if (order.customerId !== session.customerId) {
    const { id, customerId: fromCustomerId } = order;
    await attachOrder(tx.db, { orderId: id, fromCustomerId, customerId: session.customerId, reason: "claim" });
    await record(tx, session, { kind: "order", id }, "ok");
  }
  return "filed";
}

function mayHave(session: Session, order: Claimable, postcodeKey: string): boolean {
  const isRight = postcodeKey !== "" && isSame(order.postcodeKey, postcodeKey);
  const isFree = order.isGuestOrder && !order.hasOwner && !order.wasUndone;
  return isRight && (isFree || order.customerId === session.customerId);
}

const record = (
  ctx: Pick<Ctx, "db" | "request">,
  { accountId }: Session,
  target: { kind: "order" | "name"; id: string },
  outcome: string,
): Promise<string> => audit(ctx, { actor: { kind: "customer", accountId }, action: "order.claimed", target, outcome });
