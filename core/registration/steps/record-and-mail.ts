import { returnTo } from "@/core/access/return-to";
import { inTransaction } from "@/core/ctx";
import { days, inSeconds } from "@/core/duration";
import { mayMail } from "@/core/mail/may-mail";
import type { Step } from "@/core/registration/attempt";
import { mailProof } from "@/core/registration/mail-proof";
import { ok } from "@/core/result";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { hashToken, newSupportCode, newToken } from "@/core/security/token";
import { lockAttempt } from "@/db/queries/proofs";
import { leavePending, upsertPending } from "@/db/queries/registrations";

/** How long a registration waits for its proof; a new link can be asked for until then. */
const PENDING_LASTS = days(7);

/**
 * Stores what this browser wants to register and mails the proof, all in one transaction (P-M1). It is no account and opens nothing
 * (T-R4). Another address is another attempt, perhaps another person at the same machine: what was mailed to the one before lives on, as
 * if it had been begun in another browser (decision 0007). When the mailbox has had enough mail for now, nothing more is sent, the earlier
 * proof lives on, and the answer is the same (T-C12).
 */
export const recordAndMail: Step = async (ctx, attempt) => {
  const { flow, browser, email, firstName, lastName, answers, link, passwordHash } = attempt;
  const isMailed = await mayMail(ctx, email, "proof");
  const browserHash = hashToken(browser);
  const supportCode = newSupportCode();
  await inTransaction(ctx, async (tx) => {
    await lockAttempt(tx.db, `begin:${browserHash}`);
    await leavePending(tx.db, { browserHash, exceptEmailKey: email, newBrowserHash: hashToken(newToken()) });
    const pendingId = await upsertPending(tx.db, {
      flow: flow.name,
      door: "form",
      browserHash,
      email,
      emailKey: email,
      firstName,
      lastName,
      answers: link === null ? answers : { ...answers, link },
      passwordHash,
      language: ctx.request.language,
      returnTo: returnTo(attempt.returnTo, "") || null,
      supportCode,
      lastsSeconds: inSeconds(PENDING_LASTS),
    });
    if (isMailed) await mailProof(tx, { pendingId, email, browserHash, flow });
    await audit(tx, {
      actor: { kind: "visitor" },
      action: "registration.started",
      target: { kind: "registration", id: pendingId },
      outcome: "ok",
      detail: { flow: flow.name, email: maskEmail(email), mailed: isMailed ? "yes" : "no" },
      supportCode,
    });
  });
  return ok(attempt);
};
