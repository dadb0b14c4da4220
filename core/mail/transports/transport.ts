/** A person or the shop as nodemailer wants it: never one text, so that a name cannot smuggle in an address or a header (T-M1). */
export type Mailbox = { readonly name: string; readonly address: string };

/** A picture that travels inside the mail; its HTML names it as `cid:…`, so that nothing is loaded from elsewhere. */
export type InlineFile = { readonly cid: string; readonly contentType: string; readonly content: Uint8Array };

/** What a mail is signed with (RFC 6376). `privateKey` is PEM and must never be printed. */
export type DkimKey = { readonly domain: string; readonly selector: string; readonly privateKey: string };

/** A mail, ready to leave. */
export type Letter = {
  /** The same for every try at the same mail, so that a mailbox can tell a repetition (T-FX07). */
  readonly messageId: string;
  readonly from: Mailbox;
  readonly to: Mailbox;
  /** Where an answer goes; absent: to the sender. */
  readonly replyTo?: Mailbox;
  /** Message-IDs of the thread that it belongs to, in angle brackets: mail programs show its mails together. */
  readonly references?: readonly string[];
  readonly inline?: readonly InlineFile[];
  readonly dkim?: DkimKey;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
};

/**
 * How a try ended. `refused`: the server will never take this mail (5xx for the recipient or the contents). `postponed`: anything that
 * another try may mend, a wrong password of ours included. `reason` is a code of {@link MailTrouble} and, after a colon, what the
 * server said; it names no secret.
 */
export type SendOutcome = { readonly kind: "sent" } | { readonly kind: "refused" | "postponed"; readonly reason: string };

/** Why a mail did not leave, or came back, in codes that the back office has sentences for. */
export const mailTroubles = [
  "unreachable",
  "timed-out",
  "tls",
  "sign-in-refused",
  "sender-refused",
  "try-later",
  "refused",
  "bad-recipient",
  "bad-smtp-url",
  "not-rendered",
  "secrets-lost",
  "suppressed",
  "hourly-limit",
  "bounced",
  "delayed",
  "unknown",
] as const;

/** One of them. */
export type MailTrouble = (typeof mailTroubles)[number];

/** Hands letters to a mail server. */
export type MailTransport = {
  /** One try, over within a minute whatever the server does. Never throws. */
  send(smtpUrl: string, letter: Letter): Promise<SendOutcome>;
  /** Lets letters in flight finish for a moment, then cuts them. */
  close(): void;
};
