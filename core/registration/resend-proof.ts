import { type Ctx, inTransaction } from "@/core/ctx";
import { mayMail } from "@/core/mail/may-mail";
import { flowOf } from "@/core/registration/flows/registry";
import { mailProof } from "@/core/registration/mail-proof";
import { type Closed, findClosed, questionAbout } from "@/core/registration/policy";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { refuseTooMany } from "@/core/security/refuse-too-many";
import { hashToken } from "@/core/security/token";
import { findPendingOfBrowser, lockPending } from "@/db/queries/registrations";

/**
 * Mails a new link and code for what this browser is registering; the earlier ones end (T-C9). When the mailbox has had enough mail for
 * now nothing is sent, the earlier ones live on, and the answer is the same (T-C12). Asking counts like a guess, since each leaves a row in
 * the log (T-B6).
 */
export async function resendProof(
  ctx: Ctx,
  { browser }: { readonly browser: string | undefined },
): Promise<Result<undefined, Closed | "proof.other-browser" | "limits.too-many">> {
  const refused = await refuseTooMany(ctx, "proof:address");
  if (refused) return refused;
  const browserHash = hashToken(browser ?? "");
  const pending = await findPendingOfBrowser(ctx.db, browserHash);
  const closed = await findClosed(ctx, questionAbout(pending));
  if (closed) return closed;
  if (!pending) return fail("proof.other-browser");
  const isMailed = await mayMail(ctx, pending.email, "proof");
  await inTransaction(ctx, async (tx) => {
    // The same browser may have begun for another address meanwhile: then that one's mail is on its way.
    if ((await lockPending(tx.db, pending.id))?.browserHash !== browserHash) return;
    if (isMailed) await mailProof(tx, { pendingId: pending.id, email: pending.email, browserHash, flow: flowOf(pending) });
    await audit(tx, {
      actor: { kind: "visitor" },
      action: "registration.resent",
      target: { kind: "registration", id: pending.id },
      outcome: "ok",
      detail: { email: maskEmail(pending.email), mailed: isMailed ? "yes" : "no" },
    });
  });
  return ok();
}
