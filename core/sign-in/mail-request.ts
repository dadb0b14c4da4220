import { z } from "zod";
import type { Ctx } from "@/core/ctx";
import { languageOf } from "@/core/mail/language-of";

/** What a job carries that answers a request by mail: the name as it was typed, and the browser, language and network address it came from. */
export const mailRequest = z.object({
  identifier: z.string(),
  browserHash: z.string(),
  language: z.string(),
  address: z.string(),
});

/** One such request. */
export type MailRequest = z.output<typeof mailRequest>;

/** The request as it was when it was made, for who answers it outside of it. */
export const requestOf = (ctx: Pick<Ctx, "settings">, asked: MailRequest): Ctx["request"] => ({
  address: asked.address,
  userAgent: "",
  language: languageOf(asked, ctx.settings.shop.language),
});
