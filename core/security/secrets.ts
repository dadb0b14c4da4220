import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

/** What a key is for. Two purposes never share one. */
export type KeyPurpose =
  | "codes"
  | "first-password"
  | "mail"
  | "settings"
  | "seen-settings"
  | "order-links"
  | "captcha"
  | "limits"
  | "connections"
  | "handshake"
  | "carried"
  | "company-news"
  | "invitation"
  | "second-factor"
  | "known-browser"
  | "registration-link"
  | "partner-codes"
  | "partner-code-hashes"
  | "dkim"
  | "mailboxes";

/**
 * The installation's keys, all derived from AUTH_SECRET. AUTH_SECRET may be a comma-separated list, newest first:
 * the first one writes, all of them read, so that it can be rotated without a cut (docs/operations.md).
 */
export type Secrets = { readonly newest: Keys; readonly all: readonly Keys[] };
type Keys = (purpose: KeyPurpose) => Buffer;

/** Derives the keys (HKDF-SHA-256, one per purpose). */
export function makeSecrets(authSecrets: readonly [string, ...string[]]): Secrets {
  const all = authSecrets.map(keysFrom);
  return { newest: keysFrom(authSecrets[0]), all };
}

function keysFrom(secret: string): Keys {
  const known = new Map<KeyPurpose, Buffer>();
  return (purpose) => {
    const key = known.get(purpose) ?? Buffer.from(hkdfSync("sha256", secret, "foyer", purpose, 32));
    known.set(purpose, key);
    return key;
  };
}

/** Encrypts with AES-256-GCM; the answer carries nonce and tag, base64url. */
export function encrypt(secrets: Secrets, purpose: KeyPurpose, plain: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", secrets.newest(purpose), nonce);
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
}

/** Decrypts what {@link encrypt} made, with any key still listed; null if none fits or the text was altered. */
export function decrypt(secrets: Secrets, purpose: KeyPurpose, sealed: string): string | null {
  const raw = Buffer.from(sealed, "base64url");
  if (raw.length < 28) return null;
  for (const keys of secrets.all) {
    try {
      const decipher = createDecipheriv("aes-256-gcm", keys(purpose), raw.subarray(0, 12));
      decipher.setAuthTag(raw.subarray(12, 28));
      return Buffer.concat([decipher.update(raw.subarray(28)), decipher.final()]).toString("utf8");
    } catch {
      // Not this key; the next one may be.
    }
  }
  return null;
}

/** Signs a text (HMAC-SHA-256, base64url, newest key). */
export const sign = (secrets: Secrets, purpose: KeyPurpose, text: string): string =>
  createHmac("sha256", secrets.newest(purpose)).update(text).digest("base64url");

/** All signatures that are right for a text while keys are rotated. */
export const signatures = (secrets: Secrets, purpose: KeyPurpose, text: string): string[] =>
  secrets.all.map((keys) => createHmac("sha256", keys(purpose)).update(text).digest("base64url"));
