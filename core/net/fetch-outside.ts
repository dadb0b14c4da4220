import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { seconds } from "@/core/duration";
import { type Reach, reachOf } from "@/core/net/addresses";
import { type Outside, OutsideFailure, readOutsideUrl } from "@/core/net/outside";

/** The most that one answer may hold. */
const LARGEST = 1024 * 1024;

/** The most that one request may take, connecting included. */
const ONE_REQUEST = seconds(4);

type Asking = {
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/**
 * Asks a server whose address an admin or another server told us (T-O18, T-O19). The name is resolved once, every address it has is
 * judged, and the connection goes to one of those and no other, so that a name cannot change its mind in between. Follows no redirect,
 * takes nothing compressed, nothing above 1 MiB, and waits no longer than four seconds or the rest of the row's time. Uses no proxy.
 * Throws {@link OutsideFailure}.
 */
export async function fetchOutside(outside: Outside, address: string | URL, asking: Asking): Promise<Response> {
  const url = readOutsideUrl(String(address), outside);
  if (!url) throw new OutsideFailure("address-refused");
  const cut = new AbortController();
  const left = Math.min(ONE_REQUEST.ms, outside.deadline - performance.now());
  const timer = setTimeout(() => cut.abort(new OutsideFailure("too-slow")), Math.max(0, left));
  try {
    return await Promise.race([ask(url, await whereTo(url, outside, cut.signal), asking, cut.signal), aborted(cut.signal)]);
  } catch (error) {
    throw error instanceof OutsideFailure ? error : new OutsideFailure("unreachable", { cause: error });
  } finally {
    clearTimeout(timer);
    // Whatever still runs has nobody who waits for it.
    cut.abort();
  }
}

/** The addresses of a host, if all of them may be asked: one that may not makes the name a trick. */
async function whereTo(url: URL, outside: Outside, signal: AbortSignal): Promise<LookupAddress[]> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const family = isIP(host);
  const found = family ? [{ address: host, family }] : await Promise.race([lookup(host, { all: true }), aborted(signal)]);
  const isFine = found.length > 0 && found.every(({ address }) => mayReach(reachOf(address), url, outside));
  if (!isFine) throw new OutsideFailure("address-refused");
  return found;
}

function mayReach(reach: Reach, url: URL, { isLocal, internalHosts }: Outside): boolean {
  if (reach === "loopback") return isLocal;
  // Plain http is for this machine only, whatever its name resolves to.
  if (url.protocol === "http:") return false;
  return reach === "outside" || (reach === "internal" && internalHosts.includes(url.hostname));
}

function ask(url: URL, addresses: LookupAddress[], asking: Asking, signal: AbortSignal): Promise<Response> {
  const { method, body } = asking;
  const headers = {
    accept: "application/json",
    ...asking.headers,
    "accept-encoding": "identity",
    "user-agent": "Foyer",
    ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
  };
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const outgoing = send(url, { method, headers, agent: false, signal, lookup: pinnedTo(addresses) }, (incoming) => {
      readAnswer(incoming).then(resolve, (error: unknown) => {
        outgoing.destroy();
        reject(error);
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** A name server that knows only what was judged. */
const pinnedTo =
  (addresses: LookupAddress[]): LookupFunction =>
  (_host, options, answer) => {
    const [first] = addresses;
    if (options.all) answer(null, addresses);
    else answer(null, first?.address ?? "", first?.family ?? 0);
  };

async function readAnswer(incoming: IncomingMessage): Promise<Response> {
  const { statusCode: status = 0, headers } = incoming;
  if (status >= 300 && status < 400) throw new OutsideFailure("redirected");
  if (!/^(|identity)$/i.test(headers["content-encoding"] ?? "")) throw new OutsideFailure("encoded");
  if (Number(headers["content-length"] ?? 0) > LARGEST) throw new OutsideFailure("too-large");
  const body = await readBody(incoming);
  return new Response(body.length > 0 ? body : null, { status, headers: keptOf(incoming) });
}

async function readBody(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > LARGEST) throw new OutsideFailure("too-large");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** The few headers that somebody reads. */
function keptOf({ headers }: IncomingMessage): Record<string, string> {
  const { "content-type": type, date, "www-authenticate": challenge } = headers;
  return {
    ...(type ? { "content-type": type } : {}),
    ...(date ? { date } : {}),
    ...(challenge ? { "www-authenticate": challenge } : {}),
  };
}

/** Never answers; throws the signal's reason. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
