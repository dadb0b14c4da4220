import { type LookupAddress, lookup } from "node:dns";
import { connect, isIP, type Socket } from "node:net";
import type { Duration } from "@/core/duration";

/** Finds the addresses of a host, as the machine's own resolver knows them. */
export type FindHost = (host: string) => Promise<readonly LookupAddress[]>;

type Lookup = (host: string, done: (error: Error | null, found: LookupAddress[]) => void) => void;

const lookupAll: Lookup = (host, done) => lookup(host, { all: true }, done);

/**
 * Makes a finder in which everybody who asks for one host at a time shares one question: each takes up one of the process's few threads
 * until it is answered, and sign-ins are hashed on the same ones (T-FX40, T-B3). Who has waited `within` is told so, and goes; where a host
 * was found before, its addresses of then are better than none.
 */
export function makeFindHost(within: Duration, ask: Lookup = lookupAll): FindHost {
  const asked = new Map<string, Promise<readonly LookupAddress[]>>();
  const known = new Map<string, readonly LookupAddress[]>();
  const askOnce = (host: string) => {
    const asking = asked.get(host) ?? find(ask, host).finally(() => asked.delete(host));
    asked.set(host, asking);
    return asking;
  };
  return async (host) => {
    const family = isIP(host);
    if (family !== 0) return [{ address: host, family }];
    try {
      const found = await inTime(askOnce(host), within, "the name was not found in time");
      known.set(host, found);
      return found;
    } catch (error) {
      const then = known.get(host);
      if (!then) throw error;
      return then;
    }
  };
}

/** Connects to a host whose addresses are known, to one after the other as RFC 8305 says. Throws what went wrong, within the time. */
export async function connectTo(
  { host, port }: { readonly host: string; readonly port: number },
  addresses: readonly LookupAddress[],
  within: Duration,
): Promise<Socket> {
  const socket = connect({
    host,
    port,
    autoSelectFamily: true,
    lookup: (_host, { all }, done) => {
      const [first] = addresses;
      if (all || !first) done(null, [...addresses]);
      else done(null, first.address, first.family);
    },
  });
  const connected = new Promise<Socket>((resolve, reject) => {
    socket.once("connect", () => resolve(socket));
    socket.once("error", reject);
  });
  try {
    return await inTime(connected, within, "the server did not answer in time");
  } catch (error) {
    socket.on("error", () => undefined);
    socket.destroy();
    throw error;
  }
}

type GotSocket = (error: Error | null, got?: { connection: Socket }) => void;

/** How nodemailer asks for a connection that somebody else opens. */
export const opening =
  (open: () => Promise<Socket>) =>
  (_options: unknown, done: GotSocket): void => {
    open().then((connection) => done(null, { connection }), done);
  };

function find(ask: Lookup, host: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => ask(host, (error, found) => (error ? reject(error) : resolve(found))));
}

function inTime<T>(work: Promise<T>, within: Duration, sentence: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(Object.assign(new Error(sentence), { code: "ETIMEDOUT" })), within.ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
