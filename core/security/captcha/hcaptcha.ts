import { askProvider, spendAnswer } from "@/core/security/captcha/ask-provider";
import type { Captcha } from "@/core/security/captcha/captcha";

const HOSTS = ["https://hcaptcha.com", "https://*.hcaptcha.com"];

/** hCaptcha, asked at a given address: tests put somebody else there. Its answers name the site, not the door. */
export const makeHcaptcha = (endpoint: string): Captcha => ({
  kind: "hcaptcha",
  sources: { frames: HOSTS, styles: HOSTS, connects: HOSTS },
  challenge: async ({ settings }, door) => JSON.stringify({ siteKey: settings.captcha.siteKey, action: door }),
  verify: async (ctx, _door, typed) => (await askProvider(endpoint, ctx, typed)) !== null && spendAnswer(ctx, "hcaptcha", typed),
});

/** hCaptcha itself. */
export const hcaptcha = makeHcaptcha("https://api.hcaptcha.com/siteverify");
