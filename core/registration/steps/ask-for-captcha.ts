import { isGuessable } from "@/core/partners/check-partner-code";
import type { Step } from "@/core/registration/attempt";
import { ok } from "@/core/result";
import { checkCaptcha } from "@/core/security/captcha/check-captcha";

/** The captcha of the door, if one is asked for (P-R9), and always before a partner's code that can be guessed (T-Q1). */
export const askForCaptcha: Step = async (ctx, attempt) => {
  const checked = await checkCaptcha(ctx, "register", attempt.captcha, { isNeeded: isGuessable(ctx, attempt.answers) });
  return checked.ok ? ok(attempt) : checked;
};
