import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { verifyForeign } from "@/core/security/foreign-hash/registry";

/** Cost of argon2id: memory in KiB, passes, lanes. */
export type HashParameters = { readonly memoryCost: number; readonly timeCost: number; readonly parallelism: number };

/** OWASP's and ASVS 5.0's (app. C) figures: about 20 ms of one core. Tests pass cheaper ones through Ctx. */
export const STANDARD_HASH: HashParameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Thrown when so many hashes wait that a visitor had better come back: the edge answers 503 with Retry-After (T-B2). */
export class TooBusy extends Error {
  override name = "TooBusy";
}

// One of libuv's four threads stays free for DNS and files (T-B3); memory is bounded by running hashes, not by visitors.
const RUNNING_AT_MOST = Math.max(1, Math.min(availableParallelism(), 3));
const WAITING_AT_MOST = 50;

declare global {
  // Pages and route handlers are bundles of their own; their hashes wait in one queue.
  var foyerHashing: { running: number; readonly waiting: (() => void)[] } | undefined;
}

globalThis.foyerHashing ??= { running: 0, waiting: [] };
const hashing = globalThis.foyerHashing;

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (hashing.running >= RUNNING_AT_MOST) {
    if (hashing.waiting.length >= WAITING_AT_MOST) throw new TooBusy("password hashing");
    await new Promise<void>((resolve) => hashing.waiting.push(resolve));
  } else {
    hashing.running++;
  }
  try {
    return await work();
  } finally {
    const next = hashing.waiting.shift();
    if (next) next();
    else hashing.running--;
  }
}

/** How many passwords were hashed or compared since the start, for tests that assert equal cost (T-S1, T-S2). */
export const hashCount = { value: 0 };

/** Compatibility form: "é" typed on any keyboard is one password (NIST 800-63B; T-S11). */
const canonical = (password: string): string => password.normalize("NFKC");

/**
 * Hashes a password with argon2id (the library's default); the answer is a PHC string that carries its own parameters. Throws
 * {@link TooBusy}.
 */
export function hashPassword(parameters: HashParameters, password: string): Promise<string> {
  hashCount.value++;
  return inTurn(() => hash(canonical(password), parameters));
}

const decoys = new Map<string, Promise<string>>();

/**
 * Compares a password with a stored hash, ours or another shop's. Without one (unknown name, locked, no password) a decoy is compared and
 * the answer is false, so that nobody learns by time whether an account exists (T-S2): the one given, else one of today's cost. Throws
 * {@link TooBusy}.
 */
export async function verifyPassword(
  parameters: HashParameters,
  stored: string | null,
  password: string,
  decoyHash: string | null = null,
): Promise<boolean> {
  hashCount.value++;
  const against = stored ?? decoyHash ?? (await decoy(parameters));
  const matches = await inTurn(() => verifyForeign(against, password) ?? verify(against, canonical(password)));
  return stored !== null && matches;
}

/** Whether a stored hash was made in another way than today's and should be made anew at the next sign-in. */
export function isOutdated(parameters: HashParameters, stored: string): boolean {
  const { memoryCost, timeCost, parallelism } = parameters;
  return !stored.startsWith(`$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`);
}

function decoy(parameters: HashParameters): Promise<string> {
  const key = JSON.stringify(parameters);
  const made = decoys.get(key) ?? hash("nobody's password", parameters);
  decoys.set(key, made);
  return made;
}
