import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { type ForeignHash, within } from "@/core/security/foreign-hash/foreign-hash";
import { isSameBytes } from "@/core/security/foreign-hash/same-bytes";

const ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const PHPASS = /^\$[PH]\$([./0-9A-Za-z])([./0-9A-Za-z]{8})([./0-9A-Za-z]{22})$/;
// WordPress has 2^13 rounds.
const HIGHEST_COST = 16;
/** Rounds before others have their turn: two milliseconds. */
const AT_A_TIME = 1024;

/** phpass: WordPress before 6.8 ($P$), phpBB ($H$), Drupal 6. */
export const phpass: ForeignHash = {
  name: "phpass",
  recognise: (text) => {
    const [, cost] = PHPASS.exec(text) ?? [];
    return cost === undefined ? "no" : within(ALPHABET.indexOf(cost) >= 7, ALPHABET.indexOf(cost) <= HIGHEST_COST);
  },
  verify: async (text, password) => {
    const [, cost = "", salt = "", digest = ""] = PHPASS.exec(text) ?? [];
    const made = await run(Buffer.from(salt), Buffer.from(password), 2 ** ALPHABET.indexOf(cost));
    return isSameBytes(Buffer.from(encode(made)), Buffer.from(digest));
  },
};

async function run(salt: Buffer, password: Buffer, rounds: number): Promise<Buffer> {
  const md5 = (first: Buffer) => createHash("md5").update(first).update(password).digest();
  let digest = md5(salt);
  for (let round = 0; round < rounds; round++) {
    digest = md5(digest);
    if (round % AT_A_TIME === 0) await setImmediate();
  }
  return digest;
}

/** phpass's own base 64: three bytes, the lowest first, are four characters, the lowest six bits first. */
function encode(bytes: Buffer): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const group = bytes.subarray(at, at + 3);
    const value = group.reduce((sum, byte, place) => sum + byte * 256 ** place, 0);
    for (let place = 0; place <= group.length; place++) text += ALPHABET.charAt(Math.floor(value / 64 ** place) % 64);
  }
  return text;
}
