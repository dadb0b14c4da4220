import type { Ctx } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { isRowId } from "@/core/query";
import { audit, maskEmail } from "@/core/security/audit";
import { markMailBounced } from "@/db/queries/mails";
import { insertSuppression } from "@/db/queries/suppressions";

/** What a mailbox said about a mail that it did not take after all. */
export type Bounce = {
  /** Whom the report names as the one it could not be delivered to. */
  readonly recipient: string;
  /** 5.x.x: another try would end the same way. */
  readonly isPermanent: boolean;
  /** What the other server said. */
  readonly detail: string;
} & ({ readonly mailId: string } | { readonly messageId: string });

/**
 * Notes that a mail came back, in the transaction of the report. The report is anybody's to forge, so it can do little: it must name a mail
 * of ours that left, which only its reader and the servers on its way know, and only for the address that this mail was for it ends what
 * is sent there. Answers whether the mail was one of ours that was not known to have come back.
 */
export async function noteBounce(tx: Pick<Ctx, "db" | "request">, bounce: Bounce): Promise<boolean> {
  const id = "mailId" in bounce ? bounce.mailId : mailIdOf(bounce.messageId);
  if (id === null || !isRowId(id)) return false;
  const detail = oneLine(bounce.detail);
  const mail = await markMailBounced(tx.db, id, detail === "" ? "bounced" : `bounced: ${detail}`);
  if (!mail) return false;
  const emailKey = canonicalEmail(mail.toEmail);
  const isItsOwn = emailKey !== null && emailKey === canonicalEmail(bounce.recipient);
  if (isItsOwn && bounce.isPermanent) await insertSuppression(tx.db, { emailKey, reason: "bounced", detail });
  await audit(tx, {
    actor: { kind: "system" },
    action: "mail.bounced",
    target: { kind: "mail", id },
    outcome: bounce.isPermanent ? "permanent" : "temporary",
    detail: { message: mail.message, to: maskEmail(mail.toEmail) },
  });
  return true;
}

/** The mail that a Message-ID of ours names (core/mail/deliver.ts); null if it is not of that form. */
export function mailIdOf(messageId: string): string | null {
  const id = /^<?([\da-f-]{36})@/i.exec(messageId.trim())?.[1]?.toLowerCase();
  return id !== undefined && isRowId(id) ? id : null;
}

const oneLine = (text: string): string =>
  text
    .replace(/[\p{C}\s]+/gu, " ")
    .trim()
    .slice(0, 200);
