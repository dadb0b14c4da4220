import { type Ctx, inTransaction } from "@/core/ctx";
import { inSeconds, minutes } from "@/core/duration";
import { isOf, type OpenArrival } from "@/core/identities/find-arrival";
import { mayMail } from "@/core/mail/may-mail";
import { queueMail } from "@/core/mail/queue";
import { CODE_LASTS, issueProof } from "@/core/proofs/issue-proof";
import { packAnswers } from "@/core/registration/answers";
import type { Owner } from "@/core/registration/make-account";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { findLiveProofOfBrowser } from "@/db/queries/proofs";
import { findAccountOfAddress } from "@/db/queries/registrations";

/** How long the page waits for a code; a new one can be asked for until then. */
const WAITS = minutes(30);

/**
 * Mails a code to an address that somebody from a provider says is theirs. Bound to this browser and to this very arrival (T-L7), and a
 * code only, no link: nobody can be made to link a stranger's identity by a click. What runs here is the same whether or not the address
 * has an account; only the mail's reader learns that. Held back in silence when the mailbox has had enough mail for now (T-C12): the page
 * then waits for a code all the same, and a new one can be asked for.
 */
export async function mailCode(ctx: Ctx, { pending, connection }: Omit<OpenArrival, "vouched">, person: Owner): Promise<void> {
  const { firstName, lastName, email } = person;
  const { id: arrival, connection: from, subject } = pending;
  const isMailed = await mayMail(ctx, email, "proof");
  await inTransaction(ctx, async (tx) => {
    if (isMailed || !(await isWaiting(tx, pending, email))) {
      const { code } = await issueProof(tx, {
        purpose: "connect",
        email,
        browserHash: pending.browserHash,
        linkLasts: WAITS,
        hasCode: true,
        data: { arrival, connection: from, subject, firstName, lastName, answers: packAnswers(person.answers) },
      });
      if (isMailed) await send(tx, { email, code, button: connection.label });
    }
    await audit(tx, {
      actor: { kind: "visitor" },
      action: "identity.code-sent",
      outcome: "ok",
      detail: { connection: connection.id, email: maskEmail(email), mailed: isMailed ? "yes" : "no" },
    });
  });
}

/** Whether a code for this arrival and this address can still be given. */
async function isWaiting(tx: Ctx, pending: OpenArrival["pending"], email: string): Promise<boolean> {
  const proof = await findLiveProofOfBrowser(tx.db, "connect", pending.browserHash);
  return proof !== null && isOf(proof, pending) && proof.email === email;
}

async function send(tx: Ctx, { email, code, button }: { email: string; code: string; button: string }): Promise<void> {
  const account = await findAccountOfAddress(tx.db, email);
  await queueMail(tx, {
    message: "confirm-identity",
    to: { email },
    language: tx.request.language,
    facts: { button, ...(account ? { account: "yes" } : {}) },
    secrets: { code },
    codeExpiresInSeconds: inSeconds(CODE_LASTS),
  });
}
