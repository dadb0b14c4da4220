import type { Ctx } from "@/core/ctx";
import { addressOf } from "@/core/mail/address-of";
import { languageOf } from "@/core/mail/language-of";
import { queueMail } from "@/core/mail/queue";
import { forgetGuesses } from "@/core/security/guess-limit";
import { endAllProofsOf, type Holder } from "@/db/queries/holders";
import { deleteSessionsOf } from "@/db/queries/sessions";
import { storePasswordHash } from "@/db/queries/sign-in";

/**
 * What follows from every new password of an account, in the open transaction: all of its sessions end (T-P7, T-K6), so does every link
 * and code on its way, pending e-mail changes included (T-P6, T-P8), and failures are forgotten (T-S6). Only what gives a former address
 * back lives on (T-E6). Who calls it tells the owner.
 */
export async function installPassword(
  ctx: Pick<Ctx, "db" | "secrets">,
  { accountId }: Pick<Holder, "accountId">,
  passwordHash: string,
): Promise<void> {
  await storePasswordHash(ctx.db, accountId, passwordHash);
  await deleteSessionsOf(ctx.db, accountId);
  await endAllProofsOf(ctx.db, accountId, { keepsUndo: true });
  await forgetGuesses(ctx, { kind: "account", id: accountId });
}

/**
 * The same, and the owner is told by mail that the password is another one now. That mail is never held back by limits: who
 * floods a mailbox with it has the account already.
 */
export async function replacePassword(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  holder: Holder,
  passwordHash: string,
): Promise<void> {
  const { customerId, firstName: name } = holder;
  await installPassword(ctx, holder, passwordHash);
  const email = addressOf(holder);
  const language = languageOf(holder, ctx.request.language);
  if (email) await queueMail(ctx, { message: "password-changed", to: { email }, language, customerId, facts: { name } });
}
