import { type IncomingMessage, type RequestListener, request } from "node:http";
import { onTestFinished } from "vitest";
import { type Serving, serve } from "@/server/serve";
import { freePort } from "@/tests/support/product";

/** Where the served house says that it lives. */
export const OWN = "https://shop.test";

/** Our HTTP server with a handler in the place of all pages, until the test ends. */
export async function serveWith(
  handler: RequestListener | null,
  more: { arrivalMs?: number } = {},
): Promise<Serving & { port: number }> {
  const port = await freePort();
  const serving = await serve({ port, host: "localhost", publicUrl: OWN, trustedProxyHops: 1, ...more });
  onTestFinished(async () => {
    serving.server.closeAllConnections();
    await serving.close();
  });
  if (handler) serving.handleWith(handler);
  return { ...serving, port };
}

type Ask = { method?: string; path?: string; headers?: Record<string, string>; body?: Buffer | string };
type Answer = { status: number; headers: IncomingMessage["headers"]; body: Buffer };

/** Asks over a connection of its own and reads the whole answer as it came. */
export function ask(port: number, { method = "GET", path = "/", headers = {}, body }: Ask = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "localhost", port, method, path, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
