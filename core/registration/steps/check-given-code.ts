import { checkPartnerCode } from "@/core/partners/check-partner-code";
import type { Step } from "@/core/registration/attempt";
import { ok } from "@/core/result";

/** The partner's code, if one was given: behind captcha and limits (T-Q1). */
export const checkGivenCode: Step = async (ctx, attempt) => {
  const checked = await checkPartnerCode(ctx, attempt.answers);
  return checked.ok ? ok(attempt) : checked;
};
