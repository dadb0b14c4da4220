import type { IncomingMessage } from "node:http";
import { isUpload } from "@/server/largest-body";

/** How long the rest of a refused body is thrown away for: a connection cut at once would often take our answer with it. */
const LINGER_MS = 5_000;

/**
 * Lets at most `longest` bytes of a body through, whatever length it declares, and calls `refuse` at the first byte too many.
 * It counts what arrives and reads nothing itself, so that whoever the request is handed to finds the body whole.
 */
export function limitBody(request: IncomingMessage, longest: number, refuse: () => void): void {
  const push = request.push.bind(request);
  let received = 0;
  let isRefused = false;
  request.push = (chunk: Buffer | null, encoding) => {
    received += chunk?.length ?? 0;
    if (received <= longest) return push(chunk, encoding);
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

/**
 * Ends a connection whose body takes longer than this to arrive: a byte now and then would keep it for ever (T-B1). Files have as long as
 * the server allows any request.
 */
export function limitArrival(request: IncomingMessage, path: string, ms: number): void {
  const hasBody = request.headers["transfer-encoding"] !== undefined || Number(request.headers["content-length"] ?? 0) > 0;
  if (!hasBody || isUpload(path)) return;
  const end = setTimeout(() => {
    if (!request.complete) request.socket.destroySoon();
  }, ms).unref();
  request.once("close", () => clearTimeout(end));
}
