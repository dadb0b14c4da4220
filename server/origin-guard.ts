import type { IncomingMessage } from "node:http";

// Doors for machines, which have no browser whose cookies could be borrowed; each checks a key or signature of its own.
const MACHINE_DOORS = /^\/api\/(v1|inbound-mail)(\/|$)/;
const READS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request would change something on behalf of another site (T-K10, T-S13): every method but the reading ones must come from
 * our own origin and say so. `null`, a missing Origin and a sibling subdomain are foreign.
 */
export function isForeign(request: IncomingMessage, path: string, ownOrigin: string): boolean {
  if (READS.has(request.method ?? "GET") || MACHINE_DOORS.test(path)) return false;
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return true;
  return request.headers.origin !== ownOrigin;
}
