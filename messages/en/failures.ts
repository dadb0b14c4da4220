import { companyFailures } from "@/messages/en/company-failures";
import { conversationFailures } from "@/messages/en/conversation-failures";
import { mailboxFailures, webhookFailures } from "@/messages/en/inbound-failures";
import { dkimFailures, mailRoomFailures } from "@/messages/en/mail-failures";
import { mailTemplateFailures } from "@/messages/en/mail-template-failures";
import { mergeFailures } from "@/messages/en/merge-failures";
import { settingsFailures } from "@/messages/en/settings-failures";
import { staffFailures } from "@/messages/en/staff-failures";

/** The sentence of every failure code (core/failures.ts): what happened and what to do next. */
export const failures = {
  field: {
    required: "Fill this in.",
    "too-long": "This is too long. Shorten it{max, plural, =0 {} other { to # characters}}.",
    "odd-characters": "This contains characters that cannot be used here. Type it again without them.",
    invalid: "This cannot be used here. Check it and try again.",
    repeated: "This field was sent more than once. Open the page again and fill it in once.",
  },
  form: {
    "out-of-date": "This page has been open since before an update. Reload it and try again; nothing was changed.",
    changed:
      "The shop has changed this form while you had it open. What you typed is kept: look at it again and send it once more.",
  },
  number: { invalid: "Enter a number, such as 12 or 3.5, without spaces." },
  date: { invalid: "Enter a day of the calendar, such as 2001-05-31." },
  fields: {
    "not-found": "This field or version is not there any more. Somebody else may have removed it.",
    changed: "Somebody else has changed the form meanwhile. Nothing was saved: look at it again and save once more.",
    "key-invalid":
      "Use small letters, digits and _, beginning with a letter, at most 40 characters. Some words, such as email and password, are taken.",
    "key-taken": "Another field has this key already.",
    "too-many": "There are as many fields as a form can have ({max, number}). Remove one first.",
    "choices-missing": "Enter at least one choice.",
    "choice-invalid":
      "Line {line, number} cannot be used. Write one choice on each line, each only once, at most 200 of them and 100 characters each.",
  },
  consent: {
    changed: "This text was replaced by a new version while you were reading. Please read it and tick the box again.",
    needed: "Please accept the terms first. Nothing was changed.",
  },
  legal: {
    changed: "Somebody else has published this text meanwhile. Look at theirs before you publish yours; nothing was changed.",
    unchanged: "Nothing was changed, so there is nothing to publish.",
  },
  email: {
    invalid: "Enter an e-mail address like name@example.com.",
    same: "This is the address you have already. Enter another one.",
    taken:
      "This address already belongs to another account. Nothing was changed. Use another address, or contact the shop to have both accounts made one.",
    "sign-in-off":
      "Sign-in by e-mail cannot be turned on here: it is on already, or this shop does not offer it. Nothing was changed.",
    "other-account": "This link belongs to another account than the one you are signed in to here. Nothing was changed.",
  },
  password: {
    "too-short": "Use at least {min, number} characters. Several words in a row are easy to remember.",
    "too-long": "Use at most {max, number} characters.",
    common: "This password is easy to guess. Use several unrelated words, or let your password manager make one.",
    personal: "This password contains your name, your e-mail address or the shop's name. Use something only you know.",
    "wrong-current": "This is not your current password.",
    same: "This is the password you have already. Choose another one.",
  },
  address: {
    invalid: "Enter an address like https://login.example.com, without user name, question mark or #.",
    "not-allowed": "This address leads to this server itself or is not encrypted. Enter the provider's https address.",
  },
  domain: { invalid: "Enter domains like example.com, separated by commas or new lines." },
  customer: {
    "last-administrator":
      "This customer is the only account administrator of a company with other people in it. Make somebody else there an administrator first.",
    "not-found": "There is no such customer any more.",
    "no-account": "This customer has no account.",
    "name-missing": "Enter a first name or a last name.",
    changed:
      "Somebody else has changed this customer meanwhile, so nothing was saved. What you typed is still here: compare it with the customer's page in another tab, and save once more if it is right.",
    "number-mismatch": "This is not the customer number. Nothing was deleted.",
  },
  activation: {
    closed:
      "A link to activate an account would open nothing at the moment: customer accounts are off, or customers sign in through the sign-in provider only.",
    "has-account":
      "This customer has an account already. Somebody who does not know the password sets a new one at “Forgot your password?”.",
    "no-email": "There is no e-mail address to send it to. Enter one in the master data first.",
    "address-taken":
      "{email} already belongs to the account of customer {number}. Give this customer another address, or help that customer to sign in.",
    nobody: "Nobody without an account was selected. Select customers who have none, or choose another list.",
    none: "No activation is pending for this customer any more.",
  },
  phone: { invalid: "Enter a telephone number, such as +49 30 123456." },
  merge: mergeFailures,
  order: {
    "not-found": "There is no such order. Check the number.",
    "has-owner":
      "This order belongs to customer {number}, who has or had an account. Only orders that were placed as a guest and are nobody's can be attached.",
    "origin-merged": "This order came from a customer who was merged into this one. Undo that merge first.",
    elsewhere: "This order is filed under another customer by now. Open that customer to change it.",
  },
  partner: {
    "code-refused":
      "This partner code cannot be used. Check it; if it is right, ask for another one where you have it from. Nothing was changed.",
    unavailable: "Partner codes cannot be checked just now. Nothing was changed. Try again in a few minutes.",
  },
  company: companyFailures,
  conversation: conversationFailures,
  mailbox: mailboxFailures,
  webhook: webhookFailures,
  connection: {
    "not-found": "There is no such connection any more.",
    unusable: "With these entries the connection cannot be used. Check them against what the provider shows.",
    "issuer-fixed":
      "People already sign in through this connection, so it must stay with its provider. Add a new connection for another one.",
    "secret-again":
      "The address has changed, so enter this again: what is stored goes to no other address than the one it was entered for.",
    "last-enabled":
      "“Single sign-on only” is on and this is the last enabled connection: without it no customer could sign in. Enable another one, or switch “Single sign-on only” off first.",
    "domain-taken": "{domain} already belongs to the connection “{label}”. A domain can lead to one enabled connection only.",
  },
  quantity: {
    invalid: "Enter a quantity from 1 to 99.",
    "too-many":
      "With what is in your cart already, these would be more than 99 of one thing. Nothing was added: enter fewer, or change the quantity in the cart.",
  },
  country: { invalid: "Choose a country." },
  postcode: { invalid: "Enter a postcode, such as 28013 or SW1A 1AA." },
  access: {
    "sign-in-first": "For this you have to be signed in now. Sign in in another tab and try again; what you typed is still here.",
    "not-found": "This page does not exist.",
    "sso-only":
      "This shop signs customers in through its sign-in provider only. Go to the sign-in page and use the button there.",
    "accounts-off": "This shop has no customer accounts at the moment.",
  },
  "sign-in": {
    refused:
      "That did not work. Check both entries. After several failures wait a few minutes, or set a new password. If you registered recently, check your mail first: it says if something is still to be done, by you or by the shop.",
  },
  captcha: {
    missing: "Confirm that you are not a robot. This page needs JavaScript for that.",
    wrong: "The check that you are not a robot has expired. Try again.",
  },
  approval: {
    "not-waiting": "This request is not waiting any more: somebody has decided, or it has lapsed. Open the list again.",
    "has-account":
      "There is an account with this address or this sign-in by now. Refuse the request if the account is not meant for it.",
    "code-ended":
      "{why, select, off {The shop takes no partner codes at the moment. Switch them on in the settings of registration, then approve.} shut {“{partner}”, whose code was given, is deactivated. Reactivate it, then approve.} withdrawn {The code of “{partner}” that ends with {hint} was withdrawn.} expired {The code of “{partner}” that ends with {hint} has expired.} usedUp {The code of “{partner}” that ends with {hint} is used up.} other {The partner code that was given is not known any more.}} {why, select, off {} shut {} other {To let this person in, make a new code, refuse this request, and ask them in the reason to register again with the new code.}} Nothing was decided: the request goes on waiting.",
  },
  registration: {
    "not-waiting":
      "This registration is not waiting any more: it was confirmed, discarded, or has expired. Open the list again to see how it stands.",
    full: "All places are taken at the moment, so nobody can register.",
    "link-only": "Here you can only register by the link that the shop hands out. Open that link, or ask the shop for it.",
    "link-gone":
      "This link is not valid any more: the shop has made a new one, the time for it has passed, or a part of it was lost on the way. Ask the shop for the new one.",
    "not-yet": "Registration is not open yet.",
    over: "The time in which people could register is over.",
    closed: "Registration is closed at the moment. Ask the shop if you need an account.",
    domain: "Addresses of this domain cannot register here. Use another address, or ask the shop.",
    disposable: "This is an address to throw away, and we could not reach you there later. Use one that you keep.",
    "sub-address": "Use your address without the + and what follows it.",
    taken:
      "This address already belongs to an account. Sign in with it, set a new password if you do not know yours, or contact the shop.",
    "signed-in": "You are signed in already. Sign out first to register somebody else.",
  },
  seats: {
    full: "All {max, number} places are taken, so this account cannot open again. Deactivate another customer who registered, or raise the maximum in the settings.",
  },
  sso: {
    refused: "You cannot sign in to this shop that way. If that surprises you, contact the shop.",
    failed: "Signing in did not work: what the sign-in provider answered could not be used. Nothing was changed. Try again.",
    cancelled: "Signing in was stopped before it was done. Nothing was changed. You can try again.",
    unavailable: "The sign-in provider does not answer at the moment. Try again in a minute.",
    expired: "That took too long, or you went on in another browser. Start again.",
    loop: "You were sent to the sign-in provider twice and are still not signed in. Use the button to try once more.",
    gone: "This way to sign in is not offered any more. Choose another one, or contact the shop.",
    taken: "This cannot be connected to your account. Use another one there, or contact the shop.",
    "address-taken":
      "This address belongs to an account that signs in with its customer number. Sign in with the number and connect this way of signing in on your account's security page, or contact the shop.",
    "confirm-first": "Your sign-in is a while ago. Sign out, sign in again and repeat this within a quarter of an hour.",
    "last-way": "This is your only way to sign in. Connect another one before you disconnect it.",
  },
  proof: {
    invalid: "This link or code is not valid any more: it was used, it expired, or a newer one was sent. Ask for a new one.",
    "other-browser": "Continue in the browser in which you started, or open the link in your mail.",
  },
  code: {
    wrong: "This is not the code. Check the newest mail and try again.",
    ended: "This code is not valid any more. Use the link in the mail, or ask for a new one.",
    refused:
      "This code does not count: it is not the newest one, or it has ended. Check the newest mail, use its link, or ask for a new one.",
    gone: "This code is not valid any more. Ask for a new one below.",
  },
  cart: {
    empty: "Your cart is empty. Add something first.",
    full: "Your cart holds 50 different things, which is the most it can hold. Order these first, or take something out.",
    "product-gone": "Something in your cart is not offered any more. Take it out of your cart and try again.",
    changed: "A price or your cart has changed since you opened this page. Check the new total and place the order again.",
  },
  checkout: {
    "other-customer":
      "Somebody has signed in, or in as somebody else, since this page was opened. Nothing was ordered yet: look who is ordering, and place the order again.",
  },
  product: { gone: "This is not offered any more. Nothing was added to your cart." },
  claim: {
    "no-match":
      "No order with this number and postcode can be added. The number is in the confirmation mail, and the postcode on the page that its link opens. If they are right, contact the shop.",
  },
  settings: settingsFailures,
  directory: {
    url: "Enter an address like ldaps://directory.example.com, with a port if it is not the usual one, and nothing after it.",
    plain: "With ldap:// passwords would travel in the clear. Switch StartTLS on, or use ldaps://.",
    certificate:
      "This is no certificate. Paste it as text, from “-----BEGIN CERTIFICATE-----” to “-----END CERTIFICATE-----”, without a private key.",
    filter: "This is no LDAP filter. It begins with ( and ends with ), like (memberOf=cn=shop,ou=groups,dc=example,dc=com).",
    "user-filter":
      "This is no LDAP filter that compares something with the typed name. The help of this field shows how it is written.",
    attribute: "Enter the name of one attribute, such as mail.",
  },
  import: {
    "not-found": "There is no such import.",
    "not-now": "The import is no longer where this page showed it. Load the page again.",
    "column-missing": "Choose a column for this field.",
  },
  dkim: dkimFailures,
  "mail-template": mailTemplateFailures,
  logo: { invalid: "Choose a PNG or JPEG picture of at most 100 kB, up to 2000 pixels wide and high." },
  mail: {
    ...mailRoomFailures,
    "not-found": "There is no such mail.",
    "sent-already": "This mail has been sent already.",
    "mailbox-full":
      "This mailbox has had a mail within the last minute, or as many as it gets in an hour or a day. Wait, and try again; nothing was changed.",
  },
  staff: staffFailures,
  "partner-code": {
    invalid: "Use 6 to 64 letters and digits, and nothing that looks like a generated code (16 signs).",
    taken: "There is such a code already. Choose another one.",
    past: "This day is over. Choose a later one, or leave it empty.",
    gone: "This code does not count any more.",
  },
  "user-type": {
    "not-found": "This user type is not there any more. Choose another one.",
    "name-taken": "There is a user type of this name already.",
    nothing: "Tick at least one permission: who may do nothing needs no user type.",
    "default-needs-administrator":
      "The first person of a new company gets this user type and must be its account administrator, or nobody could invite colleagues. Choose a type with “Account administrator”, or keep it ticked here.",
    "last-administrator":
      "“{company}” has no other account administrator than people of this user type. Make somebody else there an administrator first.",
    "is-default": "This user type is given to new people. Choose another default first.",
    "in-use": "Somebody has this user type, or an invitation or a code gives it. Only one that was never used can be deleted.",
  },
  limits: {
    "too-many":
      "Too many tries from here. Wait {hours, plural, =0 {{minutes, plural, =0 {a few minutes} one {a minute} other {about # minutes}}} other {about # hours}} and try again.",
  },
  server: {
    busy: "Too many people are at the door at once. Try again in a few seconds; nothing was changed.",
    unavailable:
      "The shop cannot do this right now. Nothing was changed, and what you typed is still here. Try again in a moment.",
  },
};
