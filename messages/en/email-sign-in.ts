/** Signing in by e-mail as well as by customer number, turned on by the customer (P-V4). */
export const emailSignIn = {
  heading: "Turn on e-mail sign-in",
  back: "Sign-in and security",
  offer: "You sign in with your customer number. You can have your e-mail address as a second name.",
  text: "We send a code to your e-mail address. With the code and a new password you can then sign in with your e-mail or your customer number, as you like. Until then nothing changes.",
  email: "E-mail",
  ask: "Send code",
  againHeading: "No mail, or another address?",
  sentHeading: "Check your mail",
  sentTo:
    "If {email} can be used, a mail with a code is on its way there. A mailbox gets one a minute at most: if none comes, ask again below.",
  sent: "If the address can be used, a mail with a code is on its way there. A mailbox gets one a minute at most: if none comes, ask again below.",
  both: "Enter the code and choose a new password. Afterwards you stay signed in here and are signed out everywhere else.",
  newPassword: "New password",
  submit: "Turn on e-mail sign-in",
  done: "From now on you can sign in with your e-mail, too. Your new password is saved, and all other devices are signed out.",
};
