import { issueMailedLink } from "@/core/activation/issue-mailed-link";
import type { Ctx } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { houseOf } from "@/core/inbound/house-of";
import { recipientRoom } from "@/core/mail/may-mail";
import { queueMail } from "@/core/mail/queue";
import { findMailDoorClosed } from "@/core/registration/find-mail-door-closed";
import { audit } from "@/core/security/audit";
import { boundOf, recipientSubject, takeRooms } from "@/core/security/limits";
import { maskEmail } from "@/core/security/mask";
import { findActiveStaff } from "@/db/queries/staff";

type Asking = Pick<Ctx, "db" | "secrets" | "settings" | "origin" | "request">;

/**
 * Whether a stranger who wrote may be sent a link now: as far as registration would let them in, and at most one mail a day to a mailbox,
 * and so many an hour to a domain and to all (T-I6). Answers why not, or null; then the place is taken.
 */
export async function findLinkObstacle(tx: Asking, email: string): Promise<string | null> {
  const closed = await findMailDoorClosed(tx, email);
  if (closed !== null) return closed;
  const { domain, isShared } = houseOf(email);
  const hasRoom = await takeRooms(tx, [
    { bounds: [boundOf("inbound:reply")], subject: recipientSubject(email) },
    { bounds: [boundOf(isShared ? "inbound:shared-domain" : "inbound:domain")], subject: domain },
    { bounds: [boundOf("inbound:replies")], subject: "everybody" },
    recipientRoom(tx, email),
  ]);
  return hasRoom ? null : "too-many";
}

type Wanted = {
  readonly customerId: string;
  readonly email: string;
  readonly conversationId: string;
};

/**
 * Queues the link to activate an account, in the open transaction; to the address that was authenticated and nowhere else (T-I5). It is kept
 * like one that staff have sent, by the person in charge; what it opens is asked of registration's rules again.
 */
export async function mailLink(tx: Asking, { customerId, email, conversationId }: Wanted): Promise<void> {
  const inCharge = await findActiveStaff(tx.db, canonicalEmail(tx.settings.registration.personInCharge) ?? "");
  if (!inCharge) throw new Error("registration is open and nobody is in charge");
  const link = await issueMailedLink(tx, { customerId, staffId: inCharge.id, email, isByMail: true });
  await queueMail(tx, {
    message: "message-received",
    to: { email },
    language: tx.settings.shop.language,
    customerId,
    conversationId,
    facts: { hours: String(tx.settings.activation.linkHours) },
    secrets: { link },
  });
  await audit(tx, {
    actor: { kind: "system" },
    action: "activation.sent",
    target: { kind: "customer", id: customerId },
    outcome: "ok",
    detail: { email: maskEmail(email), reason: "mail" },
  });
}
