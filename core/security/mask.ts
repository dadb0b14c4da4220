import { canonicalEmail } from "@/core/customers/email-address";

/** An address as the log may keep it: a***@example.com. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return at < 1 ? "***" : `${email.charAt(0)}***${email.slice(at)}`;
}

/**
 * What somebody typed as a sign-in name or a number, masked. It may be anything, a password in the wrong box even: only an address keeps
 * its domain, and only a long number its last two digits (T-G1).
 */
export function maskName(typed: string): string {
  if (canonicalEmail(typed) !== null) return maskEmail(typed.trim());
  return /^[\d\s._/-]{4,}\d\d$/.test(typed) ? `***${typed.slice(-2)}` : "***";
}

/** A name or a telephone number as the log may keep it: its first letter, or its last two digits. */
export function maskWords(text: string): string {
  if (text === "") return "";
  return /^[\d\s()+./-]+$/.test(text) ? `***${text.slice(-2)}` : `${[...text][0] ?? ""}***`;
}
