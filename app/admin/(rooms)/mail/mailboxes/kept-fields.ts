/** What comes back after a failure: everything but passwords. */
export const MAILBOX_FIELDS = [
  "name",
  "address",
  "host",
  "port",
  "security",
  "userName",
  "isEnabled",
  "registers",
  "requiresAuthentication",
  "ownHops",
] as const;

/** What is said of a field that was left empty. */
export const MAILBOX_WORDS = {
  name: "adminInbound.mailboxes.needed.name",
  address: "adminInbound.mailboxes.needed.address",
  host: "adminInbound.mailboxes.needed.host",
  userName: "adminInbound.mailboxes.needed.userName",
  secret: "adminInbound.mailboxes.needed.password",
} as const;
