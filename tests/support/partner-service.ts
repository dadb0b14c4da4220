import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";

/** How the service answers. */
export type ServiceMood =
  | "well"
  | "silent"
  | "slow"
  | "error"
  | "html"
  | "redirect"
  | "endless"
  | "wrong-code"
  | "wrong-shape"
  | "evil";

/** What it says of a code. */
type Said = { id: string; name: string; maxUses?: number; expiresAt?: string };

/** A shop's own partner directory on this machine. */
export type PartnerService = {
  readonly url: string;
  /** What it was asked, oldest first. */
  readonly asked: { path: string; headers: IncomingHttpHeaders; body: string }[];
  know(code: string, said: Said | null): void;
  be(mood: ServiceMood): void;
  stop(): Promise<void>;
};

/** Starts one. */
export async function startPartnerService(): Promise<PartnerService> {
  const asked: PartnerService["asked"] = [];
  const known = new Map<string, Said>();
  let mood: ServiceMood = "well";
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks).toString();
    asked.push({ path: request.url ?? "", headers: request.headers, body });
    const { code } = JSON.parse(body);
    moods[mood](response, code, known.get(code) ?? null);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/code`,
    asked,
    know: (code, said) => void (said === null ? known.delete(plain(code)) : known.set(plain(code), said)),
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

const plain = (code: string): string => code.replaceAll("-", "");

const json = (response: ServerResponse, body: unknown) =>
  response.setHeader("content-type", "application/json").end(JSON.stringify(body));

const moods: Record<ServiceMood, (response: ServerResponse, code: string, partner: Said | null) => void> = {
  well: (response, code, partner) => json(response, { code, partner }),
  silent: () => {},
  // Begins what never ends.
  slow: (response) => response.write('{"code":'),
  error: (response, code, partner) => {
    response.statusCode = 500;
    json(response, { code, partner });
  },
  html: (response) => response.setHeader("content-type", "text/html").end("<h1>Just a moment</h1>"),
  redirect: (response) => response.writeHead(302, { location: "http://localhost:9/" }).end(),
  endless: (response) => response.end("a".repeat(2 * 1024 * 1024)),
  "wrong-code": (response, code, partner) => json(response, { code: `${code}X`, partner }),
  "wrong-shape": (response, code) => json(response, { code, partner: { id: 7, name: ["Mills"] } }),
  evil: (response, code) =>
    json(response, { code, partner: { id: "x", name: "Mills\u202e\u0000", maxUses: -1, userType: "Administrator" } }),
};
