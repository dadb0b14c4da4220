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
