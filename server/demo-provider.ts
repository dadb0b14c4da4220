import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type Listener, makeDemoOidc } from "@/server/demo-oidc";
import { type ProviderKeys, readProviderKeys } from "@/server/demo-provider-keys";

/** What the demo's connection has to say to be let in by the demo's provider. */
export type DemoProviderAccess = { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };

/** The demo's provider, listening. */
export type DemoProvider = DemoProviderAccess & { stop(): Promise<void> };

type Options = {
  /** Where its keys are kept, so that they survive a restart. */
  readonly dataDir: string;
  /** Tried first; one that is free if it is taken. */
  readonly port: number;
  /** Origin of the shop, and the connection whose people are sent back there. */
  readonly publicUrl: string;
  readonly connection: string;
};

/**
 * Starts Wren ID, a real OpenID provider that lets anybody in who presses a button: for the demo only, so it listens to this machine only.
 * Until somebody is sent there it is a port and nothing else; the provider itself comes with the first request.
 */
export async function startDemoProvider({ dataDir, port, publicUrl, connection }: Options): Promise<DemoProvider> {
  const keys = await readProviderKeys(dataDir);
  let oidc: Promise<Listener> | undefined;
  let host = "";
  const server = createServer((request, response) => {
    // A name that was made to lead to this machine is not this provider.
    if (request.headers.host !== host) return void response.writeHead(421).end();
    oidc ??= makeDemoOidc({ issuer: `http://${host}`, publicUrl, connection, keys });
    void handOver(oidc, request, response);
  });
  host = `localhost:${await listen(server, port)}`;
  return { issuer: `http://${host}`, ...accessOf(keys), stop: () => stop(server) };
}

const accessOf = ({ clientId, clientSecret }: ProviderKeys) => ({ clientId, clientSecret });

async function handOver(oidc: Promise<Listener>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const answer = await oidc;
    await answer(request, response);
  } catch (error) {
    console.error("the demo's sign-in provider failed", error);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}

/** The port it listens on: the wanted one, or any if that cannot be had. */
const listen = (server: Server, wanted: number): Promise<number> =>
  tryPort(server, wanted > 65_535 ? 0 : wanted).catch(() => tryPort(server, 0));

function tryPort(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "localhost", () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
