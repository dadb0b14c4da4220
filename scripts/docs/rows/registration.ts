import type { Chapter } from "@/scripts/docs/rows/chapter";

/** Attacks on registering. */
export const registrationThreats: Chapter = {
  title: "Registration",
  part: "`core/registration/`, `core/customers/`",
  rows: {
    "T-R1":
      "Registering an address to learn whether it is taken. The answer is the same; the owner's mailbox gets a mail that changes nothing.",
    "T-R2": "Registering over somebody's account. Its name, password and sessions stay as they were.",
    "T-R3":
      "Registering a stranger's address first and waiting for the owner. The owner's proof completes the owner's attempt; the stranger's password never counts.",
    "T-R4": "Using an account before the mailbox was proven. There is no session and no purchase history.",
    "T-R5": "Getting at another's purchases by a look-alike address. History follows only the exact canonical address proven.",
    "T-R6":
      "A quoted local part that makes a mailer write to somebody else. Refused; a mail goes to the stored address or nowhere.",
    "T-R7": "Full-width characters that turn into a second @. The address is normalised first and then refused.",
    "T-R8": "Two recipients in one field, in any notation. 400; no mail ever has two recipients.",
    "T-R9": "Registration is off and the request is sent anyway, at any door. The server refuses and nothing is stored.",
    "T-R10":
      "A captcha answer that is missing, used, expired or from another form, or a check that fails. Refused, with a way on.",
    "T-R11": "The captcha left out by calling the action directly. Refused.",
    "T-R12": "Required fields left out, hidden or unknown ones sent, a megabyte of text. Refused, ignored, or too large.",
    "T-R13":
      "A weak password: common, the shop's name, one's own name or address, too short. Refused with the reason; a long phrase with spaces and emoji is welcome.",
    "T-R14": "Steps skipped or replayed. The state moves only on a recorded proof and is checked once more at the end.",
    "T-R15": "Joining or ruling a company by registering with its name, domain or tax number. Not possible.",
    "T-R16": "Choosing a user type in the form. The server chooses.",
    "T-R17":
      "A name that is markup, a template, a formula, reversed text, a web address or endless. Shown as plain text everywhere, cut, and never a link in a mail.",
    "T-R18": "The person in charge becomes inactive while somebody registers. Refused at the last step too.",
    "T-R19": "Many registrations from one address of the network. After the limit 429, and no more mails than it allows.",
    "T-R20": "Somebody signed in opens another person's link. The page says so; the first session ends before the second begins.",
  },
  later: {},
};

/** Attacks on the 6-digit code. */
export const codeThreats: Chapter = {
  title: "The 6-digit code",
  part: "`core/security/token.ts` and the proofs of `core/registration/` and the reset",
  rows: {
    "T-C1": "Guessing. After five wrong codes the right one is refused too.",
    "T-C2": "Guessing in parallel. No more than five reach the comparison.",
    "T-C3": "Asking for new codes to get new tries. At most 15 wrong codes a day for an address.",
    "T-C4": "A code for one's own address used for another's. Refused: it belongs to address, purpose and attempt.",
    "T-C5": "A code for one purpose used for another. Refused.",
    "T-C6": "A code typed in another browser than the one that asked. Refused there.",
    "T-C7": "The same code twice, also at the same instant. One account and one session come of it.",
    "T-C8": "A code after ten minutes. Refused, whether or not anything was cleaned up.",
    "T-C9": "An earlier code after a newer one of the same attempt. Refused; another browser's attempt does not end mine.",
    "T-C10": "Predicting codes. They come from the system's generator, uniform over all six digits.",
    "T-C11": "Reading codes in the database, the log, an address or a subject line. Only a keyed hash is stored.",
    "T-C12": "Filling somebody's mailbox with codes. One a minute and a daily maximum, with the same answer when capped.",
    "T-C13": "Spaces, dashes or full-width digits in a code. Accepted as the code they mean.",
    "T-C14":
      "Signing in with the code as a password. Refused; where the shop makes it the first password, once within a day, and only to set a real one.",
  },
};
