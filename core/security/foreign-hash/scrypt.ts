import { scrypt as derive } from "node:crypto";
import { type ForeignHash, within } from "@/core/security/foreign-hash/foreign-hash";
import { isSameBytes } from "@/core/security/foreign-hash/same-bytes";

const SCRYPT = /^\$scrypt\$ln=(\d{1,3}),r=(\d{1,4}),p=(\d{1,4})\$([A-Za-z0-9+/]{8,172})\$([A-Za-z0-9+/]{22,172})$/;
const LARGEST_MEMORY = 128 * 1024 * 1024;

/** scrypt in PHC form, as Passlib writes it: 128 MiB at most. */
export const scrypt: ForeignHash = {
  name: "scrypt",
  recognise: (text) => {
    const read = parse(text);
    return read ? within(read.N >= 2, read.r >= 1, read.p >= 1, read.p <= 4, 128 * read.N * read.r <= LARGEST_MEMORY) : "no";
  },
  verify: async (text, password) => {
    const read = parse(text);
    return read !== null && isSameBytes(await run(password, read), read.digest);
  },
};

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
