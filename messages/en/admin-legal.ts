/** The room where terms and privacy are written. */
export const adminLegal = {
  heading: "Terms and privacy",
  intro:
    "What customers accept when they get an account. As long as nothing is published nobody is asked, and there is no page for it. Every edition is kept.",
  languages: { en: "Text in English", es: "Text in Spanish" },
  markup:
    "Leave a line free between paragraphs. Begin a line with # for a heading, with - for a point of a list, with 1. for a numbered one. A link: [words](https://example.com). Nothing else is needed, and HTML stays plain text. Whoever reads in a language without a text gets the other one.",
  state: {
    none: "Nothing is published.",
    withdrawn: "Withdrawn. Nobody is asked.",
    published: "Version {edition} is published, since {at}.",
  },
  change: {
    label: "What kind of change is this?",
    new: "A new version: everybody is asked to accept it at their next sign-in",
    correction: "Only a correction: what was accepted counts on, nobody is asked",
    first: "Everybody is asked to accept it: new customers at once, others at their next sign-in.",
  },
  publish: "Publish",
  published: "Published. It counts everywhere within a second.",
  withdraw: "Withdraw this text",
  withdrawText:
    "The page is gone then and nobody is asked any more. What customers have accepted stays known. You can publish again later.",
  withdrawn: "Withdrawn. Nobody is asked any more.",
  history: {
    heading: "Editions",
    columns: { edition: "Version", kind: "Kind of change", at: "Published", by: "By" },
    kinds: { new: "New version", correction: "Correction", withdrawal: "Withdrawal" },
    show: "Show version {edition}",
    nobody: "Former staff member",
  },
  edition: {
    heading: "{title}, version {edition}",
    back: "Back to terms and privacy",
    withdrawal: "With this edition the text was withdrawn.",
  },
  accepted: {
    title: "Terms and privacy",
    text: "What this customer has accepted, when and from where.",
    none: "This customer has accepted nothing yet.",
    columns: { what: "What", version: "Version", at: "Accepted", where: "At", from: "From where" },
    doors: {
      registration: "Registration",
      activation: "Activation",
      invitation: "Invitation into a company",
      connection: "Sign-in provider",
      consents: "Asked again after signing in",
    },
  },
};
