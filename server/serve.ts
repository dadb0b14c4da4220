import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { clientAddress } from "@/server/client-address";
import { compressWhole } from "@/server/compress-whole";
import { contentSecurityPolicy, securityHeaders } from "@/server/headers";
import { largestBody, whyTooLarge } from "@/server/largest-body";
import { discardBody, limitArrival, limitBody } from "@/server/limit-body";
import { isFree, Looks } from "@/server/looks";
import { isLookedAt, isNavigation } from "@/server/navigation";
import { isForeign } from "@/server/origin-guard";
import { isOneTooMany } from "@/server/pipelining";
import { Places } from "@/server/places";
import { answerPlain, keepLastWord } from "@/server/plain-answer";
import type { PlainReason } from "@/server/plain-page";
import { isUnreadable, type RequestStore, requestStores } from "@/server/request-store";

/** What the server needs to know. */
export type ServeOptions = {
  readonly port: number;
  readonly host?: string;
  readonly publicUrl: string;
  readonly trustedProxyHops: number;
  readonly isDev?: boolean;
  /** How long a form may take to arrive. */
  readonly arrivalMs?: number;
};

/** A listening server. Until a handler is set every page is answered 503; `/api/health/live` is answered always. */
export type Serving = { readonly server: Server; handleWith(handler: RequestListener): unknown; close(): Promise<void> };

/** How long a form may take to arrive. */
const ARRIVAL_MS = 30_000;

/** The same for a file. */
const UPLOAD_MS = 15 * 60_000;

/** How long requests in flight may take after a signal to stop (T-FX28). */
const DRAIN_MS = 10_000;

/** How long nothing at all may pass on a connection while somebody is answered: streams say something every ten seconds. */
const SILENCE_MS = 2 * 60_000;

/** Beyond it Node drops headers in silence, and with them what the rest of the request means: its length, or where it came from. */
const HEADERS_AT_MOST = 100;

/** Starts listening at once, so that probes and visitors get an answer while the rest of the house still wakes up. */
export function serve(options: ServeOptions): Promise<Serving> {
  const state: State = { handler: null, places: new Places(), looks: new Looks() };
  const server = createServer((request, response) => receive(request, response, options, state));
  server.headersTimeout = 15_000;
  server.requestTimeout = UPLOAD_MS;
  server.timeout = SILENCE_MS;
  server.keepAliveTimeout = 65_000;
  server.maxHeadersCount = HEADERS_AT_MOST + 1;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, () => {
      resolve({ server, handleWith: (handler) => Object.assign(state, { handler }), close: () => close(server) });
    });
  });
}

type State = { handler: RequestListener | null; readonly places: Places; readonly looks: Looks };

function receive(request: IncomingMessage, response: ServerResponse, options: ServeOptions, state: State): void {
  // Before anything else: a refusal costs something, too, and Node goes on to the end of a packet whose connection is gone.
  if (request.socket.destroyed) return;
  if (isOneTooMany(request, response)) {
    request.socket.destroy();
    return;
  }
  const store = makeStore(request, options);
  const headers = securityHeaders(store.nonce, options.publicUrl.startsWith("https:"), options.isDev === true);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  const refusal = reasonToRefuse(request, path, options, state);
  if (refusal) {
    answerPlain(request, response, store, refusal);
    discardBody(request);
    return;
  }
  if (path === "/api/health/live") {
    answerJson(response, 200, { status: "live" });
    return;
  }
  tidyHeaders(request, options, headers["Content-Security-Policy"]);
  keepLastWord(response);
  compressWhole(request, response);
  limitArrival(request, path, options.arrivalMs ?? ARRIVAL_MS);
  limitBody(request, largestBody(path), () => answerPlain(request, response, store, whyTooLarge(path)));
  applyStore(request, response, store, options);
  if (request.method === "POST") {
    state.places.take(request, response, store.address, () => {
      answerPlain(request, response, store, "busy");
      request.socket.destroySoon();
    });
  } else if (!isFree(path)) state.looks.take(response);
  requestStores.run(store, () => state.handler?.(request, response));
}

function makeStore(request: IncomingMessage, options: ServeOptions): RequestStore {
  const forwarded = request.headers["x-forwarded-for"];
  const chain = Array.isArray(forwarded) ? forwarded.join(",") : forwarded;
  return {
    url: request.url ?? "/",
    address: clientAddress(request.socket.remoteAddress, chain, options.trustedProxyHops),
    nonce: randomBytes(16).toString("base64"),
    isNavigation: isNavigation(request),
    isLookedAt: isLookedAt(request),
    isReadBefore: request.method === "POST" || request.headers["next-router-state-tree"] !== undefined,
  };
}

function reasonToRefuse(request: IncomingMessage, path: string, options: ServeOptions, state: State): PlainReason | null {
  if (!isReadable(request.url ?? "/") || request.rawHeaders.length > 2 * HEADERS_AT_MOST) return "malformed";
  if (path === "/api/health/live") return null;
  if (path === "/_global-error") return "missing";
  if (!state.handler) return "starting";
  return reasonToRefuseWork(request, path, options, state);
}

/** What is asked of everything but the live probe. */
function reasonToRefuseWork(request: IncomingMessage, path: string, options: ServeOptions, state: State): PlainReason | null {
  const { method = "GET" } = request;
  const isPage = !path.startsWith("/api/");
  if (method === "TRACE" || (isPage && !/^(GET|HEAD|POST)$/.test(method))) return "method";
  if (isForeign(request, path, options.publicUrl)) return "foreign";
  if (Number(request.headers["content-length"] ?? 0) > largestBody(path)) return whyTooLarge(path);
  if (method === "POST") return reasonToRefusePost(request, isPage, state);
  return isFree(path) || state.looks.hasRoom() ? null : "busy";
}

function reasonToRefusePost(request: IncomingMessage, isPage: boolean, state: State): PlainReason | null {
  if (isPage && !isForm(request)) return "not-a-form";
  if (isFromAnotherPage(request)) return "out-of-date";
  return state.places.hasRoom() ? null : "busy";
}

/**
 * An action answers at its own page. One that is asked for at another Next would send on to us in a request of its own, and answer 200
 * whatever we said (T-F3).
 */
const isFromAnotherPage = ({ headers }: IncomingMessage): boolean => headers["x-action-forwarded"] !== undefined;

/** Pages take forms, and what their scripts send in place of one (T-S9). */
function isForm({ headers }: IncomingMessage): boolean {
  const type = headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
  if (type === undefined || type === "multipart/form-data" || type === "application/x-www-form-urlencoded") return true;
  return type === "text/plain" && headers["next-action"] !== undefined;
}

/** Paths that could be read in two ways are nobody's honest request: browsers resolve dot segments before they ask (T-F2, T-K10). */
function isReadable(url: string): boolean {
  const path = url.split("?", 1)[0] ?? "/";
  if (!path.startsWith("/") || path.startsWith("//") || /[\\\0]/.test(url)) return false;
  try {
    return !decodeURIComponent(path)
      .split(/[/\\]/)
      .some((segment) => segment === "." || segment === "..");
  } catch {
    return false;
  }
}

/**
 * Takes away what a visitor or a proxy may have said in the place of our own configuration: where we live is PUBLIC_URL's to say (T-U5),
 * and Next reads the nonce for its own scripts from the policy.
 */
function tidyHeaders({ headers }: IncomingMessage, { publicUrl }: ServeOptions, policy: string | undefined): void {
  headers.host = new URL(publicUrl).host;
  headers["content-security-policy"] = policy;
  for (const name of Object.keys(headers)) if (NOT_TO_BE_SAID.test(name)) delete headers[name];
}

// Where we live, what only parts of Next tell each other (T-F1), and what its files fail over; nothing of ours is asked for in parts.
const NOT_TO_BE_SAID =
  /^(x-(forwarded-(host|proto|port)|middleware-.*|invoke-.*|matched-path|nextjs-data|now-route-matches)|(if-)?range|if-match|if-unmodified-since)$/;

/**
 * Lets actions choose the status, and puts the plain page in place of whatever Next would show for an error of ours: no stack, no empty
 * page without JavaScript (T-G5). A form of another build is told to be opened anew (T-FX24); scripts read Next's own answer.
 */
function applyStore(request: IncomingMessage, response: ServerResponse, store: RequestStore, options: ServeOptions): void {
  const { writeHead, write, end } = response;
  const replace = (status: number) => {
    const reason = response.headersSent ? null : reasonToReplace(request, response, store, status);
    if (reason) answerPlain(request, response, store, reason);
    return reason !== null;
  };
  response.writeHead = (status: number, ...rest: unknown[]) => {
    if (replace(status)) return response;
    // Nobody keeps what does not say so, least of all where Next leads on for good, with the query (T-F5, T-U4).
    if (!response.hasHeader("Cache-Control")) response.setHeader("Cache-Control", "private, no-store");
    if (store.sources) response.setHeader("Content-Security-Policy", policyOf(store, options));
    if (store.retryAfterSeconds !== undefined) response.setHeader("Retry-After", String(store.retryAfterSeconds));
    return Reflect.apply(writeHead, response, [statusOf(store, status), ...rest]);
  };
  // Without a head of its own an answer's first bytes bring it, in the middle of Node's writing them: too late to hold them back.
  response.write = (...rest: unknown[]) => replace(response.statusCode) || Reflect.apply(write, response, rest);
  response.end = (...rest: unknown[]) => (replace(response.statusCode) ? response : Reflect.apply(end, response, rest));
}

const policyOf = ({ nonce, sources }: RequestStore, { publicUrl, isDev = false }: ServeOptions): string =>
  contentSecurityPolicy({ nonce, isSecure: publicUrl.startsWith("https:"), isDev, ...(sources ? { sources } : {}) });

function statusOf(store: RequestStore, status: number): number {
  if (status >= 500) return store.isOutage ? 503 : status;
  return status === 200 ? (store.status ?? status) : status;
}

function reasonToReplace(request: IncomingMessage, response: ServerResponse, store: RequestStore, status: number) {
  if (isForMachines(request.url ?? "/")) return null;
  if (status >= 500) return reasonOfFailure(store);
  if (status === 404 && store.missing && request.headers.rsc === undefined) return store.missing;
  const isScripted = request.headers["next-action"] !== undefined;
  return response.hasHeader("x-nextjs-action-not-found") && !isScripted ? "out-of-date" : null;
}

function reasonOfFailure(store: RequestStore): PlainReason {
  if (store.isOutage) return "unavailable";
  return isUnreadable(store) ? "malformed" : "down";
}

/** Programs read their own answers. Where providers send people back to is a page to them, whatever its address. */
const isForMachines = (url: string): boolean => url.startsWith("/api/") && !url.startsWith("/api/auth/callback/");

function answerJson(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(JSON.stringify(value));
}

/** Stops accepting, lets requests in flight finish, then closes what is left. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const end = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(end);
      resolve();
    });
    server.closeIdleConnections();
  });
}
