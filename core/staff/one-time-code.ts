import { generateSecret, generateURI, verifySync } from "otplib";
import type { Ctx } from "@/core/ctx";
import { decrypt, encrypt } from "@/core/security/secrets";
import { canonicalCode, hashCode, newReadableCode, READABLE_SIGNS } from "@/core/security/token";

const PERIOD = 30;

/** How many recovery codes somebody gets at once. */
export const RECOVERY_CODES = 10;

/** A new secret for an authenticator: 160 random bits (RFC 4226 4), base32. Shown to its owner while they set it up, and never again. */
export const newAuthenticatorSecret = (): string => generateSecret({ length: 20 });

/** What the database keeps of an authenticator's secret. */
export const sealSecret = (ctx: Pick<Ctx, "secrets">, secret: string): string => encrypt(ctx.secrets, "second-factor", secret);

/** The secret behind what the database keeps; null if no key of AUTH_SECRET opens it any more. */
export const openSecret = (ctx: Pick<Ctx, "secrets">, sealed: string): string | null =>
  decrypt(ctx.secrets, "second-factor", sealed);

/** The address that an authenticator app reads from a QR code. It holds the secret. */
export const authenticatorAddress = (secret: string, { shop, email }: { shop: string; email: string }): string =>
  generateURI({ issuer: shop.replaceAll(":", " "), label: email, secret });

/**
 * The time step whose code this is: the present one, the one before or the one after (RFC 6238 5.2, 6); null if it is none of theirs.
 * Whether that step was taken before is for the database to say.
 */
export function stepOf(secret: string, typed: string, nowSeconds: number): number | null {
  const code = canonicalCode(typed);
  if (!/^\d{6}$/.test(code)) return null;
  const verified = verifySync({ secret, token: code, epoch: nowSeconds, period: PERIOD, epochTolerance: PERIOD });
  return verified.valid && "timeStep" in verified ? verified.timeStep : null;
}

const SHAPE = { groups: 2, signsPerGroup: 5 } as const;

/** New recovery codes, 48 random bits each, as they are shown once. */
export const newRecoveryCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, () => newReadableCode(SHAPE));

/** What the database keeps of a recovery code, under the newest key. */
export const hashRecoveryCode = (ctx: Pick<Ctx, "secrets">, staffId: string, code: string): string =>
  hashCode(ctx.secrets.newest("second-factor"), staffId, canonicalRecoveryCode(code) ?? "");

/** Every hash that a typed recovery code may have while keys are rotated; none if it cannot be one. */
export function recoveryHashes(ctx: Pick<Ctx, "secrets">, staffId: string, typed: string): string[] {
  const code = canonicalRecoveryCode(typed);
  return code === null ? [] : ctx.secrets.all.map((keys) => hashCode(keys("second-factor"), staffId, code));
}

function canonicalRecoveryCode(typed: string): string | null {
  const code = canonicalCode(typed).toUpperCase();
  const isWhole = code.length === SHAPE.groups * SHAPE.signsPerGroup;
  return isWhole && [...code].every((sign) => READABLE_SIGNS.includes(sign)) ? code : null;
}
