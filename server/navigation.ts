import type { IncomingMessage } from "node:http";

/**
 * Whether a request is somebody's own look at a page, as far as it tells: a plain GET that is not made by a page's script, not a prefetch
 * that nobody may ever look at, and not for an image or a frame. Only such a one may be sent to a provider (T-O24).
 */
export function isNavigation({ method, headers }: Asked): boolean {
  if (method !== "GET" || SCRIPTED.some((name) => headers[name] !== undefined)) return false;
  const [dest = "document", mode = "navigate"] = [headers["sec-fetch-dest"], headers["sec-fetch-mode"]];
  return !isEarly(headers) && dest === "document" && mode === "navigate";
}

/**
 * Whether somebody has the page before them that is asked for: by a look of their own, or because it lies open and its script draws it anew,
 * which no other site's can (decision 0022). What a HEAD, a prefetch, a preview or something embedded brings, nobody has read.
 */
export function isLookedAt(request: Asked): boolean {
  const { method, headers } = request;
  const isRefresh =
    method === "GET" && headers.rsc !== undefined && !NOT_FOR_THE_SCREEN.some((name) => headers[name] !== undefined);
  return isNavigation(request) || (isRefresh && !isEarly(headers));
}

type Asked = Pick<IncomingMessage, "method" | "headers">;

const isEarly = (headers: Asked["headers"]): boolean =>
  PURPOSES.some((name) => /prefetch|prerender|preview/i.test(String(headers[name] ?? "")));

const NOT_FOR_THE_SCREEN = ["next-router-prefetch", "next-router-segment-prefetch"];
const SCRIPTED = ["rsc", ...NOT_FOR_THE_SCREEN, "next-action", "x-nextjs-data"];
const PURPOSES = ["purpose", "sec-purpose", "x-purpose", "x-moz"];
