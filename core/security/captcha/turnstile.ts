import { askProvider, spendAnswer } from "@/core/security/captcha/ask-provider";
import type { Captcha } from "@/core/security/captcha/captcha";

/** Cloudflare Turnstile, asked at a given address: tests put somebody else there. An answer names the door it was made at. */
export const makeTurnstile = (endpoint: string): Captcha => ({
  kind: "turnstile",
  sources: { frames: ["https://challenges.cloudflare.com"], styles: [], connects: [] },
  challenge: async ({ settings }, door) => JSON.stringify({ siteKey: settings.captcha.siteKey, action: door }),
  verify: async (ctx, door, typed) => {
    const said = await askProvider(endpoint, ctx, typed);
    return said?.action === door && spendAnswer(ctx, "turnstile", typed);
  },
});

/** Turnstile itself. */
export const turnstile = makeTurnstile("https://challenges.cloudflare.com/turnstile/v0/siteverify");
