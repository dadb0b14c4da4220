import type { Ctx } from "@/core/ctx";
import { refuseGuessing } from "@/core/partners/code-guesses";
import { lookUpPartner } from "@/core/partners/look-up-partner";
import { looksGenerated } from "@/core/partners/partner-code";
import { openPartnerCode } from "@/core/partners/sealed-code";
import type { Answers } from "@/core/registration/answers";
import { refusedCode, sealedCodeIn } from "@/core/registration/register-as";
import { fail, ok, type Result } from "@/core/result";
import { type CaptchaFailure, checkCaptcha } from "@/core/security/captcha/check-captcha";
import { refuseTooMany } from "@/core/security/refuse-too-many";

/** Why a code gets nobody any further. */
export type PartnerFailure = "partner.code-refused" | "partner.unavailable";

/** Whether answers carry a code that can be guessed, which costs a captcha wherever it is typed, even where there is none otherwise (T-Q1). */
export function isGuessable(ctx: Pick<Ctx, "secrets">, answers: Answers): boolean {
  const sealed = sealedCodeIn(answers);
  return sealed !== null && !looksGenerated(openPartnerCode(ctx, sealed) ?? "");
}

/**
 * Checks a code that was just typed, if one was: so many from one address of the network and no more, and one answer for whatever does not
 * count (T-Q1). On a day with too many guesses none that can be guessed is looked at. Says nothing yet about the moment of joining: findJoining
 * asks again there (T-Q2). Call it behind the captcha.
 */
export async function checkPartnerCode(
  ctx: Pick<Ctx, "db" | "secrets" | "settings" | "origin" | "request">,
  answers: Answers,
): Promise<Result<undefined, PartnerFailure | "limits.too-many">> {
  const sealed = sealedCodeIn(answers);
  if (sealed === null) return ok();
  const tooMany = await refuseTooMany(ctx, "partner-code:address");
  if (tooMany) return tooMany;
  const guessed = isGuessable(ctx, answers) ? await refuseGuessing(ctx) : null;
  if (guessed) return guessed;
  const code = openPartnerCode(ctx, sealed);
  if (code === null) return refusedCode();
  const found = await lookUpPartner(ctx, code, { isFresh: false });
  if (found.kind === "unavailable") return fail("partner.unavailable", { field: "partnerCode" });
  return found.kind === "unknown" ? refusedCode() : ok();
}

/** The same where the page has no captcha of its own: behind a proof, and where a provider has sent somebody. */
export async function checkPartnerCodeWithCaptcha(
  ctx: Parameters<typeof checkPartnerCode>[0],
  answers: Answers,
  captcha = "",
): Promise<Result<undefined, PartnerFailure | CaptchaFailure | "limits.too-many">> {
  if (isGuessable(ctx, answers)) {
    const solved = await checkCaptcha(ctx, "partner-code", captcha, { isNeeded: true });
    if (!solved.ok) return solved;
  }
  return checkPartnerCode(ctx, answers);
}
