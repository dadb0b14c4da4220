import { type Duration, seconds } from "@/core/duration";
import { oneServerLine } from "@/core/mail/one-line";
import { connectTo, makeFindHost, opening } from "@/core/mail/transports/find-host";
import { readSmtpUrl, type SmtpOptions } from "@/core/mail/transports/smtp-options";
import { factsOf, isTlsTrouble, messageOf, type SmtpFacts, usualHeaders } from "@/core/mail/transports/smtp-words";
import type { Letter } from "@/core/mail/transports/transport";

/** What a mail goes through on its way into a mail server, in this order. */
export const diagnosisSteps = [
  "address",
  "name",
  "connection",
  "encryption",
  "sign-in",
  "sender",
  "recipient",
  "message",
] as const;

/** One of them. */
export type DiagnosisStep = (typeof diagnosisSteps)[number];

/** How far a letter came: null when it was taken. `server` is host:port; `reason` what was said there. Neither holds a secret. */
export type Diagnosis = { readonly server: string; readonly stoppedAt: DiagnosisStep | null; readonly reason: string };

const STEP_AT_MOST = seconds(10);

/**
 * Tries to hand one letter to a mail server, on a connection of its own, and tells where that ended. Never throws; every step is over
 * within `patience`.
 */
export async function diagnoseSmtp(smtpUrl: string, letter: Letter, patience: Duration = STEP_AT_MOST): Promise<Diagnosis> {
  const options = readSmtpUrl(smtpUrl);
  if (!options) return { server: "", stoppedAt: "address", reason: "" };
  const server = `${options.host}:${options.port}`;
  const stopped = await walk(options, letter, patience);
  return { server, stoppedAt: stopped?.at ?? null, reason: oneServerLine(stopped?.reason ?? "") };
}

type Stopped = { readonly at: DiagnosisStep; readonly reason: string };

async function walk(options: SmtpOptions, letter: Letter, patience: Duration): Promise<Stopped | null> {
  let at: DiagnosisStep = "name";
  try {
    const addresses = await makeFindHost(patience)(options.host);
    at = "connection";
    const connection = await connectTo(options, addresses, patience);
    const { createTransport } = await import("nodemailer");
    const mailer = createTransport({
      ...options,
      getSocket: opening(async () => connection),
      greetingTimeout: patience.ms,
      socketTimeout: patience.ms,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    await mailer.sendMail({ ...messageOf(letter), headers: usualHeaders, signal: AbortSignal.timeout(patience.ms * 4) });
    return null;
  } catch (error) {
    const facts = factsOf(error);
    return { at: at === "connection" ? stepOf(facts) : at, reason: facts.response || plainTlsWords(facts.message) };
  }
}

const COMMANDS: Readonly<Record<string, DiagnosisStep>> = {
  STARTTLS: "encryption",
  "MAIL FROM": "sender",
  "RCPT TO": "recipient",
  DATA: "message",
};

/** Where a conversation broke off that had begun. */
function stepOf(facts: SmtpFacts): DiagnosisStep {
  const { code, command } = facts;
  if (isTlsTrouble(facts)) return "encryption";
  if (code === "EAUTH" || command.startsWith("AUTH")) return "sign-in";
  return COMMANDS[command] ?? "connection";
}

/** What OpenSSL says among numbers and the path of its source, without both. */
const plainTlsWords = (message: string): string => /error:[0-9A-F]+:[^:]*:[^:]*:([^:]+):/i.exec(message)?.[1] ?? message;
