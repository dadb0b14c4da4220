import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { inSeconds, minutes } from "@/core/duration";
import { emailAddress } from "@/core/input";
import { languageOf } from "@/core/mail/language-of";
import { mayMail } from "@/core/mail/may-mail";
import { queueMail } from "@/core/mail/queue";
import { confirmOwner, confirmOwnerFields, type NotConfirmed } from "@/core/passwords/confirm-owner";
import { CODE_LASTS, issueProof } from "@/core/proofs/issue-proof";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { takeLimit } from "@/core/security/limits";
import { maskEmail } from "@/core/security/mask";
import { hashToken } from "@/core/security/token";
import type { Session } from "@/core/sessions/find-session";
import { findHolder, lockOpenHolder } from "@/db/queries/holders";
import { endProofsOf } from "@/db/queries/proofs";

/** What the form for another address holds. */
export const askEmailChangeInput = z.object({ email: emailAddress(), ...confirmOwnerFields });

type Input = z.output<typeof askEmailChangeInput> & {
  readonly session: Pick<Session, "id" | "accountId">;
  /** The value of this browser's attempt cookie: only there the mailed code counts (T-C6). */
  readonly browser: string;
};
type Code = NotConfirmed | "email.same" | "access.sign-in-first";

/** How long a link to a new address counts. */
const LINK_LASTS = minutes(60);

/**
 * Takes in that the owner of an account wants another address: who asks gives the password again (T-E1), and link and code go to the new
 * mailbox. Until they come back nothing is changed (T-E2). Whether the address has an account is not looked up here, so the answer is the
 * same, and so is the mail (T-E3): only who proves the mailbox is told. A newer request ends the earlier one. Throws TooBusy.
 */
export async function askEmailChange(ctx: Ctx, { session, email, password, browser }: Input): Promise<Result<undefined, Code>> {
  const { accountId, id: sessionId } = session;
  const holder = await findHolder(ctx.db, accountId);
  if (!holder) return fail("access.sign-in-first");
  if (holder.emailKey === email) return fail("email.same", { field: "email" });
  const { isAllowed, retryAfterSeconds } = await takeLimit(ctx, "email-change:account", accountId);
  if (!isAllowed) return fail("limits.too-many", { retryAfterSeconds });
  const confirmed = await confirmOwner(ctx, { accountId, sessionId, password }, "email.change-asked");
  if (!confirmed.ok) return confirmed;
  return inTransaction(ctx, async (tx) => {
    if (!(await lockOpenHolder(tx.db, accountId))) return fail("access.sign-in-first");
    await audit(tx, {
      actor: { kind: "customer", accountId },
      action: "email.change-asked",
      target: { kind: "account", id: accountId },
      outcome: "ok",
      detail: { email: maskEmail(email) },
    });
    // Held back in silence: what was mailed a moment ago still counts.
    if (!(await mayMail(tx, email, "proof"))) return ok();
    await endProofsOf(tx.db, "email-change", { accountId });
    const { token, code } = await issueProof(tx, {
      purpose: "email-change",
      subject: { accountId },
      email,
      browserHash: hashToken(browser),
      linkLasts: LINK_LASTS,
      hasCode: true,
    });
    await queueMail(tx, {
      message: "confirm-new-address",
      to: { email },
      language: languageOf(holder, ctx.request.language),
      customerId: holder.customerId,
      facts: { number: holder.number },
      secrets: { link: `${tx.origin}/confirm-email/${token}`, code },
      codeExpiresInSeconds: inSeconds(CODE_LASTS),
    });
    return ok();
  });
}
