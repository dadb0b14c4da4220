import type { Connection } from "@/core/connections/connection";
import type { Ctx } from "@/core/ctx";
import { addressOf } from "@/core/mail/address-of";
import { languageOf } from "@/core/mail/language-of";
import { queueMail } from "@/core/mail/queue";
import type { Holder } from "@/db/queries/holders";

/**
 * Tells an account's owner by mail that a way of signing in was added or taken away (P-S3), in the open transaction. Never held
 * back by limits: who floods a mailbox with it has the account already.
 */
export async function tellOwner(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  holder: Holder,
  message: "identity-connected" | "identity-disconnected",
  { label }: Pick<Connection, "label">,
): Promise<void> {
  const email = addressOf(holder);
  if (email === null) return;
  const language = languageOf(holder, ctx.request.language);
  await queueMail(ctx, { message, to: { email }, language, customerId: holder.customerId, facts: { button: label } });
}
