import type { Ctx } from "@/core/ctx";
import { sign, signatures } from "@/core/security/secrets";
import { hashToken, newReadableCode } from "@/core/security/token";

/** Crockford's letters: none is read for another one. */
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SHAPE = { groups: 4, signsPerGroup: 4, signs: SIGNS } as const;

/** The longest that staff may choose, or a directory may know. */
export const LONGEST_PARTNER_CODE = 64;

const GENERATED = new RegExp(`^[${SIGNS}]{${SHAPE.groups * SHAPE.signsPerGroup}}$`);
const ANY_CODE = new RegExp(`^[0-9A-Z]{1,${LONGEST_PARTNER_CODE}}$`);

/** A new code for a partner: 16 of 32 signs, 80 random bits, in groups that can be typed (P-O4, T-Q1). Shown once, to who made it. */
export const newPartnerCode = (): string => newReadableCode(SHAPE);

/**
 * The one form of a typed code: capitals, without spaces and dashes; in one that looks like ours a letter O is a nought, and I and L are a
 * one. Null for what cannot be a code. Secret as the code is: goes into no log and no address (T-Q6).
 */
export function canonicalPartnerCode(typed: string): string | null {
  if (typed.length > LONGEST_PARTNER_CODE * 4) return null;
  const plain = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, "");
  const read = plain.replaceAll("O", "0").replace(/[IL]/g, "1");
  if (GENERATED.test(read)) return read;
  return ANY_CODE.test(plain) ? plain : null;
}

/**
 * Whether a code in canonical form is as hard to guess as those that we make. Any other one costs a captcha (T-Q1), and staff cannot choose
 * one that looks like it.
 */
export const looksGenerated = (code: string): boolean => GENERATED.test(code);

/** What the database keeps of a code that looks generated: a plain hash is enough for 80 random bits, and outlives every key. */
export const hashOfGeneratedCode = (code: string): string => hashToken(code);

/**
 * What the database keeps of a code in canonical form, and all that it may have kept while AUTH_SECRET is changed. One that can be guessed is
 * hashed with a key, so that nobody finds it out who has the database alone (T-Q6).
 */
export function hashesOfPartnerCode({ secrets }: Pick<Ctx, "secrets">, code: string): CodeHashes {
  if (looksGenerated(code)) return { newest: hashOfGeneratedCode(code), all: [hashOfGeneratedCode(code)] };
  return { newest: sign(secrets, "partner-code-hashes", code), all: signatures(secrets, "partner-code-hashes", code) };
}

/** The hash that is written, and those that are read. */
export type CodeHashes = { readonly newest: string; readonly all: readonly string[] };

/** The last signs of a code, by which staff tell theirs apart; of one that can be guessed no more than one. */
export const hintOf = (code: string): string => code.slice(looksGenerated(code) ? -3 : -1);
