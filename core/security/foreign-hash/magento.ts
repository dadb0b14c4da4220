import { createHash } from "node:crypto";
import { hashRaw } from "@node-rs/argon2";
import { type ForeignHash, within } from "@/core/security/foreign-hash/foreign-hash";
import { isSameBytes } from "@/core/security/foreign-hash/same-bytes";

const MAGENTO = /^([0-9a-f]{32}|[0-9a-f]{64}):([^:\s]{0,128})(?::([0-9_]{1,40}(?::[0-9_]{1,40}){0,4}))?$/;
const STEP = /^(?:[012]|3_(\d{1,3})_(\d{1,5})_(\d{1,12}))$/;
const SALT_BYTES = 16;
const LARGEST_MEMORY = 134_217_728;
const INTERACTIVE = { bytes: 32, passes: 2, memory: 67_108_864 };

/**
 * Magento 1 (`md5:salt`) and Magento 2 (`hash:salt:steps`). Steps follow one another, each on the outcome of the one before, as a shop
 * that was upgraded has them: 0 is MD5, 1 SHA-256, 2 argon2id, 3 argon2id with its parameters behind it.
 */
export const magento: ForeignHash = {
  name: "magento",
  recognise: (text) => {
    const read = parse(text);
    if (!read || read.steps.some((step) => !STEP.test(step))) return "no";
    const costly = read.steps.flatMap((step) => argonOf(step) ?? []);
    const isBearable = ({ bytes, passes, memory }: Argon) =>
      bytes >= 16 && bytes <= 64 && passes >= 1 && passes <= 8 && memory >= 8192 && memory <= LARGEST_MEMORY;
    return within(costly.length <= 1, costly.every(isBearable));
  },
  verify: async (text, password) => {
    const read = parse(text);
    if (!read) return false;
    let outcome = password;
    for (const step of read.steps) outcome = await take(step, read.salt, outcome);
    return isSameBytes(Buffer.from(outcome), Buffer.from(read.digest));
  },
};

type Argon = { readonly bytes: number; readonly passes: number; readonly memory: number };

function parse(text: string) {
  const [, digest, salt, steps] = MAGENTO.exec(text) ?? [];
  if (digest === undefined || salt === undefined) return null;
  // Without steps it is Magento 1, whose larger edition had SHA-256.
  return { digest, salt, steps: steps?.split(":") ?? [digest.length === 32 ? "0" : "1"] };
}

/** What a step costs if it is argon2id, memory in bytes. */
function argonOf(step: string): Argon | null {
  if (step === "2") return INTERACTIVE;
  const [, bytes, passes, memory] = STEP.exec(step) ?? [];
  return memory === undefined ? null : { bytes: Number(bytes), passes: Number(passes), memory: Number(memory) };
}

async function take(step: string, salt: string, data: string): Promise<string> {
  const argon = argonOf(step);
  if (!argon)
    return createHash(step === "0" ? "md5" : "sha256")
      .update(salt + data)
      .digest("hex");
  const options = { memoryCost: argon.memory / 1024, timeCost: argon.passes, parallelism: 1 };
  return (await hashRaw(data, { ...options, outputLen: argon.bytes, salt: saltOf(salt) })).toString("hex");
}

/** As many bytes as libsodium takes: a short salt is repeated, a long one cut. */
const saltOf = (salt: string): Buffer => Buffer.from(salt.padEnd(SALT_BYTES, salt || "\0")).subarray(0, SALT_BYTES);
