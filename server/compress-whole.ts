import type { IncomingMessage, ServerResponse } from "node:http";
import { gzip, gzipSync } from "node:zlib";

/** Bytes that are held of one answer: what is longer goes out as it comes. */
const HELD_AT_MOST = 1024 * 1024;

/** Bytes below which nothing is won. */
const TOO_SHORT = 1024;

/** Bytes that are compressed sooner than they are handed to another thread. */
const ON_THE_SPOT = 64 * 1024;

// Downloads and streams of events are not among them.
const TEXT = /^(text\/(html|css|plain|javascript|x-component)|application\/(javascript|json)|image\/svg\+xml)\b/;

/**
 * Holds a page, a script or another text until it is whole and compresses it in one go: a fraction of what it costs to compress pieces as
 * they come, and thereby a fifth of a page (decision 0025). Its headers leave with it. Everything else passes through.
 */
export function compressWhole(request: IncomingMessage, response: ServerResponse): void {
  const { write, end, flushHeaders } = response;
  const held: Buffer[] = [];
  let length = 0;
  let isHeld: boolean | null = null;
  let isEnded = false;

  const isToBeHeld = () => {
    isHeld ??= !response.headersSent && isCompressible(request, response);
    return isHeld;
  };
  const hold = (chunk: unknown, encoding: unknown) => {
    if (typeof chunk !== "string" && !(chunk instanceof Uint8Array)) return;
    const bytes = typeof chunk === "string" ? Buffer.from(chunk, readEncoding(encoding)) : Buffer.from(chunk);
    held.push(bytes);
    length += bytes.length;
  };

  response.flushHeaders = () => {
    if (!isToBeHeld()) Reflect.apply(flushHeaders, response, []);
  };
  response.write = (...rest: unknown[]) => {
    if (!isToBeHeld()) return Reflect.apply(write, response, rest);
    hold(rest[0], rest[1]);
    if (length <= HELD_AT_MOST) return true;
    isHeld = false;
    return Reflect.apply(write, response, [Buffer.concat(held)]);
  };
  response.end = (...rest: unknown[]) => {
    if (!isToBeHeld()) return Reflect.apply(end, response, rest);
    if (isEnded) return response;
    isEnded = true;
    hold(rest[0], rest[1]);
    const send = (body: Buffer) => {
      // Somebody may have answered in our place meanwhile, or does so while the head is written (server/plain-answer.ts).
      if (response.headersSent) return;
      if (body.length > 0) response.setHeader("Content-Length", body.length);
      response.writeHead(response.statusCode);
      Reflect.apply(end, response, [body]);
    };
    compress(response, Buffer.concat(held), send);
    return response;
  };
}

function isCompressible({ method, headers }: IncomingMessage, response: ServerResponse): boolean {
  if (!TEXT.test(String(response.getHeader("content-type") ?? ""))) return false;
  response.appendHeader("Vary", "Accept-Encoding");
  const isPlain = !response.hasHeader("content-encoding");
  return method !== "HEAD" && isPlain && takesGzip(String(headers["accept-encoding"] ?? ""));
}

const takesGzip = (accepted: string): boolean =>
  accepted.split(",").some((one) => {
    const [name = "", quality = ""] = one.toLowerCase().split(";");
    return name.trim() === "gzip" && !/^\s*q=0(\.0*)?\s*$/.test(quality);
  });

function compress(response: ServerResponse, whole: Buffer, send: (body: Buffer) => void): void {
  const isWorthIt = whole.length >= TOO_SHORT;
  if (isWorthIt) response.setHeader("Content-Encoding", "gzip");
  if (whole.length <= ON_THE_SPOT) send(isWorthIt ? gzipSync(whole) : whole);
  else gzip(whole, (error, body) => (error ? response.destroy(error) : send(body)));
}

const readEncoding = (given: unknown): BufferEncoding => (typeof given === "string" && Buffer.isEncoding(given) ? given : "utf8");
