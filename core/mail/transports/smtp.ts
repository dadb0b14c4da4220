import { seconds } from "@/core/duration";
import { connectTo, type FindHost, makeFindHost, opening } from "@/core/mail/transports/find-host";
import { readSmtpUrl, SMTP_PATIENCE, type SmtpOptions, type SmtpPatience } from "@/core/mail/transports/smtp-options";
import { factsOf, isTlsTrouble, messageOf, type SmtpFacts, usualHeaders } from "@/core/mail/transports/smtp-words";
import type { Letter, MailTransport, MailTrouble, SendOutcome } from "@/core/mail/transports/transport";
import { troubleLine } from "@/core/mail/trouble-line";

/** Connections to the mail server at once, per process. */
export const CONNECTIONS_AT_MOST = 5;

type Mailer = Awaited<ReturnType<typeof makeMailer>>;
type Pool = { readonly url: string; readonly mailer: Promise<Mailer> };

/**
 * Sends by SMTP through a pool of connections, which is made anew when the address changes.
 * @param patience how long a server may take; shorter in tests
 * @param find how its name becomes an address
 */
export function makeSmtpTransport(
  patience: SmtpPatience = SMTP_PATIENCE,
  find: FindHost = makeFindHost(patience.connect),
): MailTransport {
  let pool: Pool | undefined;
  const poolFor = (url: string): Pool | null => {
    if (pool?.url === url) return pool;
    const options = readSmtpUrl(url);
    if (!options) return null;
    void pool?.mailer.then((mailer) => mailer.close());
    pool = { url, mailer: makeMailer(options, patience, find) };
    return pool;
  };
  return {
    send: async (smtpUrl, letter) => {
      const mailer = await poolFor(smtpUrl)?.mailer;
      return mailer ? attempt(mailer, letter, patience) : { kind: "postponed", reason: troubleLine("bad-smtp-url") };
    },
    close: () => {
      void pool?.mailer.then((mailer) => mailer.close({ force: true }));
      pool = undefined;
    },
  };
}

/** Loads nodemailer with the first letter: a process that sends nothing does not carry it. */
async function makeMailer(options: SmtpOptions, patience: SmtpPatience, find: FindHost) {
  const { createTransport } = await import("nodemailer");
  return createTransport({
    ...options,
    pool: true,
    maxConnections: CONNECTIONS_AT_MOST,
    // Once is for a connection that the server closed while it was idle; everything else waits for its turn in our queue.
    maxRequeues: 1,
    idleTimeout: seconds(20).ms,
    connectionTimeout: patience.connect.ms,
    greetingTimeout: patience.greeting.ms,
    socketTimeout: patience.silence.ms,
    getSocket: opening(async () => connectTo(options, await find(options.host), patience.connect)),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

async function attempt(mailer: Mailer, letter: Letter, patience: SmtpPatience): Promise<SendOutcome> {
  try {
    await mailer.sendMail({
      ...messageOf(letter),
      headers: usualHeaders,
      signal: AbortSignal.timeout(patience.whole.ms),
    });
    return { kind: "sent" };
  } catch (error) {
    return judge(error);
  }
}

/**
 * Which errors are final: the server's 5xx about the recipient or the contents, and an address that is none. What is wrong with us (the
 * sender, the password) an admin can mend, so it waits.
 */
function judge(error: unknown): SendOutcome {
  const facts = factsOf(error);
  const { code, command, isPermanent, response } = facts;
  const isNoAddress = code === "EENVELOPE" && command === "API";
  const isFinal = isNoAddress || (isPermanent && (command === "RCPT TO" || command === "DATA"));
  if (isFinal) return { kind: "refused", reason: troubleLine(isNoAddress ? "bad-recipient" : "refused", response) };
  return { kind: "postponed", reason: troubleLine(troubleOf(facts), response || code) };
}

function troubleOf(facts: SmtpFacts): MailTrouble {
  const { code, command, status } = facts;
  if (code === "EAUTH") return "sign-in-refused";
  if (isTlsTrouble(facts)) return "tls";
  if (command === "MAIL FROM" && status >= 500) return "sender-refused";
  if (status >= 400) return "try-later";
  if (code === "ETIMEDOUT" || code === "EABORT" || code === "ABORT_ERR") return "timed-out";
  return /^(ECONN|ESOCKET|EDNS|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE)/.test(code) ? "unreachable" : "unknown";
}
