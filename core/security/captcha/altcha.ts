import { randomInt } from "node:crypto";
import { createChallenge, verifySolution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { z } from "zod";
import { inSeconds, minutes } from "@/core/duration";
import { type Captcha, captchaDoors } from "@/core/security/captcha/captcha";
import { endOfChallenge, spendChallenge } from "@/db/queries/challenges";

const LIFETIME = minutes(5);
// With 500 to 1500 tries about a second of one core in a browser: nothing to a person who fills in a form, much to a script with a thousand of them.
const COST = 5000;
const TRIES = { easy: [150, 450], normal: [500, 1500], hard: [2000, 6000] } as const;
const LONGEST_ANSWER = 2048;

const hex = z.string().regex(/^[0-9a-f]{1,128}$/);

const answer = z.strictObject({
  challenge: z.strictObject({
    parameters: z.strictObject({
      algorithm: z.literal("PBKDF2/SHA-256"),
      cost: z.literal(COST),
      data: z.strictObject({ door: z.enum(captchaDoors), until: z.int().positive() }),
      keyLength: z.int().positive(),
      keyPrefix: hex,
      keySignature: hex,
      nonce: hex,
      salt: hex,
    }),
    signature: hex,
  }),
  solution: z.object({ counter: z.int(), derivedKey: hex, time: z.number().optional().default(0) }),
});

/**
 * Proof of work (altcha, version 2): nobody is watched and nobody else is asked. A challenge is signed, names its door, lasts five
 * minutes by the database's clock, and its answer counts once; checking an answer costs next to nothing.
 */
export const altcha: Captcha = {
  kind: "altcha",
  sources: null,

  challenge: async ({ db, secrets, settings }, door) => {
    const [fewest, most] = TRIES[settings.captcha.difficulty];
    const challenge = await createChallenge({
      algorithm: "PBKDF2/SHA-256",
      cost: COST,
      counter: randomInt(fewest, most),
      // Not the library's own expiry, which it compares with this machine's clock (T-FX18).
      data: { door, until: await endOfChallenge(db, inSeconds(LIFETIME)) },
      deriveKey,
      ...hmacSecrets(secrets.newest("captcha")),
    });
    return JSON.stringify(challenge);
  },

  verify: async ({ db, secrets }, door, typed) => {
    const given = read(typed);
    if (given === null || given.challenge.parameters.data.door !== door) return false;
    for (const keys of secrets.all) {
      const { verified } = await verifySolution({ ...given, deriveKey, ...hmacSecrets(keys("captcha")) });
      if (verified) return spendChallenge(db, given.challenge.signature, given.challenge.parameters.data.until);
    }
    return false;
  },
};

function hmacSecrets(key: Buffer) {
  const hmacSignatureSecret = key.toString("base64url");
  return { hmacSignatureSecret, hmacKeySignatureSecret: `${hmacSignatureSecret}.key` };
}

function read(typed: string): z.output<typeof answer> | null {
  if (typed.length > LONGEST_ANSWER) return null;
  try {
    return answer.parse(JSON.parse(Buffer.from(typed, "base64").toString("utf8")));
  } catch {
    return null;
  }
}
