import { type Ctx, inTransaction } from "@/core/ctx";
import { hours, inSeconds } from "@/core/duration";
import { mayMail } from "@/core/mail/may-mail";
import { queueMail } from "@/core/mail/queue";
import { CODE_LASTS, issueProof } from "@/core/proofs/issue-proof";
import { type Answers, packAnswers } from "@/core/registration/answers";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { hashToken } from "@/core/security/token";
import { findLiveProofOfBrowser } from "@/db/queries/proofs";
import { findAccountOfAddress } from "@/db/queries/registrations";

/** How long what was typed waits for its code; a new code can be asked for until then. */
const WAITS = hours(1);

/** Who activates, as typed; the password as its hash. */
export type ActivatingPerson = {
  readonly firstName: string;
  readonly lastName: string;
  readonly answers: Answers;
  readonly passwordHash: string;
};

type Wanted = {
  readonly customer: { readonly id: string };
  readonly email: string;
  /** The attempt cookie of the browser in which the code counts. */
  readonly browser: string;
  readonly person: ActivatingPerson;
};

/**
 * Mails a code to an address that somebody wants to activate with. What they typed waits with the code, in this browser only. The same
 * runs whether or not the address has an account: only its mailbox learns that (T-N7). Held back in silence when the mailbox has had
 * enough mail for now (T-C12): an earlier code to the same address lives on then.
 */
export async function mailCodeForAddress(ctx: Ctx, { customer, email, browser, person }: Wanted): Promise<void> {
  const isMailed = await mayMail(ctx, email, "proof");
  const browserHash = hashToken(browser);
  await inTransaction(ctx, async (tx) => {
    const earlier = await findLiveProofOfBrowser(tx.db, "activation", browserHash);
    if (isMailed || earlier?.email !== email || earlier.customerId !== customer.id) {
      const { code } = await issueProof(tx, {
        purpose: "activation",
        subject: { customerId: customer.id },
        email,
        browserHash,
        linkLasts: WAITS,
        hasCode: true,
        data: { ...person, kind: "code", answers: packAnswers(person.answers) },
      });
      if (isMailed) await send(tx, email, code);
    }
    await audit(tx, {
      actor: { kind: "visitor" },
      action: "activation.code-sent",
      target: { kind: "customer", id: customer.id },
      outcome: "ok",
      detail: { email: maskEmail(email), mailed: isMailed ? "yes" : "no" },
    });
  });
}

async function send(tx: Ctx, email: string, code: string): Promise<void> {
  const account = await findAccountOfAddress(tx.db, email);
  await queueMail(tx, {
    message: "confirm-activation-address",
    to: { email },
    language: tx.request.language,
    facts: account ? { taken: "yes" } : {},
    secrets: { code },
    codeExpiresInSeconds: inSeconds(CODE_LASTS),
  });
}
