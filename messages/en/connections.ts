/**
 * Every field of a connection in words: group (common, or the kind of provider) and name, then label, help and the words of a choice. The
 * help says what the field does, what it is at first, and what can go wrong.
 */
export const connections = {
  common: {
    label: {
      label: "Message on the button",
      help: "What customers read on the button, in your own words: “Sign in with your staff account”. It must not be empty. A name that people do not know makes them hesitate.",
    },
    logo: {
      label: "Drawing beside it",
      help: "A small drawing on the button. None at first. It changes nothing about how people sign in.",
      options: { none: "None", key: "Key", building: "Building", badge: "Badge", globe: "Globe", people: "People" },
    },
    domains: {
      label: "E-mail domains of this connection",
      help: "Whoever types an address of one of these domains when signing in or registering is sent to this connection. Empty at first: then nobody is. For these domains the connection may also link an account that exists, so list only domains whose mailboxes this provider really runs.",
    },
    trustEmail: {
      label: "Trust its verified addresses",
      help: "An address that the provider calls verified needs no further proof by mail. Off at first: then everybody proves their mailbox with a code once. Switch it on only for a provider that really checks, or somebody could come in with a stranger's address.",
    },
    enabled: {
      label: "Enabled",
      help: "Customers see the button and can sign in with it. Off at first. Test the connection before you switch it on. When off, nobody can sign in through it; accounts and their links to it are kept.",
    },
    isDefault: {
      label: "Default connection",
      help: "With force login and single sign-on only, visitors are sent straight to this connection. Off at first; only one connection can be it. With a single enabled connection it makes no difference; with several and no default, visitors choose a button.",
    },
  },
  google: {
    clientId: {
      label: "Client ID",
      help: "The name under which Google knows this shop; it ends with .apps.googleusercontent.com. Empty at first. With a wrong one Google shows an error instead of its sign-in page.",
    },
    clientSecret: {
      label: "Client secret",
      help: "The password of this shop at Google, from the same page as the client ID. Empty at first. It is kept encrypted and never shown again. With a wrong one people come back from Google with an error.",
    },
    hostedDomain: {
      label: "Only this Workspace",
      help: "The domain of a Google Workspace, such as example.com: only its people may come in. Empty at first: then everybody with a Google account may.",
    },
  },
  oidc: {
    issuer: {
      label: "Issuer",
      help: "The address of the provider as it names itself, such as https://login.example.com/realms/shop. Empty at first. Whether a slash stands at its end is found out by the test. It cannot change once people sign in through this connection.",
    },
    clientId: {
      label: "Client ID",
      help: "The name under which the provider knows this shop. Empty at first. With a wrong one the provider shows an error instead of its sign-in page.",
    },
    clientSecret: {
      label: "Client secret",
      help: "The password of this shop at the provider. Empty at first, which is right only for providers that give out none. It is kept encrypted and never shown again. With a wrong one people come back with an error.",
    },
    scopes: {
      label: "Scopes",
      help: "What the shop asks the provider for, separated by spaces. At first “openid profile email”: who it is, name and address. Without “openid” nothing works; without “email” everybody has to type their address.",
    },
    clientAuthentication: {
      label: "How the secret is sent",
      help: "How the shop shows its client secret to the provider. In the header at first, as the standard wants it. Choose the form if the test sign-in says that the client is unknown.",
      options: { client_secret_basic: "In the header (basic)", client_secret_post: "In the form (post)" },
    },
    asksUserInfo: {
      label: "Ask for name and address separately",
      help: "Some providers tell name and address only when asked a second time (UserInfo). Off at first, since most tell both at once. Switch it on if the test sign-in shows no address; every sign-in then takes a little longer.",
    },
  },
  ldap: {
    url: {
      label: "Address of the directory",
      help: "Where the directory answers, such as ldaps://directory.example.com. Empty at first. With ldap:// the line is encrypted by StartTLS, which must then be ticked; passwords never travel unencrypted.",
    },
    startTls: {
      label: "StartTLS",
      help: "Encrypts a line that began in the clear, for addresses with ldap://. Off at first. With ldaps:// it makes no difference.",
    },
    certificate: {
      label: "Certificate of the authority",
      help: "Who vouches for the directory's certificate, as text that begins with -----BEGIN CERTIFICATE-----. Empty at first: then this machine's own list counts. A directory inside your network often has an authority of its own, and is refused without this.",
    },
    bindDn: {
      label: "Service account",
      help: "The entry that looks people up, such as cn=shop,ou=services,dc=example,dc=com. Empty at first, for directories that let everybody search. It needs to read people and groups, and nothing else.",
    },
    bindPassword: {
      label: "Password of the service account",
      help: "Needed whenever a service account stands above. Empty at first. It is kept encrypted and never shown again. When it expires at the directory, nobody can sign in through it.",
    },
    baseDn: {
      label: "Where people are",
      help: "The entry below which people and groups are looked for, such as ou=people,dc=example,dc=com. Empty at first. Too far down, and some people are not found.",
    },
    userFilter: {
      label: "How people are found",
      help: "The search for what somebody typed, which stands in it as {name}, such as (&(objectClass=person)(uid={name})). At first it looks at uid, mail and sAMAccountName, which suits most directories. If it finds two people, neither can sign in.",
    },
    groupFilter: {
      label: "Who may come in",
      help: "A search that a person must match, such as (memberOf=cn=customers,ou=groups,dc=example,dc=com), or (&(cn=customers)(member={dn})) where people do not carry their groups; {dn} stands for the person. Empty at first: then everybody who is found may come in.",
    },
    idAttribute: {
      label: "Attribute that never changes",
      help: "What people are recognised by for ever. At first entryUUID; Active Directory has objectGUID. Never one that can be given to somebody else later, such as a name or an address: that person would get the account.",
    },
    mailAttribute: {
      label: "Attribute of the address",
      help: "Where the e-mail address of a person stands. At first mail. If it is empty for somebody, they type their address themselves. Addresses from here count as verified by the directory; whether that is believed is said under “Trust its verified addresses”.",
    },
    firstNameAttribute: {
      label: "Attribute of the first name",
      help: "Where the first name of a person stands. At first givenName. People can correct it before they accept.",
    },
    lastNameAttribute: {
      label: "Attribute of the last name",
      help: "Where the last name of a person stands. At first sn. People can correct it before they accept.",
    },
    skipsAccept: {
      label: "Account without asking",
      help: "People get their account with the first sign-in, without the page that asks them to accept. Off at first. Only where everybody in the directory has agreed already, such as your own staff.",
    },
  },
};
