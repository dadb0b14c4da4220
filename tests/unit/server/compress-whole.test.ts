import { once } from "node:events";
import { type RequestListener, request } from "node:http";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { answerWith } from "@/server/request-store";
import { ask, serveWith } from "@/tests/support/serving";

const TEXT = "All that is worth saying is worth saying twice. ";

const GZIP = { "accept-encoding": "br, gzip" };

const answer =
  (type: string, ...parts: readonly (string | Uint8Array)[]): RequestListener =>
  (_incoming, response) => {
    response.setHeader("Content-Type", type);
    response.flushHeaders();
    for (const part of parts) response.write(part);
    response.end();
  };

test.each([
  ["in one piece", [TEXT.repeat(100)]],
  [
    "in many pieces, of text and of bytes",
    [TEXT.repeat(40), Buffer.from("¿Qué más? ".repeat(50)), new TextEncoder().encode(TEXT)],
  ],
  ["so long that another thread compresses it", [TEXT.repeat(4000)]],
])("a page that comes %s arrives compressed, with its length", async (_how, parts) => {
  const { port } = await serveWith(answer("text/html; charset=utf-8", ...parts));
  const { headers, body } = await ask(port, { headers: GZIP });
  expect(headers["content-encoding"]).toBe("gzip");
  expect(headers.vary).toBe("Accept-Encoding");
  expect(Number(headers["content-length"])).toBe(body.length);
  expect(gunzipSync(body).toString()).toBe(Buffer.concat(parts.map((part) => Buffer.from(part))).toString());
});

test.each([{}, { "accept-encoding": "br" }, { "accept-encoding": "identity, gzip;q=0" }, { "accept-encoding": "GZIP; q=0.0" }])(
  "whoever does not take it compressed (%o) gets it plain, and caches are told that this varies",
  async (headers) => {
    const { port } = await serveWith(answer("text/css", TEXT.repeat(100)));
    const plain = await ask(port, { headers });
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(plain.headers.vary).toBe("Accept-Encoding");
    expect(plain.body.toString()).toBe(TEXT.repeat(100));
  },
);

test.each([
  ["a download", answer("text/csv", TEXT.repeat(100)), TEXT.repeat(100)],
  ["what is too short to win anything", answer("text/html", TEXT), TEXT],
  [
    "what is compressed already",
    (_incoming, response) => {
      response.setHeader("Content-Encoding", "br");
      answer("text/html", TEXT.repeat(100))(_incoming, response);
    },
    TEXT.repeat(100),
  ],
  [
    "an answer whose head went out by itself",
    (_incoming, response) => response.writeHead(200, { "Content-Type": "text/html" }).end(TEXT.repeat(100)),
    TEXT.repeat(100),
  ],
] satisfies [string, RequestListener, string][])("%s goes out as it is", async (_what, handler, text) => {
  const { headers, body } = await ask((await serveWith(handler)).port, { headers: GZIP });
  expect(headers["content-encoding"]).not.toBe("gzip");
  expect(body.toString()).toBe(text);
});

test("what is longer than anybody should hold goes out as it comes, whole", async () => {
  const piece = TEXT.repeat(10_000);
  const { port } = await serveWith(answer("text/html", piece, piece, piece, piece));
  const { headers, body } = await ask(port, { headers: GZIP });
  expect(headers["content-encoding"]).toBeUndefined();
  expect(body.toString()).toBe(piece.repeat(4));
});

test("a stream of events goes out at once", async () => {
  const { port } = await serveWith((_incoming, response) => {
    response.setHeader("Content-Type", "text/event-stream");
    response.flushHeaders();
    response.write("data: first\n\n");
  });
  const asking = request({ host: "localhost", port, headers: GZIP, agent: false }).end();
  const [stream] = await once(asking, "response");
  const [chunk] = await once(stream, "data");
  expect(String(chunk)).toBe("data: first\n\n");
  asking.destroy();
});

test("a status that is chosen while a page is being written still counts", async () => {
  const { port } = await serveWith((_incoming, response) => {
    response.setHeader("Content-Type", "text/html");
    response.write(TEXT.repeat(100));
    answerWith(422);
    response.end();
  });
  expect(await ask(port, { headers: GZIP })).toMatchObject({ status: 422, headers: { "content-encoding": "gzip" } });
});

test("an answer that is ended twice arrives once", async () => {
  const whole = TEXT.repeat(4000);
  const { port } = await serveWith((_incoming, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end(whole);
    response.end();
    response.end();
  });
  expect(gunzipSync((await ask(port, { headers: GZIP })).body).toString()).toBe(whole);
});

test.each([204, 304])("an answer %i has no body, and no length", async (status) => {
  const { port } = await serveWith((_incoming, response) => {
    response.setHeader("Content-Type", "text/html");
    response.statusCode = status;
    response.end();
  });
  const bare = await ask(port, { headers: GZIP });
  expect(bare.status).toBe(status);
  expect(bare.headers["content-encoding"]).toBeUndefined();
  expect(bare.headers["content-length"]).toBeUndefined();
});

test("HEAD is told that the page varies, and gets no body", async () => {
  const { port } = await serveWith(answer("text/html", TEXT.repeat(100)));
  const { headers, body } = await ask(port, { method: "HEAD", headers: GZIP });
  expect(headers.vary).toBe("Accept-Encoding");
  expect(body.length).toBe(0);
});
