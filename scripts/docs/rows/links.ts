import type { Chapter } from "@/scripts/docs/rows/chapter";

/** Attacks on activation and invitation links. */
export const linkThreats: Chapter = {
  title: "Links that activate or invite",
  part: "`app/(door)/confirm`, `core/registration/`",
  rows: {
    "T-V1": "A mail scanner opens the link first. Looking changes nothing; only the button's POST does, and it still works.",
    "T-V2": "A scanner is given the session. No cookie that opens anything is set by looking.",
    "T-V3": "A page that submits itself when scripts run. Ours never does; the link stays unused.",
    "T-V4": "The button pressed twice, in two tabs, or twenty times at once. One account, one session, friendly answers.",
    "T-V5": "A link that is expired, cut, altered or unknown. One neutral page that offers a way on.",
    "T-V6": "Another address or role sent along with an invitation. Only what the server stored counts.",
    "T-V7": "An invitation accepted by another person's account. Refused unless the proven address is the invited one.",
    "T-V8": "An invitation for several used in parallel by more. Exactly as many get in.",
    "T-V9": "An invitation withdrawn, or its sender deactivated, before it is accepted. Refused.",
    "T-V10": "An activation sent again while the first link still works. The earlier mailed link is dead.",
    "T-V11":
      "An agent copies a link and activates the account personally. A permission, shown once, logged, told to the customer.",
    "T-V12":
      "A victim is sent the attacker's own activation link. The page names the account; only setting the password signs in.",
    "T-V13":
      "The link's secret leaks by referrer, history or foreign resources. Referrers stay here, nothing foreign loads, nothing is cached.",
    "T-V14": "Activating an account that was disabled or deleted meanwhile. Refused.",
  },
};

/** Attacks on the password reset. */
export const resetThreats: Chapter = {
  title: "Password reset",
  part: "`core/sign-in/request-reset.ts`, `reset-password.ts`, `core/passwords/`",
  rows: {
    "T-P1": "Asking for a reset to learn who has an account, by address or by number. The same page for everybody.",
    "T-P2": "Forged host headers so that the mailed link leads elsewhere. Links begin with PUBLIC_URL and nothing else.",
    "T-P3": "Two addresses, a list, `cc` or line breaks in the field. Refused; one recipient.",
    "T-P4":
      "Going to the last step without the first, or swapping two people's resets. The password changes only by a proof for that account.",
    "T-P5":
      "A link used twice, or twenty times at once with different passwords. One wins and its password is the one that works.",
    "T-P6": "A link used after the password or the address changed, or after a sign-in. Refused.",
    "T-P7": "Sessions of somebody who knew the old password. All end with the reset.",
    "T-P8": "A change of address that an intruder began survives the reset. It is cancelled.",
    "T-P9": "A foreign identity that an intruder linked before survives the reset. Those linked before the proof are removed.",
    "T-P10": "A reset that makes a stranger's planted data look proven. The mailbox counts as proven; nothing planted remains.",
    "T-P11":
      "A reset for somebody who signs in by a provider only. Same page; the mail says how to sign in; no password is made.",
    "T-P12": "The reset itself signs in. It does not: a notice is mailed, without any password, and the customer signs in.",
    "T-P13": "Guessing links. They hold 256 random bits, are found by hash, and trying is limited.",
    "T-P14": "Filling somebody's mailbox with resets. One a minute, five an hour.",
    "T-P15": "Asking for resets to lock somebody out. The old password works until a new one is set.",
  },
};

/** Attacks on changing the address. */
export const emailChangeThreats: Chapter = {
  title: "Change of the e-mail address",
  part: "`core/email-change/`, `app/account/email`",
  rows: {
    "T-E1": "Changing the address with a stolen session. A recent password or provider sign-in is asked for.",
    "T-E2": "The new address works before it was proven. The old one stays until the new mailbox says yes.",
    "T-E3":
      "A stranger's mailbox is made to confirm. The page names the account, and the signed-in browser is needed too; whether an address is taken is told only after its proof.",
    "T-E4": "A change begun long ago and confirmed late. Refused after an hour, or once the address is taken.",
    "T-E5": "Two accounts confirm the same address at once. One wins; the other gets a neutral sentence.",
    "T-E6": "The former address is not told. It is, with a way to object; looking at that page changes nothing.",
    "T-E7": "The former address still signs in or resets. It does neither.",
    "T-E8": "Sign-in by e-mail turned on for a number-only account without a new password. Refused until both were done.",
  },
};

/** Attacks on customer numbers. */
export const numberThreats: Chapter = {
  title: "Customer numbers",
  part: "`core/customers/customer-number.ts` and the back office",
  rows: {
    "T-N1":
      "Trying numbers one after another. A limit per address and one for the whole shop stop it, and every answer is alike.",
    "T-N2":
      "A number that looks like an address, has leading zeros, full-width digits or spaces. One canonical form, one person.",
    "T-N3": "Signing in by e-mail to an account that has only its number. Refused with the ordinary message.",
    "T-N4": "Ten wrong tries by number and ten by e-mail. One counter for the person.",
    "T-N5": "An agent changes the address and sends an activation there. Logged, and the former address is told.",
    "T-N6": "Activating a customer who is active already. Password and sessions are not silently replaced.",
    "T-N7":
      "Reaching another's purchases by activating with that person's address. Only an agent, or the proven mailbox, is told.",
  },
};
