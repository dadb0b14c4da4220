import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { waitFor } from "./wait-for";

/** A mail as it arrived: envelope, headers, parts. */
export type SunkMail = {
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  readonly raw: string;
};

/** A real SMTP server that keeps what it is given. */
export type MailSink = {
  readonly url: string;
  readonly mails: SunkMail[];
  /** The newest mail to an address (optionally with a subject like this), once it is there. */
  newestTo(email: string, subject?: RegExp): Promise<SunkMail>;
  stop(): Promise<void>;
};

/** Starts a sink on loopback. */
export async function startMailSink(port = 0): Promise<MailSink> {
  const mails: SunkMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", async () => {
        const raw = Buffer.concat(chunks);
        const parsed = await simpleParser(raw);
        mails.push({
          recipients: session.envelope.rcptTo.map(({ address }) => address),
          subject: parsed.subject ?? "",
          text: parsed.text ?? "",
          html: parsed.html || "",
          messageId: parsed.messageId ?? "",
          raw: raw.toString("utf8"),
        });
        done();
      });
    },
  });
  const actual = await new Promise<number>((resolve, reject) => {
    server.on("error", reject);
    const listening = server.listen(port, "127.0.0.1", () => {
      const address = listening.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  const find = (email: string, subject?: RegExp) =>
    mails.findLast((mail) => mail.recipients.includes(email) && (!subject || subject.test(mail.subject)));
  return {
    url: `smtp://127.0.0.1:${actual}`,
    mails,
    newestTo: (email, subject) => waitFor(() => find(email, subject), `a mail to ${email}`),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The first link in a mail's text part that leads to a path like this. */
export function linkIn(mail: SunkMail, path: RegExp): string {
  const links = mail.text.match(/https?:\/\/[^\s)>\]]+/g) ?? [];
  const link = links.find((one) => path.test(new URL(one).pathname));
  if (!link) throw new Error(`no link like ${path} in the mail "${mail.subject}"`);
  return link;
}

/** The 6-digit code in a mail's text part. */
export function codeIn(mail: SunkMail): string {
  // Alone between blanks: addresses and links of tests have six digits in a row, too.
  const code = /(?<!\S)\d{6}(?!\S)/.exec(mail.text)?.[0];
  if (!code) throw new Error(`no code in the mail "${mail.subject}"`);
  return code;
}
