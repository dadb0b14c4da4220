/** Cookies that open something, or keep what nobody may read or make: never readable by scripts (T-K1). Names are public. */
export type SecretCookie =
  | "foyer.sid"
  | "foyer-staff"
  | "foyer-attempt"
  | "foyer-join"
  | "foyer-handshake"
  | "foyer-shown"
  | "foyer-invitation"
  | "foyer-carried"
  | "foyer-known";

/** The one cookie that only the back office is sent, never on the way from another site: a prefix for the whole host would forbid that. */
export const STAFF_DOOR_COOKIE = "foyer-known";

/**
 * The full name of a cookie: with the __Host- prefix (for the door of staff __Secure-) wherever the browser lets us, which is everywhere
 * but http://localhost. No other cookie may begin with the customer session's name: Auth.js would take it for a part of that one.
 */
export function fullCookieName(name: SecretCookie, publicUrl: string): string {
  if (!publicUrl.startsWith("https:")) return name;
  return name === STAFF_DOOR_COOKIE ? `__Secure-${name}` : `__Host-${name}`;
}
