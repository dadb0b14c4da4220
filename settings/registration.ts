import { z } from "zod";
import { choice, domainList, email, moment, plainText, text, toggle, wholeNumber } from "@/settings/fields";

/** Who may register and how. */
export const registration = z.object({
  open: toggle(true),
  flow: choice("form", ["form", "email-first", "code", "access-data"]),
  firstPassword: choice("none", ["none", "code", "generated"]),
  tellTaken: choice("after-proof", ["after-proof", "at-once"]),
  personInCharge: email(),
  /** Who to ask, for everybody to read. */
  contact: text(""),
  /** The first message that a new customer finds, the same for everybody. */
  welcomeMessage: plainText(4000),
  /** Active customers who came by registration, at most; 0 is no maximum. */
  capacity: wholeNumber(0, { min: 0, max: 10_000_000 }),
  waitingList: toggle(false),
  linkOnly: toggle(false),
  /** As a clock on the shop's wall shows it. */
  opensAt: moment(),
  closesAt: moment(),
  allowedDomains: domainList(),
  blockedDomains: domainList(),
  refuseDisposable: toggle(true),
  /** Beside those that Foyer knows; one with ! is none. */
  disposableDomains: domainList({ max: 400_000, mayExcept: true }),
  addressVariants: choice("allow", ["allow", "one-account", "refuse"]),
  approval: toggle(false),
  companies: choice("off", ["off", "optional", "required"]),
  partnerCodes: toggle(false),
  captcha: choice("suspicious", ["off", "suspicious", "always"]),
});
