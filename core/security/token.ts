import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";

/** A new secret token: 256 random bits, base64url, 43 characters (ASVS 7.2.3, 11.5.1). Goes to its owner and nowhere else. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** What the database keeps of a token: SHA-256, base64url. A plain hash is enough for 256 random bits (ASVS 6.5.2). */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("base64url");

/** A new 6-digit code, uniform over 000000 to 999999 (T-C10). */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, "0");

/** What the database keeps of a code: an HMAC under a server key, bound to one proof, so that a dump cannot be searched (T-C11). */
export const hashCode = (key: Buffer, proofId: string, code: string): string =>
  createHmac("sha256", key).update(`${proofId}:${code}`).digest("base64url");

/** Compares two strings without telling by time where they differ. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Brings a typed code into canonical form: spaces and dashes out, full-width and Arabic digits to ASCII (T-C13). */
export const canonicalCode = (typed: string): string =>
  typed
    .normalize("NFKC")
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/[\s\p{Pd}]/gu, "");

// No vowels and nothing that is read for another: a code that is spelled out on the telephone.
const SUPPORT_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ";

/** A short code that a person can read out to an agent, who finds the audit row by it. It opens nothing. */
export const newSupportCode = (): string => {
  const letters = Array.from({ length: 8 }, () => SUPPORT_ALPHABET.charAt(randomInt(SUPPORT_ALPHABET.length)));
  return `${letters.slice(0, 4).join("")}-${letters.slice(4).join("")}`;
};
