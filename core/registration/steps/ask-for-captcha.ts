import type { Step } from "@/core/registration/attempt";
import { ok } from "@/core/result";
import { checkCaptcha } from "@/core/security/captcha/check-captcha";

/** The captcha of the door, if one is asked for (P-R9). */
export const askForCaptcha: Step = async (ctx, attempt) => {
  const checked = await checkCaptcha(ctx, "register", attempt.captcha);
  return checked.ok ? ok(attempt) : checked;
};
