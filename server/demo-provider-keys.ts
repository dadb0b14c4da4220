import { generateKeyPair, randomBytes } from "node:crypto";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const keysSchema = z.object({
  clientId: z.string(),
  clientSecret: z.string(),
  cookieKey: z.string(),
  /** A private RSA key, as a JWK. */
  signingKey: z.record(z.string(), z.string()),
});

/** Everything that the demo's provider keeps to itself, and what its one client shows. Secret. */
export type ProviderKeys = z.output<typeof keysSchema>;

/** How the demo's shop calls itself at the demo's provider. */
export const DEMO_CLIENT_ID = "quince-and-wren";

const FILE = "sign-in-provider.json";

/** Reads the keys of an earlier start, or makes new ones and keeps them where only this user can read them. */
export async function readProviderKeys(dataDir: string): Promise<ProviderKeys> {
  const file = join(dataDir, FILE);
  const kept = await readFile(file, "utf8").catch(() => null);
  const keys = kept === null ? await makeKeys() : keysSchema.parse(JSON.parse(kept));
  if (kept === null) await writeFile(file, JSON.stringify(keys), { mode: 0o600 });
  await chmod(file, 0o600);
  return keys;
}

async function makeKeys(): Promise<ProviderKeys> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const secret = () => randomBytes(32).toString("base64url");
  const signingKey = z.record(z.string(), z.string()).parse(privateKey.export({ format: "jwk" }));
  const named = { ...signingKey, kid: randomBytes(6).toString("hex"), use: "sig", alg: "RS256" };
  return { clientId: DEMO_CLIENT_ID, clientSecret: secret(), cookieKey: secret(), signingKey: named };
}
