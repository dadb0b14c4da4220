import { z } from "zod";
import { choice, toggle, wholeNumber } from "@/settings/fields";

/** Accounts that staff make. */
export const activation = z.object({
  signInWith: choice("number", ["number", "number-and-email"]),
  linkHours: wholeNumber(72, { min: 1, max: 720, unit: "hours" }),
  copyLink: toggle(false),
  /** How many activation mails to many customers leave in a minute, over all processes. */
  mailsPerMinute: wholeNumber(60, { min: 1, max: 6000 }),
});
