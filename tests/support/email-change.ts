import type { Ctx } from "@/core/ctx";
import { askEmailChange } from "@/core/email-change/ask-email-change";
import { completeEmailChange } from "@/core/email-change/complete-email-change";
import { newToken } from "@/core/security/token";
import { findSession, type Session } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { freshEmail, type MadeAccount } from "./make";
import { newestMail, type QueuedMail } from "./queued-mail";

/** A customer who is signed in. */
export async function sessionFor(ctx: Ctx, { accountId }: Pick<MadeAccount, "accountId">): Promise<Session> {
  const { token } = await startSession(ctx, { accountId, method: "password" });
  const session = await findSession(ctx, token);
  if (!session) throw new Error("no session was made");
  return session;
}

/** Asks for another address as its owner does, and answers the mail to the new one. */
export async function askForAddress(
  ctx: Ctx,
  account: MadeAccount,
  { email = freshEmail("new"), browser = newToken() } = {},
): Promise<{ session: Session; email: string; browser: string; mail: QueuedMail }> {
  const session = await sessionFor(ctx, account);
  const asked = await askEmailChange(ctx, { session, email, password: account.password, browser });
  if (!asked.ok) throw new Error(`the change was refused: ${asked.code}`);
  return { session, email, browser, mail: await newestMail(ctx, email) };
}

/** Changes an account's address to the end, and answers what its former address was mailed. */
export async function changeAddress(
  ctx: Ctx,
  account: MadeAccount,
  email?: string,
): Promise<{ session: Session; email: string; notice: QueuedMail }> {
  const asked = await askForAddress(ctx, account, email === undefined ? {} : { email });
  const given = { kind: "link", token: asked.mail.token } as const;
  const done = await completeEmailChange(ctx, { session: asked.session, given });
  if (!done.ok) throw new Error(`the change was not completed: ${done.code}`);
  return { session: asked.session, email: asked.email, notice: await newestMail(ctx, account.email) };
}
