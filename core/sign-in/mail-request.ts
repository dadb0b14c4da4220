import { z } from "zod";
import type { Ctx } from "@/core/ctx";
import type { TypedName } from "@/core/customers/read-sign-in-name";
import { addressOf } from "@/core/mail/address-of";
import { languageOf } from "@/core/mail/language-of";
import type { Holder } from "@/db/queries/holders";

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

/**
 * Where such a request is answered: who types an address gets mail there and nowhere else; who types a number, where that account is
 * written to.
 */
export const answeredAt = ({ kind, key }: TypedName, holder: Holder | null): string | null =>
  kind === "email" ? key : holder && addressOf(holder);
