import { pbkdf2 as derive } from "node:crypto";
import { type ForeignHash, within } from "@/core/security/foreign-hash/foreign-hash";
import { isSameBytes } from "@/core/security/foreign-hash/same-bytes";

// Django: pbkdf2_sha256$600000$salt$digest, the salt as it stands. PHC: $pbkdf2-sha256$i=600000,l=32$salt$digest, Passlib's without i= and l=.
// 22 signs of digest at least, 16 bytes: shorter ones would open to many passwords, one of no length to all of them.
const DJANGO = /^pbkdf2_(sha1|sha256|sha512)\$(\d{1,9})\$([^$\s]{1,128})\$([A-Za-z0-9+/]{22,172}={0,2})$/;
const PHC =
  /^\$pbkdf2(?:-(sha1|sha256|sha512))?\$(?:i=)?(\d{1,9})(?:,l=\d{1,4})?\$([A-Za-z0-9+/.]{1,172})\$([A-Za-z0-9+/.]{22,172})$/;
/** A third of a second of one core with SHA-256. Django 6 has 1 200 000. A digest longer than the hash costs them all again for each more. */
const MOST_ROUNDS = 2_000_000;
const BYTES: Readonly<Record<string, number>> = { sha1: 20, sha256: 32, sha512: 64 };

/** PBKDF2 of Django and in PHC form. */
export const pbkdf2: ForeignHash = {
  name: "pbkdf2",
  recognise: (text) => {
    const read = parse(text);
    if (!read) return "no";
    const times = Math.ceil(read.digest.length / (BYTES[read.hash] ?? 1));
    return within(read.rounds >= 1, read.rounds * times <= MOST_ROUNDS);
  },
  verify: async (text, password) => {
    const read = parse(text);
    return read !== null && isSameBytes(await run(password, read), read.digest);
  },
};

type Read = { readonly hash: string; readonly rounds: number; readonly salt: Buffer; readonly digest: Buffer };

function parse(text: string): Read | null {
  const django = DJANGO.exec(text);
  const [, hash = "sha1", rounds, salt, digest] = django ?? PHC.exec(text) ?? [];
  if (salt === undefined || digest === undefined) return null;
  return { hash, rounds: Number(rounds), salt: django ? Buffer.from(salt) : fromBase64(salt), digest: fromBase64(digest) };
}

/** Passlib writes a dot for the plus. */
const fromBase64 = (text: string): Buffer => Buffer.from(text.replaceAll(".", "+"), "base64");

function run(password: string, { hash, rounds, salt, digest }: Read): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    derive(password, salt, rounds, digest.length, hash, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
