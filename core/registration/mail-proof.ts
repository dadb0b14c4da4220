import type { Ctx } from "@/core/ctx";
import { usedNames } from "@/core/customers/sign-in-names";
import { hours, inSeconds } from "@/core/duration";
import { queueMail } from "@/core/mail/queue";
import { CODE_LASTS, issueProof } from "@/core/proofs/issue-proof";
import type { Flow } from "@/core/registration/attempt";
import { firstPasswordOf } from "@/core/registration/first-password";
import { issueFirstPassword } from "@/core/registration/issue-first-password";
import { findAccountOfAddress } from "@/db/queries/registrations";

/** How long the link of a registration counts. */
const LINK_LASTS = hours(24);

type Mailing = {
  readonly pendingId: string;
  readonly email: string;
  readonly browserHash: string;
  readonly flow: Pick<Flow, "name" | "mail">;
};

/**
 * Issues a proof and queues the mail that carries it. For an address that has an account everything is the same but the mail's words: its
 * link and code only lead to the page that explains (T-R1, P-R6). What somebody typed into a form goes into no mail to a mailbox that is
 * not proven: no name, no text (T-M7).
 */
export async function mailProof(
  ctx: Pick<Ctx, "db" | "secrets" | "settings" | "origin" | "request">,
  { pendingId, email, browserHash, flow }: Mailing,
): Promise<void> {
  const account = await findAccountOfAddress(ctx.db, email);
  const { token, code } = await issueProof(ctx, {
    purpose: "registration",
    subject: { pendingId },
    email,
    browserHash,
    linkLasts: LINK_LASTS,
    hasCode: true,
  });
  const kind = firstPasswordOf(ctx, flow);
  const firstPassword = kind === "generated" ? await issueFirstPassword(ctx, { pendingId, email }) : null;
  const proving = { link: `${ctx.origin}/confirm/${token}`, code };
  await queueMail(ctx, {
    message: account ? "address-taken" : flow.mail,
    to: { email },
    language: ctx.request.language,
    facts: account ? { names: usedNames(ctx, account) } : kind === "none" ? {} : { firstPassword: kind },
    secrets: account || firstPassword === null ? proving : { firstPassword },
    codeExpiresInSeconds: inSeconds(CODE_LASTS),
  });
}
