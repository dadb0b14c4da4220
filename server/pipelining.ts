import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Requests of one connection that may wait for their answers. Browsers and proxies send one at a time; Node takes a whole packet of them, and holds the pages of who reads none. */
const AT_MOST = 2;

const unanswered = new WeakMap<Socket, Set<ServerResponse>>();

/** Counts a request until it is answered, and tells whether its connection has sent too many that are not (T-B2). */
export function isOneTooMany({ socket }: IncomingMessage, response: ServerResponse): boolean {
  const waiting = unanswered.get(socket) ?? startCounting(socket);
  waiting.add(response);
  response.once("close", () => waiting.delete(response));
  return waiting.size > AT_MOST;
}

/**
 * Of a connection that ends, Node closes only the answer whose turn it is. Those behind it are closed here: whatever was taken for them, a
 * place above all, would else never be given back, and nine packets would shut the shop (T-B2).
 */
function startCounting(socket: Socket): Set<ServerResponse> {
  const waiting = new Set<ServerResponse>();
  unanswered.set(socket, waiting);
  // Each of them may listen to it, which is no leak to be warned of.
  socket.setMaxListeners(socket.getMaxListeners() + 4 * AT_MOST);
  socket.once("close", () => {
    for (const response of waiting) if (!response.socket) endUnsent(response);
  });
  return waiting;
}

function endUnsent(response: ServerResponse): void {
  response.destroy();
  response.emit("close");
}
