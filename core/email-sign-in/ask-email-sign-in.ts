import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { inSeconds, minutes } from "@/core/duration";
import { findOffer, type NotOffered } from "@/core/email-sign-in/find-offer";
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
import { lockOpenHolder } from "@/db/queries/holders";
import { endProofsOf } from "@/db/queries/proofs";

/** What the form that asks for a code holds. */
export const askEmailSignInInput = z.object({ email: emailAddress(), ...confirmOwnerFields });

type Input = z.output<typeof askEmailSignInInput> & {
  readonly session: Pick<Session, "id" | "accountId">;
  /** The value of this browser's attempt cookie: only there the mailed code counts (T-C6). */
  readonly browser: string;
};
type Code = NotOffered | NotConfirmed;

/** How long the page waits for a code; a new one can be asked for until then. */
const WAITS = minutes(30);

/**
 * Takes in that the owner of an account which signs in with its number only wants to sign in by e-mail, too: who asks gives the password
 * again (T-E1), and a code goes to the mailbox. A code only, no link: nobody can be made to give a stranger's account their address by a
 * click (T-E3). Nothing is changed by it (T-E8), and a taken address gets the same answer and mail as a free one. Throws TooBusy.
 */
export async function askEmailSignIn(ctx: Ctx, { session, email, password, browser }: Input): Promise<Result<undefined, Code>> {
  const { accountId, id: sessionId } = session;
  const offered = await findOffer(ctx, accountId);
  if (!offered.ok) return offered;
  const { isAllowed, retryAfterSeconds } = await takeLimit(ctx, "email-change:account", accountId);
  if (!isAllowed) return fail("limits.too-many", { retryAfterSeconds });
  const confirmed = await confirmOwner(ctx, { accountId, sessionId, password }, "email.sign-in-asked");
  if (!confirmed.ok) return confirmed;
  const { number, customerId } = offered.value;
  return inTransaction(ctx, async (tx) => {
    if (!(await lockOpenHolder(tx.db, accountId))) return fail("access.sign-in-first");
    await audit(tx, {
      actor: { kind: "customer", accountId },
      action: "email.sign-in-asked",
      target: { kind: "account", id: accountId },
      outcome: "ok",
      detail: { email: maskEmail(email) },
    });
    // Held back in silence: what was mailed a moment ago still counts.
    if (!(await mayMail(tx, email, "proof"))) return ok();
    await endProofsOf(tx.db, "email-sign-in", { accountId });
    const { code } = await issueProof(tx, {
      purpose: "email-sign-in",
      subject: { accountId },
      email,
      browserHash: hashToken(browser),
      linkLasts: WAITS,
      hasCode: true,
    });
    await queueMail(tx, {
      message: "confirm-email-sign-in",
      to: { email },
      language: languageOf(offered.value, ctx.request.language),
      customerId,
      facts: { number },
      secrets: { code },
      codeExpiresInSeconds: inSeconds(CODE_LASTS),
    });
    return ok();
  });
}
