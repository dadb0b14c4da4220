import { fail, ok } from "@/core/result";
import type { Claims, ReadProfile } from "@/providers/provider";

/** The longest subject that is taken as it is. OpenID Connect allows 255 characters (Core 2). */
const LONGEST_SUBJECT = 255;

/** Reads the standard claims of OpenID Connect (Core 5.1). The subject is kept exactly, or the claims are unusable (T-O10). */
export const readStandardClaims: ReadProfile = (claims) => {
  const subject = readSubject(claims.sub);
  if (subject === null) return fail("profile.unusable");
  const email = lineOf(claims.email, 254);
  return ok({
    subject,
    email: email === "" ? null : email,
    // A provider that says "true" in quotes has not understood the question (T-O12).
    isEmailVerified: claims.email_verified === true,
    isOwnMailbox: false,
    ...namesOf(claims),
  });
};

/** Somebody's id at a provider, exactly as it came, or null: what was cut or mended could be somebody else's. */
export function readSubject(said: unknown): string | null {
  if (typeof said !== "string" || said === "" || said.length > LONGEST_SUBJECT) return null;
  // U+FFFD stands where bytes were no text: two people might then look the same.
  return ODD.test(said) || said.includes("\uFFFD") ? null : said;
}

const ODD = /[\p{Cc}\p{Cs}]/u;

function namesOf(claims: Claims): { firstName: string; lastName: string } {
  const firstName = lineOf(claims.given_name, 64);
  const lastName = lineOf(claims.family_name, 64);
  return firstName || lastName ? { firstName, lastName } : splitName(lineOf(claims.name, 128));
}

/** A full name's first word and the rest: only a suggestion, the person can change it. */
export function splitName(name: string): { firstName: string; lastName: string } {
  const [first = "", ...rest] = name.split(/\s+/);
  return { firstName: first.slice(0, 64), lastName: rest.join(" ").slice(0, 64) };
}

/** One line of text, or nothing: what is too long or has control characters is left out. */
export function lineOf(claim: unknown, max: number): string {
  if (typeof claim !== "string") return "";
  const line = claim.normalize("NFC").trim();
  return line.length > max || ODD.test(line) ? "" : line;
}
