/** From the registration form to the active account. */
export const registration = {
  form: {
    heading: "Create an account",
    email: "E-mail",
    password: "Password",
    passwordRule: "At least {min, number} characters. Several unrelated words are easy to remember and hard to guess.",
    firstName: "First name",
    lastName: "Last name",
    submit: "Create account",
    haveOne: "Do you have an account already?",
    signIn: "Sign in",
  },
  intro: {
    form: "We send you a mail to make sure that the address is yours. Then your account is active.",
    "email-first": "Enter your e-mail. We send you a mail with a link to everything else.",
    code: "We send you a mail with a code. Enter it, and your account is active. You need no password.",
    "access-data": "We send your access data by mail. With the link in it you set your password.",
    formApproval:
      "We send you a mail to make sure that the address is yours. Then the shop looks at your registration and tells you by mail.",
    codeApproval: "We send you a mail with a code. Enter it, and the shop looks at your registration and tells you by mail.",
    generated: "We send your access data by mail, with a first password that you change when you sign in.",
  },
  closed: { toShop: "To the shop", signIn: "Sign in" },
  signedIn: {
    text: "You are signed in as {name}. Sign out first to create an account for somebody else.",
    account: "Go to my account",
  },
  mail: {
    heading: "Check your mail",
    text: "We have sent a mail to {email}. Press the button in it, or enter its code here. Either will do.",
    textCode: "We have sent a mail to {email}. Enter its code here, or press the button in it. Either will do.",
    textPassword: "We have sent your access data to {email}. Sign in with the first password in it; then you choose your own.",
    againText: "A new mail can be sent once a minute. Its link and code replace the earlier ones.",
    sent: "If a minute has passed since the last mail, a new one is on its way to {email}. Only the newest one counts.",
    nothingText:
      "In this browser there is nothing to confirm. If you have confirmed your address in another one, sign in. If not, open the link in your mail, or start again here.",
  },
  confirm: {
    heading: "Confirm your e-mail",
    text: "This confirms that {email} is yours.",
    person:
      "This was started in another browser, or another address was registered in this one since. To make sure that the account is yours, check the name and choose a password here; one that was typed at the beginning does not count.",
    personOnly:
      "This was started in another browser, or another address was registered in this one since. To make sure that the account is yours, check what is entered here; nothing that was typed at the beginning counts.",
    newPassword: "New password",
    submit: "Confirm my e-mail",
    another: "Ask for a new mail",
    anew: "Register anew, without the partner code or with another one",
    codeEnded:
      "The partner code that you began with does not count any more, so no account was made. Ask for another one where you have it from, or begin anew without it under “Create an account”.",
    full: "All places were taken meanwhile, so no account was made. “Create an account” says whom to ask, and takes you on the waiting list if there is one.",
  },
  finish: {
    heading: "Create an account",
    text: "This confirms that {email} is yours. Only this is missing for your account.",
    submit: "Create account",
  },
  setPassword: {
    heading: "Set your password",
    text: "For your new account with {email}. You sign in with the address and this password.",
    submit: "Set password",
  },
  switching: {
    text: "You are signed in as {name}. If you go on, {name} will be signed out and the new account signed in.",
    stay: "Stay signed in as {name}",
  },
  stale: {
    heading: "This link is not valid any more",
    text: "It was used, it has expired, a newer one was sent, or a part of it was lost on the way.",
    active: "If you have confirmed your address already, your account is active: sign in.",
    another: "Ask for a new link",
    signIn: "Sign in",
  },
  welcome: {
    heading: "Your account is active",
    text: "You are signed in as {email}. Your customer number is {number}; you can sign in with it too.",
    textNumberOnly: "You are signed in. Your customer number is {number}: it is what you sign in with. Write it down.",
    textEmailOnly: "You are signed in as {email}. Your customer number is {number}.",
    choose: "You have not chosen a password yet. Without one you get back in by “Forgot password?”.",
    chooseOrCode: "You have not chosen a password. You can choose one, or go on signing in with a code that we mail you.",
    toPassword: "Choose a password",
    orders:
      "{count, plural, one {One earlier order was placed with this address. You find it in your account.} other {# earlier orders were placed with this address. You find them in your account.}}",
    toOrders: "See my orders",
    continue: "Continue",
  },
  waiting: {
    heading: "Almost there",
    text: "Thank you: your address is confirmed. The shop looks at new registrations itself. You get a mail as soon as somebody has decided.",
    toShop: "To the shop",
  },
  taken: {
    heading: "You have an account already",
    email: "The address you confirmed belongs to an account. Nothing was changed.",
    number:
      "The address you confirmed belongs to an account that signs in with its customer number. Nothing was changed. The number is on your invoices.",
    signIn: "Sign in",
    reset: "Set a new password",
    contact: "If neither works, contact the shop.",
  },
};
