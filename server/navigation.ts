import type { IncomingMessage } from "node:http";

/**
 * Whether a request is somebody's own look at a page, as far as it tells: a plain GET that is not made by a page's script, not a prefetch
 * that nobody may ever look at, and not for an image or a frame. Only such a one may be sent to a provider (T-O24).
 */
export function isNavigation({ method, headers }: Pick<IncomingMessage, "method" | "headers">): boolean {
  if (method !== "GET" || SCRIPTED.some((name) => headers[name] !== undefined)) return false;
  const isEarly = PURPOSES.some((name) => /prefetch|prerender|preview/i.test(String(headers[name] ?? "")));
  const [dest = "document", mode = "navigate"] = [headers["sec-fetch-dest"], headers["sec-fetch-mode"]];
  return !isEarly && dest === "document" && mode === "navigate";
}

const SCRIPTED = ["rsc", "next-router-prefetch", "next-router-segment-prefetch", "next-action", "x-nextjs-data"];
const PURPOSES = ["purpose", "sec-purpose", "x-purpose", "x-moz"];
