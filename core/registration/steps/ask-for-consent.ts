import { readConsents } from "@/core/consents/read-consents";
import type { Step } from "@/core/registration/attempt";
import { ok } from "@/core/result";

/** Terms and privacy, in the versions that are published now (P-R10). What was accepted waits with the attempt. */
export const askForConsent: Step = async (ctx, { acceptTerms, acceptPrivacy, ...attempt }) => {
  const given = readConsents(ctx, { acceptTerms, acceptPrivacy }, { door: "registration" });
  return given.ok ? ok({ ...attempt, answers: { ...attempt.answers, ...given.value } }) : given;
};
