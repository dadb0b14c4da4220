import type { Step } from "@/core/registration/attempt";
import { personalWords } from "@/core/registration/personal-words";
import { ok } from "@/core/result";
import { checkNewPassword } from "@/core/security/password-rule";

/** The rule for new passwords (T-R13). */
export const checkPassword: Step = async (ctx, attempt) => {
  if (attempt.password === null) return ok(attempt);
  const { minLength } = ctx.settings.passwords;
  const checked = await checkNewPassword(attempt.password, { minLength, words: personalWords(ctx, attempt), field: "password" });
  return checked.ok ? ok(attempt) : checked;
};
