import type { Ctx } from "@/core/ctx";
import { days } from "@/core/duration";
import { addressOf } from "@/core/mail/address-of";
import { languageOf } from "@/core/mail/language-of";
import { queueMail } from "@/core/mail/queue";
import { issueProof } from "@/core/proofs/issue-proof";
import { hashToken, newToken } from "@/core/security/token";
import type { Holder } from "@/db/queries/holders";

/** How long the former address can take the account back. */
const UNDO_LASTS = days(3);

/**
 * Tells the former address of an account that it has another one now, with the way back (T-E6). Only a mailbox that was proven to be the
 * account's can take it back: what staff typed in may be anybody's. `isContact`: whether the shop's own mail had gone there, too.
 */
export async function tellFormerAddress(tx: Ctx, holder: Holder, isContact: boolean): Promise<void> {
  const former = addressOf(holder);
  if (former === null) return;
  const mayUndo = holder.email !== null && holder.isEmailProven;
  const link = mayUndo ? await issueUndo(tx, holder, former, isContact) : null;
  await queueMail(tx, {
    message: "email-changed",
    to: { email: former },
    language: languageOf(holder, tx.request.language),
    customerId: holder.customerId,
    ...(link === null ? {} : { secrets: { link } }),
  });
}

async function issueUndo(tx: Ctx, { accountId }: Holder, email: string, isContact: boolean): Promise<string> {
  const { token } = await issueProof(tx, {
    purpose: "email-undo",
    subject: { accountId },
    email,
    // An attempt of its own: a second change must not end what undoes the first.
    browserHash: hashToken(newToken()),
    linkLasts: UNDO_LASTS,
    hasCode: false,
    data: { contact: String(isContact) },
  });
  return `${tx.origin}/restore-email/${token}`;
}
