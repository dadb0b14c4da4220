import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { clientAddress } from "@/server/client-address";
import { securityHeaders } from "@/server/headers";
import { isForeign } from "@/server/origin-guard";
import { type PlainReason, plainPage } from "@/server/plain-page";
import { type RequestStore, requestStores } from "@/server/request-store";

/** What the server needs to know. */
export type ServeOptions = {
  readonly port: number;
  readonly host?: string;
  readonly publicUrl: string;
  readonly trustedProxyHops: number;
  readonly isDev?: boolean;
};

/** A listening server. Until a handler is set every page is answered 503; `/api/health/live` is answered always. */
export type Serving = { readonly server: Server; handleWith(handler: RequestListener): unknown; close(): Promise<void> };

/** The largest body of any form of ours, by far (T-B1). */
const LARGEST_BODY = 1024 * 1024;
/** Requests that change something and are being worked on; beyond it visitors are asked to come back (T-B2). */
const POSTS_AT_MOST = 60;
/** How long requests in flight may take after a signal to stop (T-FX28). */
const DRAIN_MS = 10_000;

/** Starts listening at once, so that probes and visitors get an answer while the rest of the house still wakes up. */
export function serve(options: ServeOptions): Promise<Serving> {
  const state: State = { handler: null, posts: 0 };
  const server = createServer((request, response) => receive(request, response, options, state));
  server.headersTimeout = 15_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 65_000;
  server.maxHeadersCount = 100;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, () => {
      resolve({ server, handleWith: (handler) => Object.assign(state, { handler }), close: () => close(server) });
    });
  });
}

type State = { handler: RequestListener | null; posts: number };

function receive(request: IncomingMessage, response: ServerResponse, options: ServeOptions, state: State): void {
  const store = makeStore(request, options);
  const headers = securityHeaders(store.nonce, options.publicUrl.startsWith("https:"), options.isDev === true);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  const refusal = reasonToRefuse(request, path, options, state);
  if (refusal) {
    answerPlain(request, response, store, refusal);
    return;
  }
  if (path === "/api/health/live") {
    answerText(response, 200, "live");
    return;
  }
  // Next reads the nonce for its own scripts from here; a visitor's own header must not reach it.
  request.headers["content-security-policy"] = headers["Content-Security-Policy"];
  delete request.headers["x-middleware-subrequest"];
  limitBody(request, response, store);
  applyStore(request, response, store);
  if (request.method === "POST") countPost(response, state);
  requestStores.run(store, () => state.handler?.(request, response));
}

function makeStore(request: IncomingMessage, options: ServeOptions): RequestStore {
  const forwarded = request.headers["x-forwarded-for"];
  const chain = Array.isArray(forwarded) ? forwarded.join(",") : forwarded;
  return {
    url: request.url ?? "/",
    id: randomUUID(),
    address: clientAddress(request.socket.remoteAddress, chain, options.trustedProxyHops),
    nonce: randomBytes(16).toString("base64"),
  };
}

const STATUS: Record<PlainReason, number> = {
  starting: 503,
  busy: 503,
  down: 500,
  foreign: 403,
  "too-large": 413,
  malformed: 400,
};

function reasonToRefuse(request: IncomingMessage, path: string, options: ServeOptions, state: State): PlainReason | null {
  if (!isReadable(request.url ?? "/")) return "malformed";
  if (path === "/api/health/live") return null;
  if (!state.handler) return "starting";
  if (isForeign(request, path, options.publicUrl)) return "foreign";
  if (Number(request.headers["content-length"] ?? 0) > LARGEST_BODY) return "too-large";
  if (request.method === "POST" && state.posts >= POSTS_AT_MOST) return "busy";
  return null;
}

/** Paths that could be read in two ways are nobody's honest request (T-F2). */
function isReadable(url: string): boolean {
  if (!url.startsWith("/") || url.startsWith("//") || /[\\\0]/.test(url)) return false;
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "/");
    return true;
  } catch {
    return false;
  }
}

function countPost(response: ServerResponse, state: State): void {
  state.posts++;
  response.once("close", () => state.posts--);
}

/** Cuts a body that turns out larger than it may be, with or without a declared length. */
function limitBody(request: IncomingMessage, response: ServerResponse, store: RequestStore): void {
  let received = 0;
  request.on("data", (chunk: Buffer) => {
    received += chunk.length;
    if (received <= LARGEST_BODY || response.headersSent) return;
    answerPlain(request, response, store, "too-large");
    request.destroy();
  });
  request.pause();
}

/**
 * Lets actions choose the status, and puts the plain page in place of whatever Next would show for an error of ours: no stack, no empty
 * page without JavaScript (T-G5).
 */
function applyStore(request: IncomingMessage, response: ServerResponse, store: RequestStore): void {
  const writeHead = response.writeHead.bind(response);
  const isPage = !request.url?.startsWith("/api/");
  response.writeHead = (status: number, ...rest: never[]) => {
    if (status >= 500 && store.status === undefined && isPage) {
      response.writeHead = writeHead;
      answerPlain(request, response, store, "down");
      return response;
    }
    if (store.retryAfterSeconds !== undefined) response.setHeader("Retry-After", String(store.retryAfterSeconds));
    return writeHead(store.status !== undefined && status === 200 ? store.status : status, ...rest);
  };
}

function answerPlain(request: IncomingMessage, response: ServerResponse, store: RequestStore, reason: PlainReason): void {
  if (response.headersSent) return;
  const body = plainPage(reason, request.headers["accept-language"], store.nonce);
  for (const name of response.getHeaderNames())
    if (/^(content-(type|length|encoding)|transfer-encoding|etag|vary|set-cookie)$/.test(name)) response.removeHeader(name);
  const status = store.status ?? STATUS[reason];
  if (status === 503) response.setHeader("Retry-After", "3");
  if (reason === "too-large") response.setHeader("Connection", "close");
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.setHeader("Cache-Control", "private, no-store");
  response.writeHead(status, { "Content-Length": Buffer.byteLength(body) });
  response.end(request.method === "HEAD" ? "" : body);
  response.write = () => true;
  response.end = () => response;
}

function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
  response.end(text);
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
