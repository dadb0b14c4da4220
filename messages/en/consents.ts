/** Terms and privacy: to read, to accept, and to accept again. */
export const consents = {
  nav: "Legal texts",
  terms: {
    title: "Terms",
    heading: "Terms and conditions",
    accept: "I accept the terms and conditions.",
    read: "Read the terms",
  },
  privacy: {
    title: "Privacy",
    heading: "Privacy policy",
    accept: "I have read and accept the privacy policy.",
    read: "Read the privacy policy",
  },
  newTab: "(opens in a new tab)",
  edition: "Version {version}, as of {at}",
  again: {
    heading: "Please look at what has changed",
    text: "{count, plural, one {There is a text here that you have not accepted yet.} other {There are texts here that you have not accepted yet.}} Please read and accept it to go on. What you wanted to see comes next.",
    submit: "Accept and continue",
    none: "There is nothing left to accept.",
    continue: "Continue",
    leaveHeading: "Do you not want to accept?",
    leaveText:
      "Then sign out. Your account, your orders and what you accepted before stay as they are; you can come back at any time.",
  },
};
