import type { Ctx } from "@/core/ctx";
import { askEmailSignIn } from "@/core/email-sign-in/ask-email-sign-in";
import { newToken } from "@/core/security/token";
import type { Session } from "@/core/sessions/find-session";
import { sessionFor } from "./email-change";
import type { MadeAccount } from "./make";
import { newestMail, type QueuedMail } from "./queued-mail";

/** A customer of a number-only account who is signed in and was mailed a code. */
export type AskedEmailSignIn = { session: Session; email: string; browser: string; mail: QueuedMail };

/** Asks to sign in by e-mail as an account's owner does, and answers the mail with the code. */
export async function askToSignInByEmail(
  ctx: Ctx,
  account: MadeAccount,
  { email = account.email, browser = newToken() } = {},
): Promise<AskedEmailSignIn> {
  const session = await sessionFor(ctx, account);
  const asked = await askEmailSignIn(ctx, { session, email, password: account.password, browser });
  if (!asked.ok) throw new Error(`it was refused: ${asked.code}`);
  return { session, email, browser, mail: await newestMail(ctx, email) };
}
