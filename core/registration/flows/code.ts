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
 * Name and address, then the code of the mail signs in at once (P-R4). A password can be chosen afterwards; until then its owner signs in
 * by codes, or, where the shop wants that, once by the same code.
 */
export const code: Flow = {
  name: "code",
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
  mail: "confirm-address",
  asksAfterProof: [],
};
