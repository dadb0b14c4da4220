// Only to find out how a browser would read a path; never contacted.
const BASE = "http://foyer.invalid";

/**
 * A path with query of our own, as a browser would read it, or null: no spelling leads to another origin (T-U1). Backslashes, control
 * characters and encoded slashes at the start are only ever attempts to be read in two ways.
 */
export function ownPath(wanted: unknown): string | null {
  if (typeof wanted !== "string" || !wanted.startsWith("/") || wanted.length > 2000) return null;
  if (/[\\\p{C}]/u.test(wanted) || ODD_START.test(wanted)) return null;
  if (!URL.canParse(wanted, BASE)) return null;
  const url = new URL(wanted, BASE);
  const path = `${url.pathname}${url.search}`;
  return url.origin === BASE && !ODD_START.test(path) ? path : null;
}

// What might be read as another host, here or after somebody on the way has decoded it.
const ODD_START = /^\/(\/|\.|%2f|%5c|%0|%2e)/i;

/** The page to go to after signing in, if it is one of ours and no door or secret link itself (T-U4), else the fallback. */
export function returnTo(wanted: unknown, fallback = "/account"): string {
  const path = ownPath(wanted);
  return path !== null && !NOT_TO_RETURN_TO.test(path) ? path : fallback;
}

const NOT_TO_RETURN_TO =
  /^\/(api|_next|sign-in|sign-out|signed-out|language|register|confirm|activate|invitation|reset-password|forgot-password|confirm-email|restore-email|join|consents)([/?]|$)/;

/**
 * A path as it may stand in another address: without the key of an order's link (T-U4). The order is then shown to whoever signs in as its
 * owner; the mail's link still has the key.
 */
export function withoutKey(path: string): string {
  if (!path.startsWith("/orders/")) return path;
  const url = new URL(path, BASE);
  url.searchParams.delete("key");
  return `${url.pathname}${url.search}`;
}

/** An address of ours that carries the wanted page along, to go there afterwards; as it is where none is wanted. */
export function withReturnTo(address: string, goTo: string | null): string {
  return goTo ? `${address}${address.includes("?") ? "&" : "?"}returnTo=${encodeURIComponent(goTo)}` : address;
}

/** The back-office page to go to after a staff member signed in: below /admin and no door itself, else the overview. */
export function staffReturnTo(wanted: unknown): string {
  const path = ownPath(wanted);
  const isRoom =
    path !== null && /^\/admin([/?]|$)/.test(path) && !/^\/admin\/(sign-in|sign-out|setup|unlock)([/?]|$)/.test(path);
  return isRoom ? path : "/admin";
}
