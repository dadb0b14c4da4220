import type { Ctx } from "@/core/ctx";
import { days, hours, minutes } from "@/core/duration";
import { addressSubject, type Bound, type Room, recipientSubject, takeLimit, takeRoom, takeRooms } from "@/core/security/limits";

type Kind = "proof" | "reset";

/**
 * Whether another mail may go to an address now: one a minute, and as many an hour and a day as the settings mail.perAddressHour and
 * mail.perAddressDay say (five and ten at first) for all kinds together, so that nobody can be flooded (T-C12, T-P14), counting mails and
 * not tries, so that a stranger who tries all day does not keep them from their owner (T-S6); and thirty an hour for one sender's address
 * (T-R19). Mails that prove an address are at most a part of these, so that whoever claims a customer's address again and again does not
 * keep them from a new password. Callers answer the same either way.
 */
export async function mayMail(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "settings">,
  email: string,
  about: Kind,
): Promise<boolean> {
  const bySender = await takeLimit(ctx, "mail:address", addressSubject(ctx.request.address));
  return bySender.isAllowed && takeRoom(ctx, sharesOf(ctx, about), recipientSubject(email));
}

/** The same for a mail that staff send: only the mailbox's own limits, since an office has one address and many customers. */
export const mayStaffMail = (ctx: Pick<Ctx, "db" | "secrets" | "settings">, email: string): Promise<boolean> =>
  takeRooms(ctx, [recipientRoom(ctx, email)]);

/** What {@link mayStaffMail} asks, for who asks it together with something else. */
export const recipientRoom = (ctx: Pick<Ctx, "settings">, email: string): Room => ({
  bounds: sharesOf(ctx, "proof"),
  subject: recipientSubject(email),
});

/** Of five an hour one, and of ten a day three stay for the way back into an account. */
function sharesOf({ settings }: Pick<Ctx, "settings">, about: Kind): Bound[] {
  const { perAddressHour, perAddressDay } = settings.mail;
  const all = bound("mail:recipient", perAddressHour, perAddressDay, [{ max: 1, per: minutes(1) }]);
  const proofs = bound("proof-mail:recipient", perAddressHour - 1, Math.floor(perAddressDay * 0.7));
  return about === "proof" ? [all, proofs] : [all];
}

const bound = (name: Bound["name"], hour: number, day: number, more: Bound["limits"] = []): Bound => ({
  name,
  limits: [...more, { max: hour, per: hours(1) }, { max: day, per: days(1) }],
});

/** Whether one more mail of any kind may leave within this hour, for a mail provider that takes only so many; the setting mail.perHour. */
export async function mayLeave(ctx: Pick<Ctx, "db" | "secrets" | "settings">): Promise<boolean> {
  const { perHour } = ctx.settings.mail;
  if (perHour === 0) return true;
  return takeRoom(ctx, [{ name: "mail:everybody", limits: [{ max: perHour, per: hours(1) }] }], "everybody");
}
