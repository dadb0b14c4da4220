import { argon2 } from "@/core/security/foreign-hash/argon2";
import { bcrypt } from "@/core/security/foreign-hash/bcrypt";
import type { ForeignHash } from "@/core/security/foreign-hash/foreign-hash";
import { magento } from "@/core/security/foreign-hash/magento";
import { pbkdf2 } from "@/core/security/foreign-hash/pbkdf2";
import { phpass } from "@/core/security/foreign-hash/phpass";
import { scrypt } from "@/core/security/foreign-hash/scrypt";
import { wordpress } from "@/core/security/foreign-hash/wordpress";

/** Every format in which other shops' passwords may be imported. No text is of two of them. */
export const foreignHashes: readonly ForeignHash[] = [bcrypt, argon2, scrypt, pbkdf2, phpass, wordpress, magento];

// Our own hashes begin with a dollar sign, so that the two can never be taken for each other.
const STORED = /^([a-z][a-z0-9]*) (.+)$/s;

/** Longer than any hash of these formats. */
const LONGEST = 400;

/** A hash of another shop, in the form in which it is stored; "unknown" or "too-costly" if it cannot be taken over (T-D3). */
export function readForeignHash(text: string): { readonly stored: string } | "unknown" | "too-costly" {
  if (text.length > LONGEST) return "unknown";
  const found = foreignHashes.map((format) => ({ format, is: format.recognise(text) })).find(({ is }) => is !== "no");
  if (!found) return "unknown";
  return found.is === "too-costly" ? "too-costly" : { stored: `${found.format.name} ${text}` };
}

/**
 * Compares a password, as typed, with a stored hash of another shop; null if the stored text is none. What it costs was looked at when it
 * was taken over and is looked at again: one that would not be taken over any more opens to nothing.
 */
export function verifyForeign(stored: string, password: string): Promise<boolean> | null {
  const [, name, text = ""] = STORED.exec(stored) ?? [];
  const format = foreignHashes.find((one) => one.name === name);
  if (!format) return null;
  return format.recognise(text) === "yes" ? format.verify(text, password) : Promise.resolve(false);
}

/** Whether a stored hash is another shop's. */
export const isForeign = (stored: string): boolean => foreignHashes.some(({ name }) => stored.startsWith(`${name} `));
