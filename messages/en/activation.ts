/** The page behind an activation link. */
export const activation = {
  heading: "Activate your account",
  textByMail:
    "You wrote to the shop by mail, and this makes your account as customer {number}. Check what is below and choose a password: then it is yours, and you are signed in.",
  text: "The shop has prepared an account for you as customer {number}. Check what is below and choose a password: then it is yours, and you are signed in.",
  email: "E-mail",
  emailHint: "If you enter another address than the one shown, we send it a code first to make sure that it is yours.",
  emailOptionalHint:
    "You may leave it out: you sign in with your customer number. To an address that you enter we send a code first.",
  emailOptional: "E-mail (optional)",
  newPassword: "New password",
  submit: "Activate my account",
  code: {
    heading: "Check your mail",
    text: "We have sent a code to {email}. Enter it here to activate your account with this address.",
    patience: "It can take a few minutes. If it does not come, look into the spam folder too. Until then there is no account.",
    againText: "A new code can be sent once a minute. It replaces the earlier one.",
    sent: "If a minute has passed since the last mail, a new code is on its way to {email}. Only the newest one counts.",
  },
  stale: {
    heading: "This link is not valid any more",
    text: "It was used, it has expired, the shop sent a newer one or took it back, or a part of it was lost on the way.",
    active:
      "If you have activated your account already, sign in with your customer number. If you do not know your password, set a new one.",
    ask: "If not, ask the shop for a new link.",
    signIn: "Sign in",
    reset: "Set a new password",
  },
};
