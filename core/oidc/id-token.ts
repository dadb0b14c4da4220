import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
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

function asFailure(error: unknown): Error {
  if (troubleOf(error) !== null && error instanceof Error) return error;
  if (!(error instanceof errors.JOSEError)) throw error;
  return new ProviderFailure(`id-token.${reasonOf(error)}`, { cause: error });
}

type Reason = Trouble extends infer T ? (T extends `id-token.${infer R}` ? R : never) : never;

function reasonOf(error: errors.JOSEError): Reason {
  if (error instanceof errors.JWSSignatureVerificationFailed) return "signature";
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) return "algorithm";
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) return "key";
  if (error instanceof errors.JWTExpired) return error.claim === "exp" ? "expired" : "too-old";
  if (error instanceof errors.JWTClaimValidationFailed) return CLAIMS[error.claim] ?? "claims";
  return "malformed";
}

const CLAIMS: Readonly<Record<string, Reason>> = { iss: "issuer", aud: "audience", nbf: "not-yet", iat: "not-yet" };
