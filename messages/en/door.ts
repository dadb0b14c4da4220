/** Sign in, register, prove, reset. */
export const door = {
  signIn: {
    heading: "Sign in",
    identifier: { both: "E-mail or customer number", email: "E-mail", number: "Customer number" },
    password: "Password",
    submit: "Sign in",
    forgot: "Forgot password?",
    newHere: "New here?",
    newHereText: "With an account you see what you bought and order faster.",
    create: "Create account",
    passwordSet: "Your password is set. Sign in with it.",
    ssoNone: "Signing in is not possible at the moment. Contact the shop.",
  },
};
