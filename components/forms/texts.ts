import type { CaptchaTexts } from "@/components/forms/captcha-field";
import type { FormTexts } from "@/components/forms/form";
import type { Translator } from "@/messages/translator";

/** Words that are the same for everybody of a language: put together once for each. */
function once<Texts>(putTogether: (t: Translator) => Texts): (t: Translator) => Texts {
  const known = new WeakMap<Translator, Texts>();
  return (t) => {
    const texts = known.get(t) ?? putTogether(t);
    known.set(t, texts);
    return texts;
  };
}

/** The sentences that {@link Form} needs. */
export const formTexts = once<FormTexts>((t) => ({
  errorTitle: t("common.errorTitle"),
  errorPrefix: t("common.errorPrefix"),
  supportCode: t("common.supportCode", { code: "{code}" }),
  unreachable: t("common.unreachable"),
  outOfDate: t("failures.form.out-of-date"),
}));

/** The words on the button that shows a password. */
export const passwordTexts = once((t) => ({
  show: t("common.show"),
  hide: t("common.hide"),
  showPassword: t("common.showPassword"),
  hidePassword: t("common.hidePassword"),
}));

/** What a captcha field says; `isAlways` where nobody is spared by waiting. */
export const captchaTexts = (t: Translator, isAlways: boolean): CaptchaTexts => ({
  working: t("security.captcha.working"),
  done: t("security.captcha.done"),
  failed: t("security.captcha.failed"),
  withoutScript: t(isAlways ? "security.captcha.neverWithoutScript" : "security.captcha.withoutScript"),
});
