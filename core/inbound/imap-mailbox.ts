import type { ImapFlow } from "imapflow";
import type { Ctx } from "@/core/ctx";
import { days, seconds } from "@/core/duration";
import { LARGEST_MAIL } from "@/core/inbound/find-bomb";
import { type Listed, Listing } from "@/core/inbound/list-inbox";
import { News } from "@/core/inbound/news";
import { troubleLine } from "@/core/mail/trouble-line";
import { decrypt } from "@/core/security/secrets";
import type { MailboxRow } from "@/db/queries/mailboxes";

/** Why a mailbox could not be read, in codes that the back office has sentences for. */
export const mailboxTroubles = [
  "unreachable",
  "name-unknown",
  "timed-out",
  "no-starttls",
  "certificate-name",
  "certificate-expired",
  "certificate-unknown",
  "tls",
  "sign-in-refused",
  "no-inbox",
  "secret-lost",
  "unknown",
] as const;

/** One of them. */
export type MailboxTrouble = (typeof mailboxTroubles)[number];

/** A mailbox that could not be opened or read. Its message is `trouble: what the server said`, and names no secret. */
export class MailboxFailure extends Error {
  override name = "MailboxFailure";
  constructor(
    readonly trouble: MailboxTrouble,
    detail = "",
  ) {
    super(troubleLine(trouble, detail));
  }
}

/** An open inbox: what it is numbered by, and what can be done with it. */
export type OpenInbox = {
  readonly uidValidity: number;
  /** The number that the next mail gets. */
  readonly uidNext: number;
  /** Mails after a number, the first of them, `atMost` at a time, without their contents. None means that there are no more. */
  listAfter(uid: number, atMost: number): Promise<readonly Listed[]>;
  /** The number of the first mail that came since then, perhaps of one that came up to two days before; null if there is none. */
  findFirstSince(at: Date): Promise<number | null>;
  /** The whole mail, or a little more of it than the largest that is read; null if it is gone. */
  fetch(uid: number): Promise<Buffer | null>;
  markSeen(uid: number): Promise<void>;
  /** Waits until the server tells of something new, or for a while. */
  waitForNews(ms: number): Promise<void>;
  close(): void;
};

/** What a server may say at once: a mail and the words around it, or the numbers of a million mails on a line. The library takes in a gigabyte. */
const MEGABYTE = 1024 * 1024;
const MOST_SAID = {
  maxLineLength: 8 * MEGABYTE,
  maxLiteralSize: LARGEST_MAIL + MEGABYTE,
  maxResponseSize: LARGEST_MAIL + 2 * MEGABYTE,
};

const PATIENCE = { connect: seconds(10), greeting: seconds(10), silence: seconds(60) };

/**
 * Opens the inbox of a mailbox by IMAP (RFC 9051): verified TLS from the first byte or after STARTTLS, in the open only on this machine.
 * Throws {@link MailboxFailure}.
 */
export async function openInbox({ secrets }: Pick<Ctx, "secrets">, mailbox: MailboxRow): Promise<OpenInbox> {
  const pass = decrypt(secrets, "mailboxes", mailbox.secret ?? "");
  if (pass === null) throw new MailboxFailure("secret-lost");
  const { ImapFlow: Client } = await import("imapflow");
  const { host, port, security, userName: user } = mailbox;
  const client = new Client({
    host,
    port,
    secure: security === "tls",
    doSTARTTLS: security === "starttls",
    auth: { user, pass },
    tls: { minVersion: "TLSv1.2", rejectUnauthorized: true },
    logger: false,
    connectionTimeout: PATIENCE.connect.ms,
    greetingTimeout: PATIENCE.greeting.ms,
    socketTimeout: PATIENCE.silence.ms,
    disableAutoIdle: true,
    ...MOST_SAID,
  });
  // An error that nobody hears would end the process; the next command fails because of it.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return inboxOf(client, await client.mailboxOpen("INBOX"));
  } catch (error) {
    client.close();
    throw failureOf(error);
  }
}

function inboxOf(client: ImapFlow, { uidValidity, uidNext }: { uidValidity: bigint; uidNext: number }): OpenInbox {
  const asked = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      if (!client.usable) throw new MailboxFailure("unreachable");
      return await run();
    } catch (error) {
      throw failureOf(error);
    }
  };
  const news = new News();
  const listing = new Listing(client, news);
  for (const event of ["exists", "close"] as const) client.on(event, () => news.come());
  return {
    uidValidity: Number(uidValidity),
    uidNext,
    listAfter: (uid, atMost) => asked(() => listing.after(uid, atMost)),
    // By days, in whatever time zone the server has.
    findFirstSince: (at) => asked(() => listing.findFirst({ since: new Date(at.getTime() - days(1).ms) })),
    fetch: (uid) =>
      asked(async () => {
        const source = { start: 0, maxLength: LARGEST_MAIL + 1 };
        const found = await client.fetchOne(String(uid), { uid: true, source }, { uid: true });
        return found ? (found.source ?? null) : null;
      }),
    markSeen: (uid) =>
      asked(async () => {
        await client.messageFlagsAdd(String(uid), ["\\Seen"], { uid: true });
      }),
    waitForNews: (ms) => asked(() => waitForNews(client, news, ms)),
    close: () => client.close(),
  };
}

/** IDLE where the server can (RFC 2177), asking now and then where it cannot. */
async function waitForNews(client: ImapFlow, news: News, ms: number): Promise<void> {
  if (news.isThere) return;
  const idling = client.idle().catch(() => false);
  await news.wait(ms);
  // Any command ends the wait at the server.
  await client.noop();
  await idling;
}

function failureOf(error: unknown): MailboxFailure {
  if (error instanceof MailboxFailure) return error;
  const read = (name: string): unknown =>
    error instanceof Error ? Object.getOwnPropertyDescriptor(error, name)?.value : undefined;
  const code = String(read("code") ?? "");
  // A code of this machine is nothing that a server said.
  const said = String(read("responseText") ?? "");
  if (read("authenticationFailed") === true) return new MailboxFailure("sign-in-refused", said);
  if (read("mailboxMissing") === true) return new MailboxFailure("no-inbox", said);
  const trouble = troubleOf(code, error instanceof Error ? error.message : "");
  // Ours to say, not the server's.
  return new MailboxFailure(trouble, trouble.startsWith("certificate-") ? "" : said);
}

// By the codes of OpenSSL and Node, the first that fits.
const TROUBLES: readonly (readonly [RegExp, MailboxTrouble])[] = [
  [/TIMEOUT|ETIMEDOUT/i, "timed-out"],
  [/ALTNAME/, "certificate-name"],
  [/CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/, "certificate-expired"],
  [/SELF_SIGNED|UNABLE_TO_GET_ISSUER|UNABLE_TO_VERIFY|CERT_UNTRUSTED/, "certificate-unknown"],
  [/CERT|TLS|SSL|UNABLE_TO/i, "tls"],
  [/^(ENOTFOUND|EAI_AGAIN)/, "name-unknown"],
  [/^(ECONN|EHOST|ENET|EPIPE|NoConnection|ClosedAfterConnect)/, "unreachable"],
];

function troubleOf(code: string, message: string): MailboxTrouble {
  if (/not support STARTTLS/i.test(message)) return "no-starttls";
  const known = TROUBLES.find(([pattern]) => pattern.test(code))?.[1];
  return known ?? (/starttls|certificate/i.test(message) ? "tls" : "unknown");
}
