/** Signing in through a provider: what stands around its button. */
export const sso = {
  or: "Or sign in with",
  leaving: { heading: "One moment", goOn: "Go on to the sign-in provider" },
};
