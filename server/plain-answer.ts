import { type IncomingMessage, ServerResponse } from "node:http";
import { type PlainReason, plainPage } from "@/server/plain-page";
import type { RequestStore } from "@/server/request-store";
import { tellHeadIsOut } from "@/server/when-head-is-out";

const STATUS: Record<PlainReason, number> = {
  starting: 503,
  busy: 503,
  down: 500,
  unavailable: 503,
  foreign: 403,
  "too-large": 413,
  "file-too-large": 413,
  "logo-too-large": 413,
  missing: 404,
  "accounts-off": 404,
  malformed: 400,
  method: 405,
  "not-a-form": 415,
  "out-of-date": 409,
};

// Answered by us: whoever still holds the response and writes to it writes to nobody.
const answered = new WeakSet<ServerResponse>();

/**
 * Stands between a response and everybody who will write to it or wrap it later: once {@link answerPlain} has answered, nothing of theirs
 * reaches the visitor. Call it before the response is handed on.
 */
export function keepLastWord(response: ServerResponse): void {
  const { write, end } = response;
  response.write = (...rest: unknown[]) => answered.has(response) || Reflect.apply(write, response, rest);
  response.end = (...rest: unknown[]) => (answered.has(response) ? response : Reflect.apply(end, response, rest));
}

/** Answers with a plain page, in place of whatever anybody else was about to say. Does nothing once an answer has begun. */
export function answerPlain(request: IncomingMessage, response: ServerResponse, store: RequestStore, reason: PlainReason): void {
  if (response.headersSent) return;
  const body = plainPage(reason, request.headers["accept-language"], store.nonce, request.url);
  for (const name of response.getHeaderNames()) if (OF_ANOTHER_BODY.test(name)) response.removeHeader(name);
  const status = STATUS[reason];
  if (status === 503) response.setHeader("Retry-After", "3");
  if (reason === "out-of-date") response.setHeader("X-Nextjs-Action-Not-Found", "1");
  if (status === 405) response.setHeader("Allow", "GET, HEAD, POST");
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.setHeader("Content-Length", Buffer.byteLength(body));
  response.setHeader("Cache-Control", "private, no-store");
  answered.add(response);
  // Not the methods that lie on the response by now: those would wrap this answer too.
  const { writeHead, end } = ServerResponse.prototype;
  Reflect.apply(writeHead, response, [status]);
  tellHeadIsOut(response);
  Reflect.apply(end, response, [request.method === "HEAD" ? "" : body]);
}

const OF_ANOTHER_BODY = /^(content-(type|length|encoding)|transfer-encoding|etag|vary|link|set-cookie)$/;
