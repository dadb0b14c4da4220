import type { Chapter } from "@/scripts/docs/rows/chapter";

/** Who sees what. */
export const accessPromises: Chapter = {
  title: "Access",
  part: "`core/access/decide.ts`, asked by every page and action through `app/_edge/visit.ts`",
  rows: {
    "P-A1": "The menu item *Sign in* is there exactly while customer accounts are on.",
    "P-A2": "The page a visitor wanted is kept, with its query, through every way in, and only if it is one of ours.",
    "P-A3":
      "Force login covers every route, payload, prefetch, action and API that shows goods. One list says what each route is, and a test compares it with the build.",
    "P-A4":
      "Nothing redirects in a circle: after signing out, after an error of a provider, or after two automatic redirects within a minute a page with a reason is shown.",
    "P-A5": "SSO only closes every other way in for customers on the server, not only in the page. Staff keep their own door.",
    "P-A6":
      "SSO only cannot be saved without an enabled connection that somebody tested since its last change, and the last one cannot be removed while it is on. A command prints an emergency link.",
    "P-A7": "A flag that is changed counts on every running process within a second, without a restart.",
    "P-A8": "The back office can show what a given visitor would see, computed by the very function that decides.",
    "P-A9":
      "A setting says whether customers sign in by e-mail, by customer number or by either, in one box. Every customer has a number.",
    "P-A10":
      "Force login cannot be saved without customer accounts, nor accounts switched off under it. The address of the portal is there to copy.",
  },
};

/** How people register. */
export const registrationPromises: Chapter = {
  title: "Registration",
  part: "`core/registration/`: one pipeline, one file per flow",
  rows: {
    "P-R1": "Registration switched off is refused by the server at every door, not only hidden.",
    "P-R2":
      "Flow `form`: the form, the page *Check your mail*, one mail with a button and a 6-digit code, either of which finishes, and the customer is signed in.",
    "P-R3": "Flow `email-first`: only the address is asked; everything else follows behind the mailed link.",
    "P-R4": "Flow `code`: name and address, a 6-digit code, signed in at once; the credential is chosen afterwards.",
    "P-R5":
      "Flow `access-data`: a form of the shop's own with a captcha, then a mail with the sign-in name and a link to set the password.",
    "P-R6":
      "An address that already has an account is answered like a new one; only its mailbox learns of it. A setting makes the form say so at once instead. Nothing of the account changes.",
    "P-R7":
      "Guest orders placed with the proven address appear in the account, later ones too. Another order is claimed by number and postcode. Every attachment is listed.",
    "P-R8": "Admins choose the fields of the customer record for each flow, with order, label, help and type.",
    "P-R9": "The captcha asks no third party by default and is checked on the server at every registration door.",
    "P-R10": "Terms and privacy have versions; each acceptance is kept, and a new version asks again.",
    "P-R11": "Allowed and blocked domains, disposable addresses, and approval by an agent.",
    "P-R12": "Without an active person in charge registration is closed, and says so.",
    "P-R13": "A maximum of customers who came by registration, never exceeded under parallel load; full means closed.",
    "P-R14": "One universal registration link with QR code, which can be renewed or be made the only way to register.",
    "P-R15": "A new customer and the person in charge are contacts, and the welcome message opens their conversation.",
    "P-R16": "A first mail to a support address leads to an activation link for its authenticated sender.",
    "P-R17": "A person with a valid directory sign-in gets an account on the first one, after accepting.",
  },
};

/** Accounts that staff make. */
export const staffMadePromises: Chapter = {
  title: "Accounts that staff make",
  part: "`core/activation/`, `core/customers/`, `app/(door)/activate/`",
  rows: {
    "P-V1":
      "An agent sends a customer an activation mail, sees it pending, sends it again, withdraws it, or copies a second link, which is noted and told to the customer.",
    "P-V2": "The activation page names the account, asks name, address and password, and signs in on saving.",
    "P-V3": "A setting says whether such accounts sign in by number only or by e-mail too.",
    "P-V4": "Turning on sign-in by e-mail takes a proof of the mailbox and a new password, both.",
    "P-V5": "If the address belongs to another account the agent sees which; the customer is told only after the proof.",
    "P-V6": "Merging with preview and undo, deactivating, deleting and exporting customers, all of it in the audit log.",
    "P-V7": "Registrations that are not proven yet are listed for agents, who can send again or discard them.",
  },
};
