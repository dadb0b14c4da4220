import type { Flow } from "@/core/registration/attempt";
import { askForCaptcha } from "@/core/registration/steps/ask-for-captcha";
import { askPolicy } from "@/core/registration/steps/ask-policy";
import { countTry } from "@/core/registration/steps/count-try";
import { recordAndMail } from "@/core/registration/steps/record-and-mail";
import { refuseSignedIn } from "@/core/registration/steps/refuse-signed-in";
import { takeAsked } from "@/core/registration/steps/take-asked";
import { tellTakenAtOnce } from "@/core/registration/steps/tell-taken-at-once";

/** The address alone; the mail leads to a page that asks for everything else (P-R3). */
export const emailFirst: Flow = {
  name: "email-first",
  asks: [],
  start: [askPolicy, refuseSignedIn, takeAsked, askForCaptcha, countTry, tellTakenAtOnce, recordAndMail],
  mail: "finish-registration",
  asksAfterProof: ["fields", "password", "consents"],
};
