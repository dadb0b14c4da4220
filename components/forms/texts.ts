import type { CaptchaTexts } from "@/components/forms/captcha-field";
import type { FormTexts } from "@/components/forms/form";
import type { Translator } from "@/messages/translator";

/** The sentences that {@link Form} needs. */
export const formTexts = (t: Translator): FormTexts => ({
  errorTitle: t("common.errorTitle"),
  errorPrefix: t("common.errorPrefix"),
  supportCode: t("common.supportCode", { code: "{code}" }),
  unreachable: t("common.unreachable"),
  outOfDate: t("failures.form.out-of-date"),
});

/** The words on the button that shows a password. */
export const passwordTexts = (t: Translator) => ({
  show: t("common.show"),
  hide: t("common.hide"),
  showPassword: t("common.showPassword"),
  hidePassword: t("common.hidePassword"),
});

/** What a captcha field says. */
export const captchaTexts = (t: Translator): CaptchaTexts => ({
  working: t("security.captcha.working"),
  done: t("security.captcha.done"),
  failed: t("security.captcha.failed"),
  withoutScript: t("security.captcha.withoutScript"),
});
