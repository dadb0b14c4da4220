/** Sign in, register, prove, reset. */
export const door = {
  signIn: {
    heading: "Sign in",
    identifier: { both: "E-mail or customer number", email: "E-mail", number: "Customer number" },
    password: "Password",
    submit: "Sign in",
    forgot: "Forgot password?",
    byCode: "Sign in with a code",
    newHere: "New here?",
    newHereText: "With an account you see what you bought and order faster.",
    create: "Create account",
    passwordSet: "Your password is set. Sign in with it.",
    alreadyHere: "You are signed in as {name}. If somebody else signs in here, {name} is signed out.",
    goOn: "Continue as {name}",
    why: {
      shop: "This shop is open to its customers only: please sign in. Then you come to the page you wanted.",
      order:
        "This shop asks everybody to sign in first, for an order too. If you ordered as a guest, sign in and then open the link in the order's mail again: it shows the order.",
      purchase: "To place an order here, please sign in first. What is in your cart stays there.",
    },
    ssoNone: "Signing in is not possible at the moment. Contact the shop.",
  },
  tooMany: "Too many tries from here",
  code: {
    heading: "Sign in with a code",
    intro: "Enter what you sign in with. If an account belongs to it, you get a mail with a code of 6 digits.",
    send: "Send me a code",
    back: "Back to sign-in",
    sentHeading: "Check your mail",
    sent: "If an account belongs to what you entered, a mail with a code is on its way to its address. Enter the code here.",
    again: "No mail? Ask for another one",
    refused:
      "This code does not count: it is mistyped, not the newest one, or it has ended. Check the newest mail, or ask for another one.",
  },
};
