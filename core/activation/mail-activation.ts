import { issueMailedLink } from "@/core/activation/issue-mailed-link";
import type { Ctx } from "@/core/ctx";
import { mayStaffMail } from "@/core/mail/may-mail";
import { queueMail } from "@/core/mail/queue";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
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
  const link = await issueMailedLink(tx, { customerId, staffId, email });
  await queueMail(tx, {
    message: "activate-account",
    to: { email },
    language: tx.settings.shop.language,
    customerId,
    facts: { number: customer.number, hours: String(tx.settings.activation.linkHours) },
    secrets: { link },
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
