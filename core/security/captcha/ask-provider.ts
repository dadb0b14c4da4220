import { z } from "zod";
import { inSeconds, minutes, seconds } from "@/core/duration";
import { fetchOutside } from "@/core/net/fetch-outside";
import { outsideOf } from "@/core/net/outside";
import type { CaptchaCtx } from "@/core/security/captcha/captcha";
import { hashToken } from "@/core/security/token";
import { endOfChallenge, spendChallenge } from "@/db/queries/challenges";

/** What a provider says of an answer that is right. */
export type ProviderWord = { readonly hostname: string; readonly action: string };

const AT_MOST = seconds(4);
const LONGEST_ANSWER = 8000;
/** Longer than any provider takes an answer for good. */
const REMEMBERED = minutes(10);

const word = z.object({ success: z.literal(true), hostname: z.string(), action: z.string().optional().default("") });

/**
 * Asks a captcha's provider whether an answer is right (T-R10): null if not, if it was given for another site, and if the provider is away,
 * slow or says what nobody understands (T-FX30). It is told the answer and the shop's secret, and nothing about the visitor.
 */
export async function askProvider(endpoint: string, ctx: CaptchaCtx, typed: string): Promise<ProviderWord | null> {
  if (typed.length > LONGEST_ANSWER || !/^[\x21-\x7e]+$/.test(typed)) return null;
  const { secret } = ctx.settings.captcha;
  try {
    const answer = await fetchOutside(outsideOf(ctx, AT_MOST), endpoint, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ secret, response: typed }).toString(),
    });
    const said = answer.ok ? word.safeParse(await answer.json()) : null;
    return said?.success && said.data.hostname === new URL(ctx.origin).hostname ? said.data : null;
  } catch {
    return null;
  }
}

/** Spends an answer that a provider found right; false if it was spent already. Providers do so too; two of our processes may be quicker. */
export async function spendAnswer(ctx: CaptchaCtx, kind: string, typed: string): Promise<boolean> {
  return spendChallenge(ctx.db, `${kind}:${hashToken(typed)}`, await endOfChallenge(ctx.db, inSeconds(REMEMBERED)));
}
