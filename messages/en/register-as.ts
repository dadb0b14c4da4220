/** For whom somebody registers, where the shop lets them choose. */
export const registerAs = {
  question: "Who is the account for?",
  ways: { myself: "For myself", company: "For a company", partner: "I have a partner code" },
  companyHint: "Or an association, or a household. You become its first person and can invite others.",
  partnerCode: "Partner code",
  partnerCodeHint: "The company or association that you belong to gave it to you. Capitals and dashes do not matter.",
};

/** What staff see of the service that knows partners' codes. */
export const adminDirectory = {
  title: "When the service could not tell",
  text: "The last times that a partner's code was looked up in vain because the service did not answer as it should. Nobody got in by those codes.",
  none: "It has always answered so far.",
  columns: { when: "When", trouble: "What happened" },
  troubles: {
    "not-set-up": "Address or secret is missing.",
    "address-refused": "The address is in a network that Foyer may not call, or is not encrypted.",
    unreachable: "It could not be reached.",
    "too-slow": "It took too long.",
    "too-large": "Its answer was too large.",
    redirected: "It answered with the address of another page.",
    encoded: "Its answer was compressed.",
    status: "It answered with another status than 200.",
    "not-understood": "Its answer was not what the guide describes.",
    "other-code": "Its answer was about another code.",
  },
};
