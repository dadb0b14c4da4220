import type { Chapter } from "@/scripts/docs/rows/chapter";

/** Attacks on signing in by password. */
export const signInThreats: Chapter = {
  title: "Sign-in by password",
  part: "`core/sign-in/sign-in.ts`, `core/security/`",
  rows: {
    "T-S1":
      "Finding out by message who has an account. Unknown, wrong password, locked, deactivated, unproven, without a password: one message, one status.",
    "T-S2":
      "Finding out by time. Exactly one argon2id comparison happens every time, against a decoy of today's cost where there is no hash.",
    "T-S3":
      "Guessing one account's password from many addresses. The counter is the account's; never more than 100 guesses without a success.",
    "T-S4": "One password tried on many accounts from one address. The address has a limit of its own and gets 429.",
    "T-S5": "Many guesses at the same instant to slip past the counter. No more reach the comparison than the limit allows.",
    "T-S6":
      "Locking somebody out on purpose. A reset lets the owner in at once and the lock ends by itself; a reset never prolongs it. Staff are not locked out in a browser in which they signed in before.",
    "T-S7": "Learning that the password was right while the account is locked. Right and wrong are answered alike.",
    "T-S8": "Going around a lock by another name or another door of the same account. All of them share one counter.",
    "T-S9":
      "Fields sent twice, as lists or objects, with NUL, lone surrogates, line breaks or thousands of characters. 400 and a sentence; nothing too long is ever hashed.",
    "T-S10": "A password cut short, with another last character, or trimmed. Only the exact one is right.",
    "T-S11": "An accent typed as one character or as two. It is one password: it is normalised (NFKC) before hashing.",
    "T-S12":
      "One address written in several ways: letter case, internationalised domain. It is one account, kept unique by an index on the canonical form.",
    "T-S13": "A foreign page signs a visitor in to the attacker's account. 403, no cookie.",
    "T-S14": "A session planted in the browser before signing in. A new token is made and the planted one opens nothing.",
    "T-S15": "Extra fields such as a role, a verified date or somebody's number in the form. They change nothing.",
  },
};
