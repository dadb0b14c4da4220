import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";

/** How a provider answers. */
type Mood = "well" | "error" | "html" | "silent" | "slow" | "redirect" | "endless";

/** A stand-in for the verify endpoint of Turnstile and hCaptcha, on this machine. */
export type CaptchaProvider = {
  readonly url: string;
  /** What it was asked, oldest first. */
  readonly asked: Record<string, string>[];
  /** What it says of one answer; of others that they are right for the door they name, on localhost. */
  say(answer: string, text: string): void;
  be(mood: Mood): void;
  stop(): Promise<void>;
};

/** Starts one. */
export async function startCaptchaProvider(): Promise<CaptchaProvider> {
  const asked: Record<string, string>[] = [];
  const sayings = new Map<string, string>();
  let mood: Mood = "well";
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    asked.push(form);
    const { response: answer = "" } = form;
    const action = answer.split(":", 1)[0];
    const isGarbage = !/^[a-z-]+:[0-9a-f-]{36}$/.test(answer);
    const usual = JSON.stringify(isGarbage ? { success: false } : { success: true, hostname: "localhost", action });
    moods[mood](response, sayings.get(answer) ?? usual);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/siteverify`,
    asked,
    say: (answer, text) => sayings.set(answer, text),
    be: (next) => {
      mood = next;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const moods: Record<Mood, (response: ServerResponse, text: string) => void> = {
  well: (response, text) => response.setHeader("content-type", "application/json").end(text),
  error: (response, text) => response.writeHead(500).end(text),
  html: (response) => response.setHeader("content-type", "text/html").end("<h1>Just a moment</h1>"),
  silent: () => {},
  // Begins what never ends.
  slow: (response, text) => response.write(text.slice(0, 5)),
  redirect: (response) => response.writeHead(302, { location: "http://localhost:9/" }).end(),
  endless: (response) => response.end("a".repeat(2 * 1024 * 1024)),
};
