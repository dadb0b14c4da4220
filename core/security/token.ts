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

/** Signs of codes that people read out or copy from paper: no vowels, and nothing that is read for another. 4.8 bits each. */
export const READABLE_SIGNS = "23456789BCDFGHJKMNPQRSTVWXYZ";

type CodeShape = { readonly groups: number; readonly signsPerGroup: number; readonly signs?: string };

/** A random code to be read out or typed from paper, in groups with dashes between them. */
export function newReadableCode({ groups, signsPerGroup, signs = READABLE_SIGNS }: CodeShape): string {
  const sign = () => signs.charAt(randomInt(signs.length));
  return Array.from({ length: groups }, () => Array.from({ length: signsPerGroup }, sign).join("")).join("-");
}

/** A short code that a person can read out to an agent, who finds the audit row by it. It opens nothing. */
export const newSupportCode = (): string => newReadableCode({ groups: 2, signsPerGroup: 4 });
