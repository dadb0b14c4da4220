import type { Ctx } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { mailIdOf } from "@/core/mail/message-id";
import { oneServerLine } from "@/core/mail/one-line";
import { troubleLine } from "@/core/mail/trouble-line";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { markMailBounced, noteMailDelayed } from "@/db/queries/mails";
import { insertSuppression } from "@/db/queries/suppressions";

/** What a mailbox said about a mail that it did not take after all. */
export type Bounce = {
  /** The Message-ID that the report names. */
  readonly messageId: string;
  /** Whom the report names as the one it could not be delivered to. */
  readonly recipient: string;
  /** 5.x.x: another try would end the same way. */
  readonly isPermanent: boolean;
  /** Only a warning: the other server still tries, and will say how it ended. */
  readonly isDelayed?: boolean;
  /** What the other server said. */
  readonly detail: string;
};

/**
 * Notes that a mail came back, in the transaction of the report. The report is anybody's to forge, so it can do little: it must name a mail
 * of ours that left, which only its reader and the servers on its way know, and only for the address that this mail was for it ends what
 * is sent there. Answers whether the mail was one of ours that was not known to have come back.
 */
export async function noteBounce(tx: Pick<Ctx, "db" | "request">, bounce: Bounce): Promise<boolean> {
  const id = mailIdOf(bounce.messageId);
  if (id === null) return false;
  const detail = oneServerLine(bounce.detail);
  if (bounce.isDelayed) return noteMailDelayed(tx.db, id, troubleLine("delayed", detail));
  const mail = await markMailBounced(tx.db, id, troubleLine("bounced", detail));
  if (!mail) return false;
  if (bounce.isPermanent) await suppress(tx, mail.toEmail, bounce.recipient, detail);
  await audit(tx, {
    actor: { kind: "system" },
    action: "mail.bounced",
    target: { kind: "mail", id },
    outcome: bounce.isPermanent ? "permanent" : "temporary",
    detail: { message: mail.message, to: maskEmail(mail.toEmail) },
  });
  return true;
}

async function suppress(tx: Pick<Ctx, "db">, toEmail: string, recipient: string, detail: string): Promise<void> {
  const emailKey = canonicalEmail(toEmail);
  const isItsOwn = emailKey !== null && emailKey === canonicalEmail(recipient);
  if (isItsOwn) await insertSuppression(tx.db, { emailKey, reason: "bounced", detail });
}
