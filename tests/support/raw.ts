import { request } from "node:http";
import { connect } from "node:net";

/** An answer as it came. */
export type RawAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

type RawAsk = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
};

/** Asks with these headers and no others: nothing is added that a browser would add. */
export function askRaw(base: string, path: string, { method = "GET", headers = {}, body }: RawAsk = {}): Promise<RawAnswer> {
  const { hostname, port } = new URL(base);
  const sent = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === "string" ? value : [...value]]),
  );
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, path, method, headers: sent, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks).toString("utf8") }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** Sends bytes as they are and answers what came back until `until` was seen, the other side hung up, or eight seconds passed. */
export function converse(base: string, parts: Iterable<string | Buffer>, until: RegExp): Promise<string> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let heard = "";
    const rest = parts[Symbol.iterator]();
    // Waits for the other side to take what it was given: a large body must not lie in our own memory.
    const write = () => {
      while (socket.writable) {
        const next = rest.next();
        if (next.done || !socket.write(next.value)) return;
      }
    };
    socket.setTimeout(8000, () => socket.destroy());
    socket.on("connect", write);
    socket.on("drain", write);
    // The other side may hang up while we still write: what it said before counts.
    socket.on("error", () => {});
    socket.on("close", () => resolve(heard));
    socket.on("data", (chunk: Buffer) => {
      heard += chunk.toString("latin1");
      if (until.test(heard)) socket.destroy();
    });
  });
}
