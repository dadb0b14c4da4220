import { adminAudit } from "@/messages/en/admin-audit";

/** The back office: frame, door, overview, settings pages, audit log. */
export const admin = {
  title: "Back office",
  navLabel: "Back office",
  rooms: { overview: "Overview", staff: "Staff", mail: "Mail", settings: "Settings", audit: "Audit log" },
  signedInAs: "Signed in as {name}",
  toShop: "View the shop",
  signIn: {
    heading: "Sign in",
    intro: "For the people who run this shop.",
    identifier: "E-mail",
    password: "Password",
    submit: "Sign in",
    refused: "That did not work. Check both entries. After several failures wait a few minutes.",
    help: "Forgot your password? Ask an admin of this shop to send you a link, or whoever runs the server.",
    renewed: "Your new password is set. Sign in with it.",
  },
  setup: {
    heading: "Set your password",
    intro: "For {email}. Afterwards you are signed in to the back office.",
    newPassword: "New password",
    submit: "Set password",
    goneHeading: "This link does not work any more",
    otherHeading: "Somebody else is signed in here",
    goneText:
      "It was used already, it has ended, it was withdrawn, or a newer one was made. If you have set your password, sign in. Otherwise ask whoever gave you the link for a new one.",
    toSignIn: "Go to sign-in",
    renewHeading: "Choose a new password",
    renewIntro: "For {email}. Afterwards sign in with it.",
  },
  overview: {
    heading: "Overview",
    attention: "Needs your attention",
    nothing: "Nothing at the moment.",
    mailsFailed: "{count, plural, one {# mail could not be delivered.} other {# mails could not be delivered.}}",
    mailsWaiting:
      "{count, plural, one {# mail has been waiting for more than two minutes.} other {# mails have been waiting for more than two minutes.}}",
    mailsBounced: "{count, plural, one {# mail of this week came back.} other {# mails of this week came back.}}",
    unread:
      "{count, plural, one {A customer's message has been unread for over an hour.} =100 {Messages of more than 99 customers have been unread for over an hour.} other {Messages of # customers have been unread for over an hour.}}",
    mailbox: "The mailbox {name} cannot be read. What customers write there does not arrive.",
    noMailServer: "No mail server is set: mails are kept and wait. Until one is set, nobody can register or reset a password.",
    registrationClosed: {
      "switched-off": "Registration is closed: it is switched off.",
      "accounts-off": "Registration is closed: customer accounts are switched off.",
      "no-person-in-charge": "Registration is closed: nobody is in charge of new customers yet.",
      "person-in-charge-inactive": "Registration is closed: the person in charge is no longer active here.",
      "not-yet": "Registration is closed: its time has not come yet.",
      over: "Registration is closed: its time is over.",
      full: "Registration is closed: all places are taken.",
    },
    numbersRefused:
      "Sign-ins with a customer number are being refused: more than 1,000 tries have failed within ten minutes. Somebody may be trying numbers in turn. E-mail, providers and new passwords still work.",
    codesGuessed: {
      open: "{count, number} partner codes were tried in vain today. Somebody may be guessing. Codes that Foyer made cannot be guessed; withdraw short ones that you chose.",
      closed:
        "{count, number} partner codes were tried in vain today, so nobody can use a code that staff chose until the day is over (UTC). Codes that Foyer made still work: make new ones of those for partners who need one now.",
    },
    sameAddress:
      "{count, plural, one {# customer shares an address with another account.} other {# customers share an address with another account.}} Perhaps they are the same person.",
    look: "Look at it",
    change: "Change it",
    askAdmin: "An admin can change this.",
    askAdminToLook: "An admin can look at it.",
    figures: "Today and in total",
    customers: "Customers",
    accounts: "Customers with an account",
    pending: "Pending activations",
    registrations: "Registrations today",
    signIns: "Customers signed in today",
    days: "Days begin at midnight UTC.",
  },
  trends: {
    heading: "The last {count} days",
    table: "As a table",
    day: "Day (UTC)",
    titles: {
      registrations: "Registrations",
      signIns: "Sign-ins",
      refusedSignIns: "Refused sign-ins",
      activations: "Activations",
      mails: "Mail",
    },
    series: {
      registrations: "Completed",
      signIns: "Signed in",
      refusedSignIns: "Refused",
      activationsSent: "Sent",
      activations: "Activated",
      mailsSent: "Delivered",
      mailsFailed: "Given up",
    },
  },
  settings: {
    heading: "Settings: {group}",
    nav: "Groups of settings",
    groups: {
      access: { title: "Access", text: "Who sees the shop, and how customers get in." },
      registration: { title: "Registration", text: "How new customers get an account." },
      captcha: {
        title: "Robot check",
        text: "Which one is used. When it is asked for stands under Registration.",
      },
      partners: {
        title: "Partners",
        text: "Where the codes of partners are looked up. Whether people are asked for one stands under Registration.",
      },
      activation: { title: "Accounts made by staff", text: "How customers whom staff invite get in." },
      passwords: { title: "Passwords", text: "What a new password must be like. The rule is the same wherever one is set." },
      sessions: {
        title: "Signed-in time",
        text: "How long customers stay signed in. Staff are signed out after 15 minutes without a click.",
      },
      privacy: { title: "Privacy", text: "What is kept of people who are not customers any more." },
      staff: { title: "Staff", text: "How the people who run the shop sign in." },
      mail: { title: "Mail", text: "How the shop sends its mail." },
      audit: { title: "Audit log", text: "How long it is kept who did what." },
      shop: { title: "Shop", text: "The shop's name and look." },
      app: {
        title: "App",
        text: "Your own app, which phones open instead of the browser when somebody follows a link of this shop.",
      },
    },
    submit: "Save",
    discard: "Discard changes",
    saved: "Saved. The change is in effect everywhere within a second.",
    help: "Help: {label}",
    warning: "Please note",
    bounds: {
      days: "{min, number} to {max, number} days",
      hours: "{min, number} to {max, number} hours",
      characters: "{min, number} to {max, number} characters",
      plain: "{min, number} to {max, number}",
    },
    listHint: "Separate several by commas or new lines.",
    overridden:
      "Whoever runs this server has set SMTP_URL (in the demo, its own catcher of mails): that one is used, and what is entered here is not.",
    ssoOnlyNow:
      "Switched on now, it {signedOut, plural, =0 {signs nobody out} one {signs # customer out at once} other {signs # customers out at once}}. {unconnected, plural, =0 {Every account is connected with a provider.} one {# account is connected with no provider yet: its owner gets in only if one knows the same e-mail address.} other {# accounts are connected with no provider yet: their owners get in only if one knows the same e-mail address.}}",
    secretSet: "Something is stored. Leave this empty to keep it.",
    secretUnset: "Nothing is stored yet.",
    secretRemove: "Remove what is stored",
    warnings: {
      "force-login-registration-closed":
        "Force login is on and registration is closed: only people who already have an account get in.",
      "guests-need-accounts": "Guests cannot order and nobody can register: only people who already have an account can buy.",
      "force-login-failing":
        "Force login is on, customers can only sign in through a provider, and no enabled connection works: nobody sees the shop. Look at Single sign-on.",
      "sso-only": "If your sign-in provider fails, no customer can sign in until it works again.",
      "sso-only-failing": "No enabled connection works at the moment: no customer can sign in. Look at Single sign-on.",
      "sso-only-untested":
        "No enabled connection was tested since it was last changed. Test it under Single sign-on before customers do.",
      "sso-only-doubtful":
        "The latest test sign-in did not work, though an earlier one did. If it failed because of the provider, no customer can sign in now either. Look at Single sign-on and test it again.",
      "sso-only-registration-closed":
        "Registration is closed: only people who have signed in through a connection before get in.",
      "tell-at-once": "Anybody can find out whether an address belongs to one of your customers by trying it.",
      "code-without-way-back":
        "People register without a password and cannot sign in by code: who chooses none gets back in only by “Forgot password?”. Switch “Sign in with a code from a mail” on under Access.",
      "needed-by-code-flow":
        "People register by name, e-mail and code, without a password. While this is off, who chooses none gets back in only by “Forgot password?”.",
      "first-password": "Until it is used or a day has passed, whoever reads the mail can choose the password of the account.",
      "access-data-without-captcha": "Access data is meant to be sent only after a robot check; “Never” switches that off too.",
      "captcha-off": "Robots can register and make this shop send mail to strangers.",
      "no-person-in-charge": "Registration stays closed until a person in charge is named.",
      "person-in-charge-inactive": "This person is not active here any more, so registration has closed. Name somebody else.",
      "registration-full": "All places are taken: nobody can register until one is free or there are more.",
      "registration-not-yet": "Until then nobody can register.",
      "registration-over": "This moment has passed: nobody can register.",
      "waiting-list-without-capacity": "There is no maximum, so nobody ever has to wait.",
      "short-passwords": "Below 15 characters, a password alone protects an account less well than experts advise.",
      "idle-beyond-absolute": "Every session ends by the limit below before it can end by this one.",
      "no-mail-server": "No mail is sent until this is set: nobody can register or reset a password.",
    },
    portal: {
      title: "Address of the portal",
      text: "Hand this out to your customers: they sign in and register there.",
      copy: "Copy",
      copied: "Copied",
      qr: "QR code of {url}",
    },
  },
  confirm: {
    label: "Your password",
    hint: "To confirm that it is you: this change decides who gets in, and you gave your password more than 15 minutes ago.",
  },
  audit: adminAudit,
};
