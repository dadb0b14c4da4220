import { mailSettings } from "@/messages/en/mail-settings";
import { partnerSettings } from "@/messages/en/partner-settings";

/**
 * Every setting in words: group, name, then label, help and the words of a choice's options. The help says what the setting does, what
 * it is at first, and what can go wrong. The back office shows it behind the "?", docs/settings.md is made from it.
 */
export const settings = {
  access: {
    customerAccounts: {
      label: "Customer accounts",
      help: "Customers can have an account, sign in and see what they bought. On at first. When off, “Sign in” disappears from the menu, nobody can sign in or register, and everybody shops as a guest. Existing accounts are kept and work again when you switch this back on.",
    },
    forceLogin: {
      label: "Force login",
      help: "Only signed-in customers see the shop; everybody else is sent to the sign-in page first. Off at first. Good for a shop for known customers only. Search engines and new visitors then see nothing of your goods. Needs customer accounts.",
    },
    ssoOnly: {
      label: "Single sign-on only",
      help: "Customers sign in through your sign-in provider and in no other way: passwords, registration and password reset are closed to them. Off at first. Needs a provider that is connected and tested. If the provider is down, customers cannot sign in; staff always can.",
    },
    guestCheckout: {
      label: "Guest checkout",
      help: "People can order without an account. On at first. When off, they must sign in or register before they order, which some will not do.",
    },
    signInNames: {
      label: "Customers sign in with",
      help: "What customers may type into the sign-in box. Both at first. If you allow only one of the two, customers who know only the other one cannot get in until they ask you.",
      options: {
        both: "E-mail address or customer number",
        email: "E-mail address only",
        number: "Customer number only",
      },
    },
    codeSignIn: {
      label: "Sign in with a code from a mail",
      help: "Customers can have a 6-digit code mailed to them and sign in with it instead of a password. Off at first. Good for people who never chose a password; whoever can read their mail can then sign in, as with a forgotten password.",
    },
    internalHosts: {
      label: "Providers inside your own network",
      help: "Host names of sign-in providers that have an address of a private network, such as login.corp.example, separated by commas. Empty at first: then Foyer asks only providers on the internet. Name only servers that you run yourself.",
    },
  },
  registration: {
    open: {
      label: "Registration open",
      help: "New customers can create an account themselves. On at first, and works once a person in charge is named below. When off, nobody can register in any way; accounts that exist are not touched.",
    },
    flow: {
      label: "How people register",
      help: "The steps a new customer goes through. At first: one form with name, e-mail and password, then a mail to prove the address. No account exists before the address is proven. Whoever has begun in one way finishes in it, also after you change this.",
      options: {
        form: "One form, then a mail to confirm",
        "email-first": "E-mail first, everything else after the mail",
        code: "Name and e-mail, then a code from the mail; no password needed",
        "access-data": "A form, then access data by mail",
      },
    },
    firstPassword: {
      label: "First password by mail",
      help: "Lets a mail carry something that counts once as the first password, for 24 hours, and opens nothing but the page that sets a real one. None at first, which is safest: whoever reads the mail later can do nothing with it. Each kind belongs to one way of registering and changes nothing in the others.",
      options: {
        none: "None",
        code: "The code (when people register by code)",
        generated: "A generated password (when people get access data)",
      },
    },
    tellTaken: {
      label: "When the address already has an account",
      help: "What somebody sees who registers with an address that already belongs to an account. At first only the owner of the mailbox is told, by mail. Telling at once is more convenient, but then anybody can find out who your customers are by trying addresses.",
      options: {
        "after-proof": "Tell only the owner of the mailbox",
        "at-once": "Tell on the form at once",
      },
    },
    personInCharge: {
      label: "Person in charge",
      help: "E-mail address of the staff member who looks after new customers. At first the admin who set up this shop. Without one, or when that person is no longer active here, registration closes by itself.",
    },
    contact: {
      label: "Whom to ask",
      help: "Who people can ask while nobody can register: an e-mail address, a telephone number, or a name. Everybody can read it on the registration page. Empty at first: then the page only says that the shop can be asked.",
    },
    welcomeMessage: {
      label: "Welcome message",
      help: "The first message a new customer finds under “Messages”, from the person in charge. Empty at first: then there is none. Customers who have registered already do not get it.",
    },
    capacity: {
      label: "Most customers",
      help: "How many active customers may have come by registering, in whatever way; accounts that staff made or imported do not count. 0 at first, which means as many as want to. When the number is reached, registration closes, and opens again as soon as one of them is deactivated or deleted. A lower number than there are customers removes nobody.",
    },
    waitingList: {
      label: "Waiting list",
      help: "When all places are taken, people can leave their address and get a mail when one is free; it is held for them for two days, then it goes to the next. Off at first. Whoever is on the list when it is switched off is still told.",
    },
    linkOnly: {
      label: "By registration link only",
      help: "Only people who come by the registration link below can register; the page tells the others to ask for it. Off at first. Whoever has the link can pass it on; a new one ends the old one at once.",
    },
    opensAt: {
      label: "Opens at",
      help: "From when on people can register, by the clock of the time zone under “Shop”. Empty at first: then it is open at once.",
    },
    closesAt: {
      label: "Closes at",
      help: "Until when people can register, by the clock of the time zone under “Shop”. Empty at first: then it stays open. Who has begun and confirms the address later comes too late.",
    },
    allowedDomains: {
      label: "Allowed domains",
      help: "Only addresses of these domains can register, such as example.com for people@example.com; a subdomain has to be listed itself. Empty at first: every domain may. Accounts that exist, and those that staff make, are not touched.",
    },
    blockedDomains: {
      label: "Blocked domains",
      help: "Addresses of these domains, and of all that lies below them, cannot register. Empty at first. Accounts that exist are not touched.",
    },
    refuseDisposable: {
      label: "Refuse throw-away addresses",
      help: "On at first: nobody registers with a mailbox that ends by itself or that anybody can read. Foyer knows several hundred such services.",
    },
    disposableDomains: {
      label: "More throw-away domains",
      help: "Domains to refuse as throw-away beside those that Foyer knows; there are longer lists to paste. With ! before it, such as !example.com, a domain is none of them. Empty at first.",
    },
    addressVariants: {
      label: "Several spellings of one mailbox",
      help: "Many mailboxes have any number of addresses: ann+shop@example.com reaches ann@example.com, and Google minds no dots. At first each spelling may have an account. With one account each, whoever has proven another spelling is told that there is one. Refusing the + altogether also turns away people who use it to sort their mail.",
      options: {
        allow: "Each may have an account",
        "one-account": "One account for all spellings",
        refuse: "No addresses with a +",
      },
    },
    approval: {
      label: "Staff approve new customers",
      help: "Off at first: whoever has proven the address has an account. When on, everybody waits until somebody has approved or refused them under Approvals in the back office, and is told by mail. People whom staff have sent an activation do not wait.",
    },
    companies: {
      label: "Companies",
      help: "Whether people can register a company, an association or a household. Off at first. Whoever registers one is its first person and its administrator, and can invite colleagues. Two companies may bear one name: nobody joins one by its name.",
      options: { off: "Nobody is asked", optional: "For myself or for a company", required: "For a company only" },
    },
    partnerCodes: {
      label: "Partner codes",
      help: "People can register with a code that they have from a partner of yours, and belong to it then. Off at first. You make the codes under Partners; where else codes are looked up stands in the settings of partners.",
    },
    captcha: {
      label: "Robot check",
      help: "Makes the visitor's device do a small calculation before registering, so that robots give up. Nothing is sent to other companies. At first only when something looks suspicious. “Never” invites automatic registrations; “always” shuts out people who have JavaScript switched off.",
      options: {
        off: "Never",
        suspicious: "When something looks suspicious",
        always: "Always",
      },
    },
  },
  captcha: {
    kind: {
      label: "Kind of robot check",
      help: "How people are told from robots. At first by a small calculation on the visitor's own device, which asks nobody else. Turnstile and hCaptcha show a box of their own; their companies then learn who is about to register here, and your privacy notice must say so. If the company is away, nobody who is asked can register: go back to the calculation then.",
      options: {
        altcha: "Calculation on the visitor's device",
        turnstile: "Cloudflare Turnstile",
        hcaptcha: "hCaptcha",
      },
    },
    difficulty: {
      label: "How long the calculation takes",
      help: "How much the visitor's device has to calculate. At first about a second on a usual computer. Longer stops more robots, and lets people with old telephones wait. Counts for the calculation only.",
      options: {
        easy: "A moment",
        normal: "About a second",
        hard: "Several seconds",
      },
    },
    siteKey: {
      label: "Site key",
      help: "The public key that Turnstile or hCaptcha has given you for this shop. Empty at first. Not used for the calculation.",
    },
    secret: {
      label: "Secret",
      help: "The secret that Turnstile or hCaptcha has given you for this shop. Empty at first. It is kept encrypted and never shown again. With a wrong one nobody who is asked can register.",
    },
  },
  partners: partnerSettings,
  activation: {
    signInWith: {
      label: "Such accounts sign in with",
      help: "What customers sign in with whose account was made by staff and activated by link. At first the customer number only: their e-mail then does not sign in until they turn it on themselves. With both, the e-mail works as soon as the mailed link or a code has proven it. Accounts that are active already do not change.",
      options: {
        number: "Customer number only",
        "number-and-email": "Customer number and e-mail",
      },
    },
    linkHours: {
      label: "Activation link works for",
      help: "How many hours the link in an activation mail works. 72 at first. More is convenient for people who rarely read their mail, but whoever gets into that mailbox meanwhile can activate the account.",
    },
    copyLink: {
      label: "Agents may copy activation links",
      help: "Agents can copy a link to hand it over themselves, for customers without mail. Off at first: then only admins can. Whoever has such a link can activate the account, staff included; so it works for 12 hours at most, each one is in the audit log, and the customer is told on activation.",
    },
    mailsPerMinute: {
      label: "Activation mails per minute",
      help: "How many activation mails leave in a minute when you send them to many customers at once. 60 at first. With more, your mail server or the mailboxes of your customers may take them for spam.",
    },
  },
  passwords: {
    minLength: {
      label: "Shortest password",
      help: "How many characters a new password needs at least. 15 at first, as experts advise where nothing but a password protects an account. Fewer is easier to type and easier to guess. Passwords that exist stay valid.",
    },
  },
  sessions: {
    idleDays: {
      label: "Signed out after no visit for",
      help: "A customer who does not come back for this many days must sign in again. 7 at first. More is convenient, but on a shared or stolen device somebody else stays signed in for longer.",
    },
    absoluteDays: {
      label: "Signed out in any case after",
      help: "After this many days a customer must sign in again, however often they visit. 30 at first. More means that a stolen device is of use to a thief for longer.",
    },
    perAccount: {
      label: "Signed in at once, at most",
      help: "In how many browsers and devices one customer can be signed in at the same time. 20 at first. When there would be more, the one not used for the longest time is signed out. Fewer makes lent passwords less useful; more is hardly ever needed.",
    },
  },
  audit: {
    keepDays: {
      label: "Audit log kept for",
      help: "Entries of the audit log that are older than this are deleted within the hour; the deletion itself is logged. 180 at first. Longer helps to clear up what somebody notices late; but the log holds the addresses people came from, and your privacy notice must say how long you keep them.",
    },
  },
  privacy: {
    erasedOrders: {
      label: "Orders of deleted customers",
      help: "What happens to the orders when a customer's data is deleted. At first their name and postal address stay on them, since most shops have to keep invoices for years. “Take them off” leaves number, goods, sums and country only: choose it if your invoices are kept elsewhere. The e-mail address and the link to the order go in either case, and the customer is told beforehand which of the two it is.",
      options: {
        keep: "Keep name and postal address",
        anonymise: "Take name and postal address off",
      },
    },
  },
  staff: {
    requireSecondFactor: {
      label: "Second factor for all staff",
      help: "Everybody in the back office needs an authenticator app on top of the password. Off at first. When you switch it on, whoever has none sees only the page that sets one up, from the next click on. Who loses the app uses a recovery code, asks an admin, or runs npm run admin:unlock on the server.",
    },
  },
  mail: mailSettings,
  shop: {
    name: {
      label: "Shop name",
      help: "Stands at the top of every page and in every mail. “Foyer” at first. Passwords that contain it are refused.",
    },
    color: {
      label: "Colour",
      help: "The colour of buttons and links, written like #1f5c4d. A calm green at first. Text on it becomes black or white by itself, whichever reads better.",
    },
    language: {
      label: "Language",
      help: "The language of pages and mails for visitors whose browser asks for none that we speak. English at first. Every visitor can change it at the foot of the page.",
      options: {
        en: "English",
        es: "Spanish",
      },
    },
    timeZone: {
      label: "Time zone",
      help: "By whose clock registration opens and closes, and the last day of a partner code ends, named like Europe/Madrid. UTC at first.",
    },
  },
  app: {
    appleAppIds: {
      label: "App on iPhone and iPad",
      help: "The identifiers of your app at Apple, team and bundle, like A1B2C3D4E5.com.example.shop, separated by commas. Empty at first: then links open in the browser. Your app has to name this shop's address among its associated domains. It is then opened by every link that mails lead customers to: registration, activation, invitations, new passwords, a changed address, orders, the account. The operations guide lists the paths.",
    },
    androidPackage: {
      label: "App on Android: package",
      help: "The package name of your app, like com.example.shop. Empty at first: then links open in the browser. Works together with the fingerprints below. Which links it opens, your app's intent filters say: the operations guide lists the paths that mails lead to.",
    },
    androidFingerprints: {
      label: "App on Android: fingerprints",
      help: "The SHA-256 fingerprints of the certificates that your app is signed with, separated by commas or new lines; Google's Play Console shows them. Empty at first. With a wrong one, Android opens the browser instead.",
    },
  },
};
