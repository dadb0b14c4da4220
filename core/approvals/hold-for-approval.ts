import type { Ctx } from "@/core/ctx";
import { days, inSeconds } from "@/core/duration";
import { queueMail } from "@/core/mail/queue";
import type { AddressUse } from "@/core/registration/address-use";
import type { Owner } from "@/core/registration/make-account";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { newSupportCode } from "@/core/security/token";
import { discardOtherHeld, holdPending, insertHeld } from "@/db/queries/approvals";

/** How long a request waits for staff. */
const HELD_FOR = inSeconds(days(90));

/** Whether staff decide about this person first (P-R11): not about those whom staff have invited themselves. */
export const needsApproval = ({ settings }: Pick<Ctx, "settings">, use: AddressUse): boolean =>
  settings.registration.approval && (use.kind === "customers" || use.kind === "nobody");

type Holding = {
  readonly person: Owner;
  /** The registration that was proven; null for somebody who came by a provider. */
  readonly pendingId: string | null;
  readonly passwordHash: string | null;
};

/**
 * Lets a proven registration wait for staff, in the open transaction and under the lock on the address. It is no account and opens nothing.
 * An earlier request of the same address ends: the newest proof counts. The person is told by mail.
 */
export async function holdForApproval(ctx: Ctx, { person, pendingId, passwordHash }: Holding): Promise<void> {
  const { email, ...row } = person;
  const held = { ...row, passwordHash, lastsSeconds: HELD_FOR };
  const { language } = ctx.request;
  if (pendingId !== null) await holdPending(ctx.db, pendingId, held);
  const id = pendingId ?? (await insertHeld(ctx.db, { ...held, email, language, supportCode: newSupportCode() }));
  await discardOtherHeld(ctx.db, email, id);
  await audit(ctx, {
    actor: { kind: "visitor" },
    action: "registration.waiting",
    target: { kind: "registration", id },
    outcome: "ok",
    detail: { email: maskEmail(email) },
  });
  await queueMail(ctx, { message: "registration-waiting", to: { email }, language });
}
