import type { Ctx } from "@/core/ctx";
import { languageOf } from "@/core/mail/language-of";
import { queueMail } from "@/core/mail/queue";
import type { Holder } from "@/db/queries/holders";

/**
 * Tells somebody by mail which buttons sign them in (see findButtons), in the open transaction. No link and no code: nothing in this mail
 * could make a password (T-P11).
 */
export async function mailButtons(
  tx: Pick<Ctx, "db" | "secrets" | "request">,
  { holder, email, buttons }: { readonly holder: Holder; readonly email: string; readonly buttons: string },
): Promise<void> {
  const language = languageOf(holder, tx.request.language);
  const { customerId } = holder;
  await queueMail(tx, { message: "sign-in-by-provider", to: { email }, language, customerId, facts: { buttons } });
}
