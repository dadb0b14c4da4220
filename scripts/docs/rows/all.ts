import type { Chapter } from "@/scripts/docs/rows/chapter";
import {
  forceLoginThreats,
  limitThreats,
  loadThreats,
  logThreats,
  redirectThreats,
  sessionThreats,
} from "@/scripts/docs/rows/edge";
import { faults } from "@/scripts/docs/rows/faults";
import { backOfficeThreats, importThreats, incomingThreats, outgoingThreats, partnerThreats } from "@/scripts/docs/rows/house";
import { emailChangeThreats, linkThreats, numberThreats, resetThreats } from "@/scripts/docs/rows/links";
import { accessPromises, registrationPromises, staffMadePromises } from "@/scripts/docs/rows/promises-door";
import { companyPromises, connectionPromises, mailPromises } from "@/scripts/docs/rows/promises-house";
import { callbackThreats, directoryThreats, linkingThreats, ssoOnlyThreats } from "@/scripts/docs/rows/providers";
import { codeThreats, registrationThreats } from "@/scripts/docs/rows/registration";
import { screenPromises } from "@/scripts/docs/rows/screens";
import { signInThreats } from "@/scripts/docs/rows/sign-in";

/** Every promise, in the order of the page. */
export const promiseChapters: readonly Chapter[] = [
  accessPromises,
  registrationPromises,
  staffMadePromises,
  connectionPromises,
  companyPromises,
  mailPromises,
  screenPromises,
];

/** Every attack and fault, in the order of the page. */
export const threatChapters: readonly Chapter[] = [
  signInThreats,
  registrationThreats,
  codeThreats,
  linkThreats,
  resetThreats,
  emailChangeThreats,
  numberThreats,
  callbackThreats,
  linkingThreats,
  ssoOnlyThreats,
  forceLoginThreats,
  redirectThreats,
  sessionThreats,
  backOfficeThreats,
  partnerThreats,
  outgoingThreats,
  incomingThreats,
  importThreats,
  directoryThreats,
  limitThreats,
  logThreats,
  loadThreats,
  faults,
];
