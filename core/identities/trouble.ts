import type { FailureCode } from "@/core/failures";

/**
 * What can go wrong between us and a provider, for the log, the audit log and an admin's test. Customers are told only the failure it stands
 * for: the difference between two troubles helps nobody but whoever made them.
 */
export const troubles = [
  // The provider could not be reached (core/net/outside.ts), or what it answered is no answer.
  "provider.address-refused",
  "provider.unreachable",
  "provider.too-slow",
  "provider.too-large",
  "provider.redirected",
  "provider.encoded",
  "provider.error",
  "provider.unreadable",
  "provider.issuer",
  "provider.endpoints",
  // What came back through the browser is not the answer to what was asked.
  "answer.state",
  "answer.repeated",
  "answer.issuer",
  "answer.cancelled",
  "answer.away",
  "answer.error",
  "answer.refused",
  // The provider does not take the code, or does not know us.
  "token.refused",
  "id-token.malformed",
  "id-token.algorithm",
  "id-token.key",
  "id-token.signature",
  "id-token.issuer",
  "id-token.audience",
  "id-token.party",
  "id-token.expired",
  "id-token.too-old",
  "id-token.not-yet",
  "id-token.claims",
  "id-token.nonce",
  "userinfo.subject",
  // The profile makes nobody, or the connection is not for this person.
  "profile.unusable",
  "profile.not-allowed",
  // Somebody else was sent, or for something else, or the connection is gone.
  "errand.other",
  "connection.gone",
] as const;

/** One of them. */
export type Trouble = (typeof troubles)[number];

/** Whether a text names one. */
export const isTrouble = (name: unknown): name is Trouble => troubles.some((one) => one === name);

/** The failures of a sign-in through a provider. */
export type SsoFailure = Extract<FailureCode, `sso.${string}`>;

/** What a customer is told of a trouble. */
export function failureOf(trouble: Trouble): SsoFailure {
  if (trouble.startsWith("provider.")) return "sso.unavailable";
  return isNamed(trouble) ? NAMED[trouble] : "sso.failed";
}

const NAMED = {
  "answer.away": "sso.unavailable",
  "answer.cancelled": "sso.cancelled",
  "profile.not-allowed": "sso.refused",
  "connection.gone": "sso.gone",
} as const satisfies Partial<Record<Trouble, SsoFailure>>;

const isNamed = (trouble: string): trouble is keyof typeof NAMED => Object.hasOwn(NAMED, trouble);
