import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Requests of one connection that may wait for their answers. Browsers and proxies send one at a time; Node takes a whole packet of them. */
const AT_MOST = 8;

const unanswered = new WeakMap<Socket, number>();

/** Counts a request until it is answered, and tells whether its connection has sent too many that are not (T-B2). */
export function isOneTooMany({ socket }: IncomingMessage, response: ServerResponse): boolean {
  const count = (more: number) => {
    const now = (unanswered.get(socket) ?? 0) + more;
    unanswered.set(socket, now);
    return now;
  };
  response.once("close", () => count(-1));
  return count(1) > AT_MOST;
}
