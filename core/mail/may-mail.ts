import type { Ctx } from "@/core/ctx";
import { addressSubject, recipientSubject, takeLimit, takeRoom } from "@/core/security/limits";

const SHARES = {
  proof: ["mail:recipient", "proof-mail:recipient"],
  reset: ["mail:recipient"],
} as const;

/**
 * Whether another mail may go to an address now: one a minute, five an hour, ten a day for all kinds together, so that nobody can be
 * flooded (T-C12, T-P14), counting mails and not tries, so that a stranger who tries all day does not keep them from their owner
 * (T-S6); and thirty an hour for one sender's address (T-R19). Mails that prove an address are at most a part of these, so that whoever
 * claims a customer's address again and again does not keep them from a new password. Callers answer the same either way.
 */
export async function mayMail(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  email: string,
  about: keyof typeof SHARES,
): Promise<boolean> {
  const bySender = await takeLimit(ctx, "mail:address", addressSubject(ctx.request.address));
  return bySender.isAllowed && takeRoom(ctx, SHARES[about], recipientSubject(email));
}

/** The same for a mail that staff send: only the mailbox's own limits, since an office has one address and many customers. */
export const mayStaffMail = (ctx: Pick<Ctx, "db" | "secrets">, email: string): Promise<boolean> =>
  takeRoom(ctx, SHARES.proof, recipientSubject(email));
