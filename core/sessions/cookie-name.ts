/** Cookies that open something: host-bound, never readable by scripts (T-K1). Names are public. */
export type SecretCookie =
  | "foyer.sid"
  | "foyer-staff"
  | "foyer-attempt"
  | "foyer-join"
  | "foyer-handshake"
  | "foyer-shown"
  | "foyer-invitation";

/**
 * The full name of a cookie: with the __Host- prefix wherever the browser lets us, which is everywhere but http://localhost. No other
 * cookie may begin with the customer session's name: Auth.js would take it for a part of that one.
 */
export const fullCookieName = (name: SecretCookie, publicUrl: string): string =>
  publicUrl.startsWith("https:") ? `__Host-${name}` : name;
