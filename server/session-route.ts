import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Route } from "@/core/access/routes";
import { fullCookieName } from "@/core/sessions/cookie-name";
import { describeSession } from "@/core/sessions/describe-session";
import { findSession } from "@/core/sessions/find-session";
import { isOutage } from "@/db";
import { findCookie } from "@/server/cookie";
import { getInstallation } from "@/server/installation";
import { log } from "@/server/log";
import { noteOutage } from "@/server/request-store";

const ROUTE: Route = "/api/auth/session";

/**
 * Who is signed in, in the shape that Auth.js made known; `null` for nobody. Answered here, in front of Next: machines ask it with every
 * click of a customer, and Next would cost many times the answer (decision 0014). Everything else is for `next`.
 */
export const answerSessionBefore =
  (next: RequestListener): RequestListener =>
  (request, response) =>
    request.url?.split("?", 1)[0] === ROUTE ? answer(request, response) : next(request, response);

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(request.method === "OPTIONS" ? 204 : 405, { Allow: "GET, HEAD, OPTIONS" }).end();
    return;
  }
  try {
    const body = JSON.stringify(await describe(request));
    const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };
    response.writeHead(200, { ...headers, "Cache-Control": "private, no-store" }).end(body);
  } catch (error) {
    if (isOutage(error)) noteOutage();
    log.error({ err: error }, "the session of a cookie could not be read");
    response.writeHead(500).end();
  }
}

async function describe(request: IncomingMessage) {
  const { env, database, settings } = getInstallation();
  const { values } = await settings.current();
  const token = findCookie(request.headers.cookie, fullCookieName("foyer.sid", env.publicUrl));
  const session = await findSession({ db: database.db, settings: values }, token);
  return session && describeSession(session);
}
