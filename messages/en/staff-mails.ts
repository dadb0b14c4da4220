/** What mails to staff say. */
export const staffMails = {
  staffInvitation: {
    subject: "Your access to the back office of {shop}",
    heading: "You are invited to the back office",
    text: "{by} has given you access to the back office of {shop}. Set a password, and you are in.",
    role: {
      agent: "You are going to look after customers as an agent.",
      admin: "You are going to be an admin: you can do everything there.",
    },
    button: "Set my password",
    lasts: "The link works once, within 72 hours.",
    notYou: "If you know nothing of this, ignore this mail. Without a password nobody gets in.",
  },
  staffPasswordLink: {
    subject: "A new password for the back office of {shop}",
    heading: "Choose a new password",
    text: "{by} has sent you this link, so that you can choose a new password for the back office of {shop}. All your devices were signed out.",
    button: "Choose a password",
    lasts:
      "The link works once, within 24 hours. Then sign in with the new password, and with your second factor if you have one.",
    notYou: "If you did not ask for this, tell {by}. Your present password still works until the link is used.",
  },
  templateTest: {
    subject: "Test of a mail of {shop}",
    heading: "No mail could be made of the template",
    text: "You have sent yourself a test of a mail that you were writing in the back office of {shop}. By the time it was sent, no mail could be made of it.",
    note: "Open the mail in the back office again and look at its preview. Customers are sent the original of the product meanwhile.",
  },
  staffNotice: {
    passwordChanged: {
      subject: "Your password for the back office of {shop} was changed",
      text: "Your password for the back office of {shop} was changed just now, and all other devices were signed out.",
    },
    unlocked: {
      subject: "Your access to the back office of {shop} was unlocked",
      text: "Your access to the back office of {shop} was unlocked with a link made on the server: there is a new password, a second factor is off, and all other devices were signed out.",
    },
    secondFactorOn: {
      subject: "Second factor for the back office of {shop} is on",
      text: "From now on the back office of {shop} asks you for a code from your authenticator app after your password.",
    },
    secondFactorOff: {
      subject: "Second factor for the back office of {shop} is off",
      text: "The back office of {shop} no longer asks you for a code after your password: you have switched the second factor off.",
    },
    secondFactorReset: {
      subject: "An admin has reset your second factor at {shop}",
      text: "An admin has switched off your second factor for the back office of {shop}. Your password alone signs you in until you set up an authenticator again.",
    },
    recoveryCodeUsed: {
      subject: "A recovery code was used at the back office of {shop}",
      text: "Somebody, probably you, has signed in to the back office of {shop} with your password and one of your recovery codes. That code no longer works.",
    },
    recoveryCodesRenewed: {
      subject: "New recovery codes for the back office of {shop}",
      text: "New recovery codes were made for your access to the back office of {shop}. The earlier ones no longer work.",
    },
    heading: "Your access to the back office",
    ifYou: "If you know of it, there is nothing to do.",
    button: "Go to the back office",
    notYou: "If you do not, tell an admin of the shop at once.",
  },
};
