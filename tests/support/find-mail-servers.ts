import { existsSync } from "node:fs";

/** What to say where they are missing. */
export const HOW_TO_GET_MAIL_SERVERS =
  "No Dovecot, or no Exim, was found: install them (Debian: apt-get install dovecot-imapd dovecot-lmtpd exim4-daemon-light; they need not run).";

const first = (paths: readonly string[]): string | null => paths.find((path) => existsSync(path)) ?? null;

/** Dovecot (IMAP, and LMTP into it) and Exim (SMTP) to test with; null if one of them is not there. */
export function findMailServers(): { readonly dovecot: string; readonly exim: string } | null {
  const dovecot = first(["/usr/sbin/dovecot", "/usr/local/sbin/dovecot"]);
  const exim = first(["/usr/sbin/exim4", "/usr/sbin/exim", "/usr/local/sbin/exim"]);
  const hasLmtp = first(["/usr/lib/dovecot/lmtp", "/usr/libexec/dovecot/lmtp", "/usr/local/libexec/dovecot/lmtp"]) !== null;
  return dovecot && exim && hasLmtp ? { dovecot, exim } : null;
}
