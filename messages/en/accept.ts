/** The page for somebody whom a sign-in provider sent and whom the shop does not know yet. */
export const accept = {
  heading: "Almost there",
  text: "You came by “{button}”, and this shop does not know you yet. Check the entries and accept: then your account is ready.",
  closed: "New accounts are not made at the moment. If you have one already, accept to connect it.",
  email: "E-mail",
  emailHint: "We send a code there to make sure that the address is yours.",
  submit: "Accept and continue",
  leaveHeading: "Not you, or not now?",
  leaveText: "Then nothing is kept of what you came with.",
  leave: "No, leave",
  code: {
    text: "We have sent a mail with a code to {email}. Enter it here.",
    againText: "A new mail can be sent once a minute. Its code replaces the earlier one.",
    sent: "If a minute has passed since the last mail, a new one is on its way to {email}. Only the newest code counts.",
  },
  nothing: {
    heading: "There is nothing to accept",
    text: "Nothing is kept of a sign-in provider's answer in this browser: you left, you have accepted already, or it took longer than half an hour.",
    signedIn: "You are signed in as {name}.",
    signIn: "Sign in",
    account: "Go to my account",
    toShop: "To the shop",
  },
};
