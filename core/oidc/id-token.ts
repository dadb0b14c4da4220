import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import { inSeconds, minutes, seconds } from "@/core/duration";
import type { Trouble } from "@/core/identities/trouble";
import { ProviderFailure, troubleOf } from "@/core/oidc/provider-failure";

/** How far a provider's clock may be from ours (T-O9). */
export const SKEW = seconds(60);

/** An ID token comes straight from where it was made: an old one is somebody else's. */
const OLDEST = minutes(10);

// Never `none`, and never a shared secret: a client secret that leaked must not sign people in (T-O6).
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"];

type Expected = { readonly issuer: string; readonly clientId: string; readonly keys: JWTVerifyGetKey };

/**
 * Verifies an ID token (OpenID Connect Core 3.1.3.7, ASVS 6.8.2): signature, issuer, audience, authorized party, times. The nonce is
 * Auth.js's to compare, which knows it. Throws {@link ProviderFailure}, or OutsideFailure if the keys cannot be had.
 */
export async function verifyIdToken(token: string, { issuer, clientId, keys }: Expected): Promise<JWTPayload> {
  const options = {
    issuer,
    audience: clientId,
    algorithms: ALGORITHMS,
    clockTolerance: inSeconds(SKEW),
    maxTokenAge: inSeconds(OLDEST),
    requiredClaims: ["sub", "exp", "iat"],
  };
  const { payload } = await jwtVerify(token, keys, options).catch((error: unknown) => {
    throw asFailure(error);
  });
  checkParty(payload, clientId);
  if (typeof payload.sub !== "string" || payload.sub === "") throw new ProviderFailure("id-token.claims");
  return payload;
}

/** A token for several must say which of them asked for it; one for us alone may say so, too (T-O8). */
function checkParty({ aud, azp }: JWTPayload, clientId: string): void {
  const isForSeveral = Array.isArray(aud) && aud.length > 1;
  if (azp === undefined ? isForSeveral : azp !== clientId) throw new ProviderFailure("id-token.party");
}

function asFailure(error: unknown): unknown {
  if (troubleOf(error) !== null || !(error instanceof Error) || !("code" in error)) return error;
  const reason = reasonOf(String(error.code), "claim" in error ? String(error.claim) : "", "reason" in error ? error.reason : "");
  return new ProviderFailure(reason, { cause: error });
}

function reasonOf(code: string, claim: string, reason: unknown): Trouble {
  if (code === "ERR_JWT_EXPIRED") return claim === "exp" ? "id-token.expired" : "id-token.too-old";
  if (code !== "ERR_JWT_CLAIM_VALIDATION_FAILED") return REASONS[code] ?? "id-token.malformed";
  return reason === "missing" ? "id-token.claims" : (CLAIMS[claim] ?? "id-token.claims");
}

// By their codes: keys come from what all bundles share, with error classes of its own.
const REASONS: Readonly<Record<string, Trouble>> = {
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: "id-token.signature",
  ERR_JOSE_ALG_NOT_ALLOWED: "id-token.algorithm",
  ERR_JOSE_NOT_SUPPORTED: "id-token.algorithm",
  ERR_JWKS_NO_MATCHING_KEY: "id-token.key",
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: "id-token.key",
};

const CLAIMS: Readonly<Record<string, Trouble>> = {
  iss: "id-token.issuer",
  aud: "id-token.audience",
  nbf: "id-token.not-yet",
  iat: "id-token.not-yet",
};
