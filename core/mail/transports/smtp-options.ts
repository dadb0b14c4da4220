import { type Duration, seconds } from "@/core/duration";
import { isLoopback } from "@/core/net/is-loopback";

/** What an SMTP address means, in nodemailer's words. */
export type SmtpOptions = {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte. */
  readonly secure: boolean;
  /** Refuse to go on without STARTTLS. */
  readonly requireTLS: boolean;
  /** Never use STARTTLS. */
  readonly ignoreTLS: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
};

/** How long each step may take. */
export type SmtpPatience = Readonly<Record<"connect" | "greeting" | "silence" | "whole", Duration>>;

/**
 * How long a mail server may take (T-FX02); nodemailer's own values are minutes. `whole` ends a try that a server draws out byte by
 * byte, which no time-out of a socket notices.
 */
export const SMTP_PATIENCE = {
  connect: seconds(10),
  greeting: seconds(10),
  silence: seconds(30),
  whole: seconds(60),
} as const satisfies SmtpPatience;

/**
 * Reads smtp://user:password@host:port and smtps://…. Mail to another machine must be encrypted (T-M12): smtp:// needs STARTTLS there,
 * unless the address ends with ?tls=optional (used if offered) or ?tls=off. Nothing else of the address reaches nodemailer. Null if it
 * is no such address.
 */
export function readSmtpUrl(text: string): SmtpOptions | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === "") return null;
  const user = decoded(url.username);
  const pass = decoded(url.password);
  if (user === null || pass === null) return null;
  const secure = url.protocol === "smtps:";
  return {
    host: hostOf(url),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    ...(secure ? { requireTLS: false, ignoreTLS: false } : startTlsOf(url)),
    ...(user === "" ? {} : { auth: { user, pass } }),
  };
}

function startTlsOf(url: URL): Pick<SmtpOptions, "requireTLS" | "ignoreTLS"> {
  const wish = url.searchParams.get("tls");
  const mayBeOpen = isLoopback(hostOf(url)) || wish === "optional" || wish === "off";
  return { requireTLS: !mayBeOpen, ignoreTLS: wish === "off" };
}

const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, "$1");

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
