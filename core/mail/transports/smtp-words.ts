import type { InlineFile, Letter } from "@/core/mail/transports/transport";

/** A letter in nodemailer's words. */
export function messageOf({ messageId, from, to, subject, html, text, replyTo, references, inline, dkim }: Letter) {
  return {
    messageId,
    subject,
    html,
    text,
    from: { ...from },
    to: [{ ...to }],
    ...(replyTo ? { replyTo: [{ ...replyTo }] } : {}),
    ...(references ? { references: [...references] } : {}),
    ...(inline && inline.length > 0 ? { attachments: inline.map(attachmentOf) } : {}),
    ...(dkim ? { dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey } } : {}),
  };
}

// As it is: nodemailer would encode what has no blanks to fold at.
const asItIs = <const Value extends string>(value: Value) => ({ prepared: true, value }) as const;

/**
 * Headers of every mail. Automatic answers would only meet a mailbox that nobody reads (RFC 3834; X-Auto-Response-Suppress is
 * Exchange's, MS-OXCMAIL). The others ask the mail services that know such a header to leave links alone and to add no picture: who
 * rewrites a link has seen what it opens (T-M10). Each as the service's own documentation has it:
 * - Mailgun, "Sending via SMTP": X-Mailgun-Track, yes or no for this message.
 * - Postmark, "Tracking links": X-PM-TrackLinks goes before the server's setting. There is none against its pictures: what a server has
 *   switched on for opens stays on ("Tracking opens per email").
 * - Mailchimp Transactional (Mandrill), "SMTP integration": X-MC-Track goes before the account's setting and lists what is tracked; a list
 *   that names neither opens nor clicks tracks nothing.
 * - SendGrid, "SMTP filters": X-SMTPAPI, `enable: 0` of clicktrack and opentrack.
 * - Mailjet, "Custom headers" of the SMTP relay: X-Mailjet-TrackClick and X-Mailjet-TrackOpen, 0 is off.
 * - SparkPost, "SMTP API": X-MSYS-API, `click_tracking` and `open_tracking` of its options.
 */
export const usualHeaders = {
  "Auto-Submitted": "auto-generated",
  "X-Auto-Response-Suppress": "All",
  "X-Mailgun-Track": "no",
  "X-PM-TrackLinks": "None",
  "X-MC-Track": "none",
  "X-SMTPAPI": asItIs('{"filters":{"clicktrack":{"settings":{"enable":0}},"opentrack":{"settings":{"enable":0}}}}'),
  "X-Mailjet-TrackClick": "0",
  "X-Mailjet-TrackOpen": "0",
  "X-MSYS-API": asItIs('{"options":{"click_tracking":false,"open_tracking":false}}'),
} as const;

const attachmentOf = ({ cid, contentType, content }: InlineFile) => ({
  cid,
  contentType,
  content: Buffer.from(content),
  contentDisposition: "inline" as const,
  // Without it nodemailer makes up a name from the type.
  filename: false as const,
});

/** What nodemailer says about something that went wrong. `response` is what the server said, if it said something. */
export type SmtpFacts = {
  readonly code: string;
  readonly command: string;
  readonly status: number;
  readonly isPermanent: boolean;
  readonly response: string;
  readonly message: string;
};

/** Reads an error of nodemailer, or of the network below it. */
export function factsOf(error: unknown): SmtpFacts {
  const read = (name: string): unknown =>
    error instanceof Error ? Object.getOwnPropertyDescriptor(error, name)?.value : undefined;
  const response = read("response");
  return {
    code: String(read("code") ?? ""),
    command: String(read("command") ?? ""),
    status: Number(read("responseCode") ?? 0),
    isPermanent: read("permanent") === true,
    message: error instanceof Error ? error.message : "",
    response: typeof response === "string" ? response : "",
  };
}

/** Whether an encrypted connection failed: a certificate that is not trusted comes as the error of a socket. */
export const isTlsTrouble = ({ code, message }: SmtpFacts): boolean =>
  code === "ETLS" || (code === "ESOCKET" && /certificate|SSL|TLS|EPROTO/i.test(message));
