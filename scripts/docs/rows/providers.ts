import type { Chapter } from "@/scripts/docs/rows/chapter";

/** Attacks on the way back from an OIDC provider. */
export const callbackThreats: Chapter = {
  title: "Coming back from a provider",
  part: "`auth/` and `providers/`",
  rows: {
    "T-O1": "A callback whose state is missing, wrong, used or another browser's. An error page and nothing else.",
    "T-O2": "The PKCE verifier of another flow. Refused.",
    "T-O3": "A flow begun at one provider and ended at another. Refused.",
    "T-O4": "Two providers mixed up by a malicious one. Refused; each has its own return address.",
    "T-O5": "A nonce that is missing, wrong or used. Refused.",
    "T-O6": "A signature that is bad, absent, of the wrong kind or by a key nobody published. Refused.",
    "T-O7": "An issuer that differs in any character from the one configured. Refused.",
    "T-O8": "An audience that is missing, another's, or shared without saying for whom. Refused.",
    "T-O9": "Times in the past or future. Refused beyond a minute of skew.",
    "T-O10": "A subject that is missing, empty, endless or a number. Refused or kept exactly; never invented.",
    "T-O11": "User info about another subject. Refused.",
    "T-O12": "An address the provider has not verified, said in any way. It opens nothing without a proof of our own.",
    "T-O13": "The same subject at another issuer. Another account.",
    "T-O14":
      "The address at the provider changes to a stranger's. The person stays who they were and gets nothing of the stranger's.",
    "T-O15": "An address given to a new person at the provider. Not signed in as the former one.",
    "T-O16": "The callback loaded twice or by the back button. A neutral page, no second account.",
    "T-O17": "Markup or addresses in the provider's error. Escaped, never followed.",
    "T-O18": "Answers that are huge, slow, redirecting or not what they claim. Cut at limits; other ways still work.",
    "T-O19": "An issuer setting that points inside the network. Refused unless allowed; https only.",
    "T-O20": "A connection switched off in mid-flow. Refused on the way back.",
    "T-O21": "A deactivated customer comes by a provider. Refused with the ordinary message.",
    "T-O22": "A return address on another site. Stays here.",
    "T-O23": "The provider's tokens in tables, pages or logs. Not kept if unused, else encrypted; never sent out.",
    "T-O24": "A foreign page starts a sign-in silently. Starting takes a POST of ours or a guarded redirect.",
    "T-O25": "The workspace-domain rule evaded by a similar or missing claim. The claim is compared exactly.",
  },
};

/** Attacks that join what belongs apart. */
export const linkingThreats: Chapter = {
  title: "Linking identities and accounts",
  part: "`core/identities/` and `auth/`",
  rows: {
    "T-L1": "An unproven account waits for its victim to come by a provider. The victim gets a clean account.",
    "T-L2": "A provider's address equals a proven account's. Not merged without the password or the mailbox.",
    "T-L3": "A session from before the owner's proof lives on. Ended with the next request.",
    "T-L4": "A foreign identity or number linked before the owner recovers. Not possible, or removed.",
    "T-L5": "Two people at one computer. The second identity is never linked into the first one's session.",
    "T-L6": "Linking started by a foreign page. Refused: it takes a request of one's own, bound to the account.",
    "T-L7": "The proof for one identity used by another. Refused: it names issuer and subject.",
    "T-L8": "A provider that vouches for addresses it has no say in. Not believed unless the admin says so.",
    "T-L9": "Removing the last way in, or somebody else's. Refused; not found.",
    "T-L10": "An identity that belongs to another account. Refused without saying whose.",
    "T-L11": "Twenty first sign-ins of one identity at once. One account, one identity.",
    "T-L12": "A pending change of address kept for later (see T-E4). Refused.",
  },
};

/** Ways around SSO only. */
export const ssoOnlyThreats: Chapter = {
  title: "Ways around SSO only",
  part: "`core/access/decide.ts` and every door",
  rows: {
    "T-X1": "The password door called although it is hidden. Refused before any hash.",
    "T-X2": "Reset, code, activation or invitation used instead. Refused or led to the provider; no password appears.",
    "T-X3": "Sessions from before the switch. What happens to them is documented and tested.",
    "T-X4": "The switch thrown while a form is open. Refused when it is posted.",
    "T-X5": "The provider is down and nobody gets in. A command on the server gives a one-time way in for staff, logged.",
    "T-X6": "Force login and SSO only send a refused person round and round. One try, then a page.",
  },
};

/** Attacks on directories. */
export const directoryThreats: Chapter = {
  title: "Directories (LDAP)",
  part: "`providers/ldap.ts`",
  rows: {
    "T-LD1": "Filter characters in the name. Escaped; they match nobody.",
    "T-LD2": "An empty password, which many directories take for a valid anonymous sign-in. Refused before asking.",
    "T-LD3": "Two entries match. Refused.",
    "T-LD4": "Special characters in a name used to look up groups. Escaped.",
    "T-LD5": "A plain connection, a bad certificate, a referral elsewhere. Refused; five seconds at most.",
    "T-LD6": "A person removed from the directory who still has a session. Ended at the next check.",
    "T-LD7": "The same address in the directory and here. The rule of T-L2.",
  },
};
