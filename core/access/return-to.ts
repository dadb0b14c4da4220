// Only to find out how a browser would read a path; never contacted.
const BASE = "http://foyer.invalid";

/**
 * The page somebody wanted, if it is a path of our own, else the fallback (T-U1). Read as a browser reads it, so that no spelling leads
 * to another origin; pages that sign out or carry a secret are no places to return to (T-U4).
 */
export function returnTo(wanted: unknown, fallback = "/account"): string {
  if (typeof wanted !== "string" || !wanted.startsWith("/") || wanted.length > 2000) return fallback;
  // A backslash, a control character or an encoded slash at the start is only ever an attempt to be read in two ways.
  if (/[\\\p{C}]/u.test(wanted) || /^\/(\/|\.|%2f|%5c|%0|%2e)/i.test(wanted)) return fallback;
  if (!URL.canParse(wanted, BASE)) return fallback;
  const url = new URL(wanted, BASE);
  const path = `${url.pathname}${url.search}`;
  if (url.origin !== BASE || path.startsWith("//") || NOT_TO_RETURN_TO.test(url.pathname)) return fallback;
  return path;
}

const NOT_TO_RETURN_TO =
  /^\/(api|_next|sign-in|sign-out|signed-out|register|confirm|activate|invitation|reset-password|forgot-password|confirm-email|join)(\/|$)/;
