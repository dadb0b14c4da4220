import type { Flow } from "@/core/registration/attempt";
import { askForCaptcha } from "@/core/registration/steps/ask-for-captcha";
import { askForConsent } from "@/core/registration/steps/ask-for-consent";
import { askPolicy } from "@/core/registration/steps/ask-policy";
import { checkGivenCode } from "@/core/registration/steps/check-given-code";
import { checkPassword } from "@/core/registration/steps/check-password";
import { countTry } from "@/core/registration/steps/count-try";
import { hashChosenPassword } from "@/core/registration/steps/hash-chosen-password";
import { recordAndMail } from "@/core/registration/steps/record-and-mail";
import { refuseSignedIn } from "@/core/registration/steps/refuse-signed-in";
import { takeAsked } from "@/core/registration/steps/take-asked";
import { tellTakenAtOnce } from "@/core/registration/steps/tell-taken-at-once";

/** Everything on one form, then a mail with a link and a code (P-R2). A password that is refused costs neither captcha nor limit. */
export const form: Flow = {
  name: "form",
  asks: ["fields", "password", "consents"],
  start: [
    askPolicy,
    refuseSignedIn,
    takeAsked,
    checkPassword,
    askForConsent,
    askForCaptcha,
    countTry,
    checkGivenCode,
    tellTakenAtOnce,
    hashChosenPassword,
    recordAndMail,
  ],
  mail: "confirm-address",
  asksAfterProof: [],
};
