import { scrypt as derive } from "node:crypto";
import { type ForeignHash, within } from "@/core/security/foreign-hash/foreign-hash";
import { isSameBytes } from "@/core/security/foreign-hash/same-bytes";

const SCRYPT = /^\$scrypt\$ln=(\d{1,3}),r=(\d{1,4}),p=(\d{1,4})\$([A-Za-z0-9+/]{8,172})\$([A-Za-z0-9+/]{22,172})$/;
const LARGEST_MEMORY = 128 * 1024 * 1024;
/** What that much memory costs in time, once. */
const MOST_WORK = LARGEST_MEMORY / 128;
const MOST_LANES = 16;

/** scrypt in PHC form, as Passlib writes it: 128 MiB at most, and no more work than going through them once. */
export const scrypt: ForeignHash = {
  name: "scrypt",
  recognise: (text) => {
    const read = parse(text);
    if (!read || !isScrypt(read)) return "no";
    return within(read.p <= MOST_LANES, read.N * read.r * read.p <= MOST_WORK);
  },
  verify: async (text, password) => {
    const read = parse(text);
    return read !== null && isSameBytes(await run(password, read), read.digest);
  },
};

/** What RFC 7914 allows: of anything else the library throws. */
const isScrypt = ({ N, r, p }: Read): boolean => N >= 2 && p >= 1 && Math.log2(N) < 16 * r;

type Read = { readonly N: number; readonly r: number; readonly p: number; readonly salt: Buffer; readonly digest: Buffer };

function parse(text: string): Read | null {
  const [, logN, r, p, salt, digest] = SCRYPT.exec(text) ?? [];
  if (salt === undefined || digest === undefined) return null;
  return {
    N: 2 ** Number(logN),
    r: Number(r),
    p: Number(p),
    salt: Buffer.from(salt, "base64"),
    digest: Buffer.from(digest, "base64"),
  };
}

function run(password: string, { N, r, p, salt, digest }: Read): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    derive(password, salt, digest.length, { N, r, p, maxmem: 2 * LARGEST_MEMORY }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
