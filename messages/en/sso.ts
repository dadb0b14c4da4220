/** Signing in through a provider: what stands around its button. */
export const sso = {
  or: "Other ways to sign in",
  directory: { identifier: "User name" },
  leaving: { heading: "One moment", goOn: "Go on to the sign-in provider" },
};
