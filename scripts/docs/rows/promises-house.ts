import type { Chapter } from "@/scripts/docs/rows/chapter";

/** Single sign-on. */
export const connectionPromises: Chapter = {
  title: "Single sign-on",
  part: "`providers/`, one file per kind of connection, and `auth/`",
  rows: {
    "P-S1": "Google, any OIDC provider and a directory are set up, tested and enabled in the back office, without a restart.",
    "P-S2": "An identity nobody knows sees a page to accept first; leaving it leaves nothing behind.",
    "P-S3": "Accounts and identities are linked only by a proof, never by an unproven address or into somebody's open session.",
    "P-S4": "OIDC with PKCE, state and nonce; signature, issuer, audience and expiry of the ID token are checked.",
    "P-S5": "An address of a company's domain is sent to that company's connection.",
    "P-S6": "With the provider down the page says so, other ways work, and nothing hangs beyond ten seconds.",
  },
};

/** Companies and partners. */
export const companyPromises: Chapter = {
  title: "Companies and partners",
  part: "`core/companies/` and `core/partners/`",
  rows: {
    "P-O1": "Whoever registers a company becomes its first person and administrator; name or domain alone joins nothing.",
    "P-O2": "User types carry permissions; the default type must make somebody an account administrator.",
    "P-O3": "The account administrator invites, changes and deactivates colleagues, never above the own type.",
    "P-O4": "A partner code joins a person to a partner; a wrong, expired or used-up one gets one neutral message.",
    "P-O5": "Codes are looked up locally or by a service of the shop's; a failing service closes the door and says so.",
  },
};

/** Mail, messages, account. */
export const mailPromises: Chapter = {
  title: "Mail, messages, account",
  part: "`core/mail/`, `emails/`, the account pages and the audit log",
  rows: {
    "P-M1":
      "Every mail is queued in the transaction of the fact it reports, has HTML and text, is tried again, survives any crash, and shows in the back office with its state.",
    "P-M2":
      "Admins edit subject and body of every mail with preview, test send, versions and reset; unsafe markup is cleaned, a missing link, code or number is refused.",
    "P-M3": "Customer and person in charge talk in a conversation, live, with a mail when away.",
    "P-M4":
      "A password is reset by e-mail or customer number with a link or a code; the page is the same for unknown names, and every session ends.",
    "P-M5": "Customers see orders, profile, sign-in methods and sessions, and change, export or delete what is theirs.",
    "P-M6": "The audit log says who did what to whom, when and from where, and cannot be changed through the product.",
    "P-M7": "Every setting has a help sentence for shop owners, and the settings reference is made from the same text.",
    "P-M8": "A setting lets customers sign in by a mailed code.",
  },
  later: {},
};
