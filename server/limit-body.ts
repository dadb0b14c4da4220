import type { IncomingMessage } from "node:http";

/** The largest body of any form of ours, by far (T-B1). */
export const LARGEST_BODY = 1024 * 1024;

/** How long the rest of a refused body is thrown away for: a connection cut at once would often take our answer with it. */
const LINGER_MS = 5_000;

/**
 * Lets at most {@link LARGEST_BODY} bytes of a body through, whatever length it declares, and calls `refuse` at the first byte too many.
 * It counts what arrives and reads nothing itself, so that whoever the request is handed to finds the body whole.
 */
export function limitBody(request: IncomingMessage, refuse: () => void): void {
  const push = request.push.bind(request);
  let received = 0;
  let isRefused = false;
  request.push = (chunk: Buffer | null, encoding) => {
    received += chunk?.length ?? 0;
    if (received <= LARGEST_BODY) return push(chunk, encoding);
    if (!isRefused) {
      isRefused = true;
      refuse();
      endSoon(request);
    }
    if (chunk === null) request.socket.destroySoon();
    return true;
  };
}

/** Throws away a body that was refused unread, and the connection with it when it does not end in time. */
export function discardBody(request: IncomingMessage): void {
  request.once("end", endSoon(request));
  request.resume();
}

/** Cuts the connection in a moment, unless what it answers is called before: then nothing of this request stays on the connection. */
function endSoon({ socket }: IncomingMessage): () => void {
  const end = setTimeout(() => socket.destroySoon(), LINGER_MS).unref();
  const leave = () => {
    clearTimeout(end);
    socket.off("close", leave);
  };
  socket.once("close", leave);
  return leave;
}
