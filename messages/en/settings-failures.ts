/** What to do about a failure of a setting. */
export const settingsFailures = {
  invalid: "Choose one of the values offered.",
  colour: "Enter a colour like #1f5c4d.",
  number: "Enter a whole number.",
  "too-small": "Enter {min} or more.",
  "too-large": "Enter {max} or less.",
  "no-variables": "Nothing is filled in here: everybody gets the same text. Take out what stands in double braces.",
  unknown: "There is no such setting.",
  "force-login-needs-accounts": "Force login needs customer accounts. Switch customer accounts on first.",
  "accounts-needed-by-force-login": "Force login is on and needs customer accounts. Switch force login off first.",
  "sso-only-needs-connection":
    "“Single sign-on only” needs a connection that is enabled and tested. Without one nobody could sign in.",
  "person-in-charge": "Enter the e-mail address of an active staff member.",
  "person-in-charge-needed": "Name a person in charge first. Without one nobody can register.",
  moment: "Enter day and time like 2026-12-01 09:00.",
  "time-zone": "Enter the name of a time zone, like Europe/Madrid.",
  "partner-directory":
    "A service needs its address and the secret that both share. Without them nobody could be let in by its codes.",
  "captcha-keys": "This provider needs its site key and its secret. You get both there.",
  "apple-app-id": "Enter identifiers like A1B2C3D4E5.com.example.shop: ten letters and digits of the team, then the bundle.",
  "android-package": "Enter a package name like com.example.shop.",
  fingerprint: "Enter SHA-256 fingerprints like 14:6D:E9:…, 32 pairs each.",
  "closes-before-opens": "This is not after the moment at which registration opens.",
  "web-address":
    "A web address with :// cannot stand here: in a mail it would be a link that leads away. Leave https:// out: www.example.com.",
  "hour-above-day": "More mails in an hour than in a day are never sent. Enter no more than for a day.",
  "smtp-url": "Enter an address like smtps://user:password@mail.example.com:465.",
  changed:
    "“{label}”: somebody else has changed this since you opened the page. {kind, select, on {It is on now.} off {It is off now.} secret {What they entered is not shown.} empty {It is empty now.} other {It is “{value}” now.}} Nothing was saved yet. Yours is still here: save once more if it is right.",
};
