import type { Ctx } from "@/core/ctx";
import { findOffer } from "@/core/email-sign-in/find-offer";
import { addressOf } from "@/core/mail/address-of";
import { hashToken } from "@/core/security/token";
import type { Session } from "@/core/sessions/find-session";
import { findLiveProofOfBrowser } from "@/db/queries/proofs";

/** What the page that turns on sign-in by e-mail shows. */
export type EmailSignIn = {
  /** The address that the shop knows already, to start with. */
  readonly known: string | null;
  /** The address that this browser asked a code for and that waits for it; null if there is none. */
  readonly asked: string | null;
};

/** What its owner needs to turn on sign-in by e-mail; null where it is not offered. For the account of the session only. */
export async function findEmailSignIn(
  ctx: Pick<Ctx, "db" | "settings">,
  { browser, session }: { readonly browser: string | undefined; readonly session: Pick<Session, "accountId"> },
): Promise<EmailSignIn | null> {
  const offered = await findOffer(ctx, session.accountId);
  if (!offered.ok) return null;
  const proof = browser === undefined ? null : await findLiveProofOfBrowser(ctx.db, "email-sign-in", hashToken(browser));
  return { known: addressOf(offered.value), asked: proof?.accountId === session.accountId ? proof.email : null };
}

/** Whether an account can turn on sign-in by e-mail now. */
export const isEmailSignInOffered = async (ctx: Pick<Ctx, "db" | "settings">, accountId: string): Promise<boolean> =>
  (await findOffer(ctx, accountId)).ok;
