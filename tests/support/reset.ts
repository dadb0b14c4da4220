import type { Ctx } from "@/core/ctx";
import { hashToken, newToken } from "@/core/security/token";
import { answerResetRequest } from "@/core/sign-in/answer-reset-request";
import { requestReset } from "@/core/sign-in/request-reset";
import { signIn } from "@/core/sign-in/sign-in";
import { forgetMailLimits, type QueuedMail, queuedMails } from "./queued-mail";

/** A person asks for a new password in a browser, and the job that answers runs. Answers what was mailed, if anything. */
export async function askForReset(
  ctx: Ctx,
  identifier: string,
  { browser = newToken(), keepLimits = false } = {},
): Promise<{ browser: string; mails: QueuedMail[] }> {
  const before = (await queuedMails(ctx)).length;
  if (!keepLimits) await forgetMailLimits(ctx);
  const asked = await requestReset(ctx, { identifier, browser });
  if (!asked.ok) throw new Error(`the request was refused: ${asked.code}`);
  const { address, language } = ctx.request;
  await answerResetRequest(ctx, { identifier, browserHash: hashToken(browser), language, address });
  return { browser, mails: (await queuedMails(ctx)).slice(before) };
}

/** As {@link askForReset}, for a name that gets link and code. */
export async function getReset(ctx: Ctx, identifier: string, browser?: string): Promise<QueuedMail & { browser: string }> {
  const asked = await askForReset(ctx, identifier, browser === undefined ? {} : { browser });
  const mail = asked.mails.find(({ message }) => message === "reset-password");
  if (!mail) throw new Error(`no reset was mailed for ${identifier}`);
  return { ...mail, browser: asked.browser };
}

/** Whether this name and password sign in. */
export const canSignIn = async (ctx: Ctx, identifier: string, password: string): Promise<boolean> =>
  (await signIn(ctx, { identifier, password })).ok;
