/** A new password by link or code, and the page after signing out. */
export const reset = {
  ask: {
    heading: "Forgot your password?",
    intro: "Enter what you sign in with. If an account belongs to it, you get a mail with a link and a code for a new password.",
    number: "Forgotten your customer number? Enter your e-mail: the mail names the number, too.",
    identifier: "E-mail or customer number",
    submit: "Send reset link",
    back: "Back to sign-in",
  },
  sent: {
    heading: "Check your mail",
    text: "If an account belongs to what you entered, a mail is on its way to its address. Press the button in it, or enter its code here.",
    submit: "Set password",
    again: "No mail? Ask for another one",
  },
  set: {
    heading: "Set a new password",
    text: "For the account of {email}. Afterwards you are signed out everywhere and sign in with the new password.",
    newPassword: "New password",
    submit: "Set password",
  },
  stale: {
    heading: "This link is not valid any more",
    text: "It was used, it expired, or a newer one was sent. If you have signed in meanwhile, you do not need it.",
    another: "Ask for a new one",
    signIn: "Sign in",
  },
  signedOut: {
    heading: "Signed out",
    text: "You are signed out on this device. See you soon.",
    signIn: "Sign in again",
    toShop: "To the shop",
  },
};
