import type { Flow } from "@/core/registration/attempt";
import { askForCaptcha } from "@/core/registration/steps/ask-for-captcha";
import { askForConsent } from "@/core/registration/steps/ask-for-consent";
import { askPolicy } from "@/core/registration/steps/ask-policy";
import { checkGivenCode } from "@/core/registration/steps/check-given-code";
import { countTry } from "@/core/registration/steps/count-try";
import { recordAndMail } from "@/core/registration/steps/record-and-mail";
import { refuseSignedIn } from "@/core/registration/steps/refuse-signed-in";
import { takeAsked } from "@/core/registration/steps/take-asked";
import { tellTakenAtOnce } from "@/core/registration/steps/tell-taken-at-once";

/**
 * The shop's own form behind a captcha; then a mail brings what one signs in with (P-R5): name, the shop's address, and a link to set a
 * password, or a generated first one where the shop wants that. Using either is the proof.
 */
export const accessData: Flow = {
  name: "access-data",
  asks: ["fields", "consents"],
  start: [
    askPolicy,
    refuseSignedIn,
    takeAsked,
    askForConsent,
    askForCaptcha,
    countTry,
    checkGivenCode,
    tellTakenAtOnce,
    recordAndMail,
  ],
  mail: "access-data",
  asksAfterProof: ["password"],
};
