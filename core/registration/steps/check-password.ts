import { andConsents } from "@/core/registration/and-consents";
import type { Step } from "@/core/registration/attempt";
import { ok } from "@/core/result";
import { checkNewPassword } from "@/core/security/password-rule";

/** The rule for new passwords (T-R13). */
export const checkPassword: Step = async (ctx, attempt) => {
  const { password, email, firstName, lastName } = attempt;
  if (password === null) return ok(attempt);
  const checked = await checkNewPassword(ctx, { password, words: [email, firstName, lastName], field: "password" });
  return checked.ok ? ok(attempt) : andConsents(ctx, checked, { asks: attempt.flow.asks, typed: attempt });
};
