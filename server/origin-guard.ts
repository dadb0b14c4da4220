import type { IncomingMessage } from "node:http";

// A door for machines, which have no browser whose cookies could be borrowed; it checks a signature of its own.
const MACHINE_DOOR = "/api/inbound-mail";
const READS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request would change something on behalf of another site (T-K10, T-S13): every method but the reading ones must come from
 * our own origin and say so. `null`, a missing Origin and a sibling subdomain are foreign.
 */
export function isForeign(request: IncomingMessage, path: string, ownOrigin: string): boolean {
  if (READS.has(request.method ?? "GET") || path === MACHINE_DOOR) return false;
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return true;
  return request.headers.origin !== ownOrigin;
}
