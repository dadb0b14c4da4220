/** Signing in through a provider: what stands around its button. */
export const sso = {
  or: "Other ways to sign in",
  directory: {
    intro: "Use the user name and password that you have there. This shop does not keep the password.",
    identifier: "User name",
    missing: "Enter your user name.",
    refused: "That did not work. Check both entries. After several failures wait a few minutes.",
  },
  leaving: { heading: "One moment", goOn: "Go on to the sign-in provider" },
};
