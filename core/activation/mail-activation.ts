import type { Ctx } from "@/core/ctx";
import { hours, inSeconds } from "@/core/duration";
import { mayStaffMail } from "@/core/mail/may-mail";
import { queueMail } from "@/core/mail/queue";
import { issueProof } from "@/core/proofs/issue-proof";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { endActivationLinks, upsertActivation } from "@/db/queries/activations";
import { findCustomerById } from "@/db/queries/customer-room";

type Wanted = { readonly customerId: string; readonly staffId: string };

/**
 * Issues the link and queues its mail, in the open transaction and with nothing in the way (find-obstacle.ts). Answers why none was sent,
 * or null. The mail holds nothing but the number that somebody has chosen (T-M7).
 */
export async function mailActivation(
  tx: Pick<Ctx, "db" | "secrets" | "settings" | "origin" | "request">,
  { customerId, staffId }: Wanted,
): Promise<"activation.no-email" | "mail.mailbox-full" | null> {
  const customer = await findCustomerById(tx.db, customerId);
  const email = customer?.emailKey ?? null;
  if (!customer || email === null) return "activation.no-email";
  if (!(await mayStaffMail(tx, email))) return "mail.mailbox-full";
  const lasts = hours(tx.settings.activation.linkHours);
  await endActivationLinks(tx.db, customerId, "mailed");
  const { token } = await issueProof(tx, {
    purpose: "activation",
    subject: { customerId },
    email,
    linkLasts: lasts,
    hasCode: false,
    isBesideOthers: true,
    data: { kind: "mailed", staffId },
  });
  await upsertActivation(tx.db, { customerId, staffId, email, lastsSeconds: inSeconds(lasts) });
  await queueMail(tx, {
    message: "activate-account",
    to: { email },
    language: tx.settings.shop.language,
    customerId,
    facts: { number: customer.number, hours: String(tx.settings.activation.linkHours) },
    secrets: { link: `${tx.origin}/activate/${token}` },
  });
  await audit(tx, {
    actor: { kind: "staff", staffId },
    action: "activation.sent",
    target: { kind: "customer", id: customerId },
    outcome: "ok",
    detail: { email: maskEmail(email) },
  });
  return null;
}
