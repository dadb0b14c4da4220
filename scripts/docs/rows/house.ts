import type { Chapter } from "@/scripts/docs/rows/chapter";

/** Attacks on the back office. */
export const backOfficeThreats: Chapter = {
  title: "Back office",
  part: "`app/admin/`, `app/_edge/visit.ts`",
  rows: {
    "T-A1": "Pages opened by whom they are not for. A written table of route and role holds for all of them.",
    "T-A2": "Ids of another company in any part of a request. Not found, no effect.",
    "T-A3": "Fields above one's rights sent along, or secrets read back. Ignored; secrets are never answered.",
    "T-A4": "Staff set a customer's password. There is no way; they can only have a mail sent.",
    "T-A5": "A company's administrator goes above the own type. Refused.",
    "T-A6": "Previews, tests and details for operators opened by strangers. Refused.",
    "T-A7": "An admin who was demoted posts from an open tab. Refused.",
    "T-A8": "Rows of two companies in one bulk action. Refused as a whole, and logged.",
    "T-A9":
      "The first admin made by whoever comes first. It takes a one-time link from the server, and there is no default account.",
    "T-A10": "A production start with missing or well-known secrets. It does not start, and says why.",
    "T-A11": "Search, sort and page parameters as a way into the database. Bad ones are refused or ignored; values are bound.",
    "T-A12": "A customer's name that is a script, seen by an agent. Inert, and the policy would block it.",
    "T-A13": "Dangerous settings changed with a session left open. The password is asked again.",
    "T-A14": "Audit rows edited, deleted or forged. No way, and a trigger refuses it.",
  },
  later: {},
};

/** Attacks on partner codes and on capacity. */
export const partnerThreats: Chapter = {
  title: "Partner codes and capacity",
  part: "`core/partners/`, `core/registration/policy.ts`",
  rows: {
    "T-Q1": "Guessing codes. 64 random bits; shorter ones of the shop's own need captcha and tight limits; one answer.",
    "T-Q2": "A code that is used up, withdrawn, expired or another's. Refused at the last step too.",
    "T-Q3": "A right code with another partner's id. The code decides.",
    "T-Q4": "A code for three used by thirty at once. Three get in.",
    "T-Q5": "A look-up service that is slow, broken or lying. Closed, with a neutral sentence, within five seconds.",
    "T-Q6": "Codes in addresses or logs. Only in bodies; masked in logs.",
    "T-Z1": "Many finish at once for the last seat. One gets it: the seat is taken in the activating transaction.",
    "T-Z2": "Seats held by people who never prove their mailbox. They hold none.",
    "T-Z3": "A seat freed and filled again. Works once.",
    "T-Z4": "A door that forgets to count. All of them ask the same function.",
    "T-Z5": "The limit set below what is used. Nobody is removed; the door is closed.",
  },
};

/** Attacks by files that are imported. */
export const importThreats: Chapter = {
  title: "Imports",
  part: "the import page of the back office",
  rows: {
    "T-D1": "Cells that are formulas. Kept as they are, made harmless on export.",
    "T-D2": "Files that are huge, broken or oddly encoded. Read as a stream within limits; the line of an error is named.",
    "T-D3": "Columns for roles, hashes or verified dates. Ignored without right and mapping.",
    "T-D4": "A row with another customer's address or number. Reported, not merged.",
    "T-D5": "The same file twice, or a crash in the middle. Nothing doubles; it goes on where it stopped.",
    "T-D6": "A hundred thousand activation mails at once. Queued at a rate, with a stop.",
    "T-D7": "A file's name used as a path or markup. Neither.",
  },
};

/** Attacks by mail that leaves. */
export const outgoingThreats: Chapter = {
  title: "Outgoing mail",
  part: "`core/mail/`, `emails/`",
  rows: {
    "T-M1": "Line breaks in a name or subject that add headers or recipients. One recipient, no header added.",
    "T-M2": "Markup and template language in what people typed. Plain text in both parts of every mail.",
    "T-M3":
      "Scripts, files and the environment in an admin's own template. A language without logic, cleaned, previewed in a sandbox.",
    "T-M4": "A template saved without its link. Refused.",
    "T-M5": "Forged host headers, for every kind of mail. Links begin with PUBLIC_URL.",
    "T-M6": "Attachments that read files or addresses. Switched off.",
    "T-M7": "The shop used to advertise to strangers by way of a name. Names go into no mail to an unproven address.",
    "T-M8": "A password in a mail, or a code where none belongs. No mail holds a lasting password.",
    "T-M9": "A link in a mail that acts when it is opened. Looking changes nothing.",
    "T-M10": "A tracker that rewrites links. Foyer sends none, and a link survives one redirect.",
    "T-M11": "Automatic answers that start a loop: see T-I6.",
    "T-M12": "A real server spoken to without encryption in production. Refused unless the setting says so.",
  },
};

/** Attacks by mail that comes in. */
export const incomingThreats: Chapter = {
  title: "Incoming mail",
  part: "`core/inbound/`",
  rows: {
    "T-I1": "A forged sender. No account and no session; at most one neutral mail a day.",
    "T-I2": "A forged verdict header. Believed only from our own server.",
    "T-I3": "Senders written to be read in two ways. Exactly one address, or refused.",
    "T-I4": "A first mail that registers by itself. It makes a pending record and a link to that same address.",
    "T-I5": "Another address to answer to. Answers go to the authenticated sender.",
    "T-I6": "Automatic mail, lists and bounces. Not answered; a bounded number in any case.",
    "T-I7": "The same mail several times. One record, one answer.",
    "T-I8": "Mails that are huge or nested. Refused by size; parsing is bounded.",
    "T-I9": "A forged or replayed call of the webhook. Refused.",
    "T-I10": "Markup shown to an agent. Cleaned; nothing foreign loads.",
    "T-I11": "A known customer writes. No activation, no answer that differs.",
    "T-I12": "Blocked domains, sub-addresses and letter case. Compared in canonical form.",
  },
};
