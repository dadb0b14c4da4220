import { createServer } from "node:net";

/** A server that speaks IMAP word by word, and notes what it hears. */
export type BareImap = { readonly port: number; readonly heard: readonly string[]; stop(): Promise<unknown> };

type Answers = Readonly<Record<string, (tag: string, line: string) => string>>;

/** Starts one on loopback. What it has no answer for it says no to. */
export async function startBareImap(capabilities: string, answers: Answers = {}): Promise<BareImap> {
  const heard: string[] = [];
  const known: Answers = { CAPABILITY: (tag) => `* CAPABILITY ${capabilities}\r\n${tag} OK\r\n`, ...answers };
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.write(`* OK [CAPABILITY ${capabilities}] ready\r\n`);
    socket.on("data", (chunk) => {
      for (const line of chunk.toString().split("\r\n").filter(Boolean)) {
        heard.push(line);
        const [tag = "*", command = ""] = line.split(" ");
        socket.write(known[command]?.(tag, line) ?? `${tag} BAD no\r\n`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { port, heard, stop: () => new Promise((resolve) => server.close(resolve)) };
}
