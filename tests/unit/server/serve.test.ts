import { once } from "node:events";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { connect } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { answerWith, getRequestStore, noteOutage } from "@/server/request-store";
import { ask, OWN, serveWith } from "@/tests/support/serving";

const MEGABYTE = 1024 * 1024;
const FORM = { origin: OWN, "content-type": "application/x-www-form-urlencoded" };

/** Sends text as it is over one connection and answers all that came back until `until` was seen or the server hung up. */
function converse(port: number, parts: readonly (string | Buffer)[], until: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "localhost");
    let heard = "";
    socket.setTimeout(8000, () => socket.destroy(new Error(`waited in vain; heard: ${heard.slice(0, 400)}`)));
    socket.on("error", reject);
    socket.on("close", () => resolve(heard));
    socket.on("data", (chunk: Buffer) => {
      heard += chunk.toString("latin1");
      if (until.test(heard)) socket.destroy();
    });
    for (const part of parts) socket.write(part);
  });
}

const echoLength: RequestListener = (incoming, response) => {
  let length = 0;
  incoming.on("data", (chunk: Buffer) => {
    length += chunk.length;
  });
  incoming.on("end", () => response.end(`${incoming.url}:${length}`));
};

describe("bodies", () => {
  const readers: Record<string, (incoming: IncomingMessage) => Promise<number>> = {
    "by its events": (incoming) =>
      new Promise((resolve) => {
        let length = 0;
        incoming.on("data", (chunk: Buffer) => {
          length += chunk.length;
        });
        incoming.on("end", () => resolve(length));
      }),
    "as an iterable": async (incoming) => {
      let length = 0;
      for await (const chunk of incoming) length += Buffer.from(chunk).length;
      return length;
    },
    "by reading": (incoming) =>
      new Promise((resolve) => {
        let length = 0;
        incoming.on("readable", () => {
          for (let chunk = incoming.read(); chunk !== null; chunk = incoming.read()) length += chunk.length;
        });
        incoming.on("end", () => resolve(length));
      }),
    "long after it came": async (incoming) => {
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
      let length = 0;
      for await (const chunk of incoming) length += Buffer.from(chunk).length;
      return length;
    },
  };

  test.each(Object.entries(readers))(
    "T-B1: a body of exactly one megabyte arrives whole when it is read %s",
    async (_how, read) => {
      const { port } = await serveWith(async (incoming, response) => void response.end(String(await read(incoming))));
      for (const size of [0, 1, 65_536, MEGABYTE]) {
        const { body } = await ask(port, { method: "POST", headers: FORM, body: Buffer.alloc(size, "a") });
        expect(body.toString()).toBe(String(size));
      }
    },
  );

  test("P-M2: a logo that is far too large is refused with its limit and the way back", async () => {
    const { port } = await serveWith(() => undefined);
    const heard = await converse(
      port,
      [
        `POST /admin/mail/templates/logo HTTP/1.1\r\nHost: x\r\nOrigin: ${OWN}\r\nContent-Type: multipart/form-data\r\nContent-Length: ${3 * MEGABYTE}\r\n\r\n`,
        "a".repeat(70_000),
      ],
      /<\/html>/,
    );
    expect(heard).toMatch(/^HTTP\/1\.1 413 /);
    expect(heard).toContain("up to 100 kB");
    expect(heard).toContain('href="/admin/mail/templates#logo"');
  });

  test("T-B1: a declared body of 100 MB is refused before anybody reads it", async () => {
    let asked = 0;
    const { port } = await serveWith(() => asked++);
    const heard = await converse(
      port,
      [
        `POST / HTTP/1.1\r\nHost: x\r\nOrigin: ${OWN}\r\nContent-Type: multipart/form-data\r\nContent-Length: ${100 * MEGABYTE}\r\n\r\n`,
        "a".repeat(70_000),
      ],
      /<\/html>/,
    );
    expect(heard).toMatch(/^HTTP\/1\.1 413 /);
    expect(heard).toContain("larger than this page accepts");
    expect(asked).toBe(0);
  });

  test("T-B1: a body that only turns out too large is cut, refused in words, and its reader never sees the end", async () => {
    let received = 0;
    let hasEnded = false;
    const { port } = await serveWith((incoming) => {
      incoming.on("data", (chunk: Buffer) => {
        received += chunk.length;
      });
      incoming.on("end", () => {
        hasEnded = true;
      });
      incoming.on("error", () => {});
    });
    const chunk = Buffer.concat([Buffer.from("10000\r\n"), Buffer.alloc(65_536, "a"), Buffer.from("\r\n")]);
    const head = `POST / HTTP/1.1\r\nHost: x\r\nOrigin: ${OWN}\r\nContent-Type: multipart/form-data\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const heard = await converse(port, [head, ...Array.from({ length: 200 }, () => chunk), "0\r\n\r\n"], /<\/html>/);
    expect(heard).toMatch(/^HTTP\/1\.1 413 /);
    expect(heard).toContain("larger than this page accepts");
    expect(received).toBeLessThanOrEqual(MEGABYTE);
    expect(hasEnded).toBe(false);
  });

  test("T-B1: what the reader of a cut body still writes reaches nobody and breaks nothing", async () => {
    const { port } = await serveWith((incoming, response) => {
      incoming.on("data", () => {});
      incoming.on("close", () => {
        response.writeHead(200, { "Content-Type": "text/plain" });
        response.write("late");
        response.end("later");
      });
      incoming.on("error", () => {});
    });
    const heard = await converse(
      port,
      [
        `POST / HTTP/1.1\r\nHost: x\r\nOrigin: ${OWN}\r\nTransfer-Encoding: chunked\r\n\r\n200000\r\n`,
        Buffer.alloc(2 * MEGABYTE, "a"),
        "\r\n0\r\n\r\n",
      ],
      /never/,
    );
    expect(heard).toMatch(/^HTTP\/1\.1 413 /);
    expect(heard).not.toContain("late");
    expect((await ask(port, { path: "/api/health/live" })).status).toBe(200);
  });

  test("T-B1: a body that nobody reads does not block the next request of its connection", async () => {
    const { port } = await serveWith((incoming, response) => response.end(`seen ${incoming.url}`));
    const body = "a".repeat(500_000);
    const post = `POST /first HTTP/1.1\r\nHost: x\r\nOrigin: ${OWN}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const heard = await converse(port, [post, "GET /second HTTP/1.1\r\nHost: x\r\n\r\n"], /seen \/second/);
    expect(heard).toContain("seen /first");
    expect(heard).toContain("seen /second");
  });

  test("a refused request leaves its connection as it was for the next one", async () => {
    const { port } = await serveWith(echoLength);
    const foreign = "POST /first HTTP/1.1\r\nHost: x\r\nOrigin: https://evil.test\r\nContent-Length: 5\r\n\r\nhello";
    const heard = await converse(port, [foreign, "GET /second HTTP/1.1\r\nHost: x\r\n\r\n"], /\/second:0/);
    expect(heard).toMatch(/^HTTP\/1\.1 403 /);
    expect(heard).toContain("/second:0");
  });

  const begun = (path: string) => `POST ${path} HTTP/1.1\r\nHost: x\r\nOrigin: ${OWN}\r\nContent-Length: 10\r\n\r\nhalf `;

  test("T-B1: slow headers and slow bodies are given up on", async () => {
    const { port, server } = await serveWith(echoLength, { arrivalMs: 100 });
    expect(server.headersTimeout).toBeLessThanOrEqual(15_000);
    expect(await converse(port, [begun("/")], /never/)).toBe("");
    expect(await converse(port, [begun("/"), "whole"], /:10/)).toContain("/:10");
  });

  test("T-B1: who asks and never reads the answer is given up on, and who reads it slowly is not", async () => {
    const { port, server } = await serveWith((_incoming, response) => response.end(Buffer.alloc(16 * MEGABYTE)));
    expect(server.timeout).toBeGreaterThan(0);
    expect(server.timeout).toBeLessThanOrEqual(2 * 60_000);
    server.timeout = 1500;
    const asking = () => {
      const socket = connect(port, "localhost").on("error", () => {});
      socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      return socket;
    };
    const open = () => new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
    asking().pause();
    await expect.poll(open).toBe(1);
    await expect.poll(open, { timeout: 15_000 }).toBe(0);
    let read = 0;
    const slow = asking().on("data", ({ length }) => {
      read += length;
      slow.pause();
      setTimeout(() => slow.resume(), 2);
    });
    await expect.poll(() => read, { timeout: 20_000 }).toBeGreaterThan(16 * MEGABYTE);
    slow.destroy();
  });

  test("T-B1: a file has longer to arrive, at its own door only", async () => {
    const { port, server } = await serveWith(echoLength, { arrivalMs: 100 });
    const file = connect(port, "localhost").setEncoding("latin1");
    file.write(begun("/admin/import/upload"));
    // By the time another one was given up on, this one would have been too.
    expect(await converse(port, [begun("/admin/import/uploads")], /never/)).toBe("");
    file.write("whole");
    const [answer] = await once(file, "data");
    file.destroy();
    expect(answer).toContain("/admin/import/upload:10");
    expect(server.requestTimeout).toBeLessThanOrEqual(15 * 60_000);
  });
});

describe("answers", () => {
  test("T-G5: an error is replaced by the plain page, whole and readable, though the answer was being compressed", async () => {
    const { port } = await serveWith((_incoming, response) => {
      response.statusCode = 500;
      response.setHeader("Content-Type", "text/html");
      response.setHeader("Set-Cookie", "half=done");
      response.setHeader("ETag", '"x"');
      response.end("Error: secret at /srv/foyer/core/x.ts:1:1".repeat(100));
    });
    const { status, headers, body } = await ask(port, { headers: { "accept-encoding": "gzip" } });
    expect(status).toBe(500);
    expect(headers["content-encoding"]).toBeUndefined();
    expect(headers["set-cookie"]).toBeUndefined();
    expect(headers.etag).toBeUndefined();
    expect(Number(headers["content-length"])).toBe(body.length);
    expect(body.toString()).toContain("Something is out of order");
    expect(body.toString()).not.toMatch(/secret|srv|at /);
    expect((await ask(port, { path: "/api/health/live" })).status).toBe(200);
  });

  const ENDINGS: [string, (response: ServerResponse) => unknown][] = [
    [
      "with a head and piece by piece",
      (response) => {
        response.writeHead(500, { "Content-Type": "text/plain" });
        response.write("a secret ");
        response.end("and its tail");
      },
    ],
    ["without a head", (response) => Object.assign(response, { statusCode: 500 }).end("a secret")],
    [
      "without a head and piece by piece",
      (response) => {
        response.statusCode = 500;
        response.write("a secret ");
        response.end("and its tail");
      },
    ],
  ];

  test.each(ENDINGS)(
    "T-G5: what is written %s to a replaced answer reaches nobody and disturbs nobody on the same connection",
    async (_how, fail) => {
      const { port } = await serveWith((incoming, response) => {
        if (incoming.url === "/second") return void response.end("seen /second");
        fail(response);
      });
      const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
      const heard = await converse(port, [get("/first"), get("/second")], /seen \/second/);
      expect(heard).toMatch(/^HTTP\/1\.1 500 .*<\/html>HTTP\/1\.1 200 .*seen \/second$/s);
      expect(heard).not.toContain("secret");
    },
  );

  test("T-G5: the plain page speaks the visitor's language, and bears its answer's nonce", async () => {
    const { port } = await serveWith((_incoming, response) => response.writeHead(503).end("Error"));
    const { body, headers } = await ask(port, { headers: { "accept-language": "ca,es;q=0.8,en;q=0.5" } });
    expect(body.toString()).toContain('<html lang="es">');
    const nonce = /style nonce="([^"]+)"/.exec(body.toString())?.[1] ?? "none";
    expect(headers["content-security-policy"]).toContain(`'nonce-${nonce}'`);
  });

  test.each([
    ["/products/gone", "/"],
    ["/administration", "/"],
    ["/admin/customers/none?q=1", "/admin"],
  ])("T-G5: %s, where nothing is, leads on to %s, whoever asks", async (path, way) => {
    const { port } = await serveWith((_incoming, response) => {
      getRequestStore().missing = "missing";
      response.writeHead(404).end("");
    });
    const { status, body } = await ask(port, { path });
    expect(status).toBe(404);
    expect(body.toString().match(/<a href="([^"]+)"/)?.[1]).toBe(way);
  });

  test("T-FX10, T-FX12: what failed for want of the database asks to come back, pages and machines alike", async () => {
    const { port } = await serveWith((_incoming, response) => {
      noteOutage();
      response.writeHead(500, { "Content-Type": "text/plain" }).end("Error: connect ECONNREFUSED");
    });
    const page = await ask(port, { path: "/cart" });
    expect([page.status, page.headers["retry-after"]]).toEqual([503, "3"]);
    expect(page.body.toString()).toContain("try again in a few seconds");
    const machine = await ask(port, { path: "/api/auth/session" });
    expect([machine.status, machine.headers["retry-after"]]).toEqual([503, "3"]);
  });

  test("T-G5: an error after an action has chosen its answer is replaced too", async () => {
    const { port } = await serveWith((_incoming, response) => {
      answerWith(422);
      response.writeHead(500).end("Error: secret");
    });
    const { status, body } = await ask(port);
    expect(status).toBe(500);
    expect(body.toString()).toContain("Something is out of order");
  });

  test("an answer that an action chose is not replaced, and says when to come back", async () => {
    const { port } = await serveWith((_incoming, response) => {
      answerWith(503, 7);
      response.writeHead(200, { "Content-Type": "text/html" }).end("<p>busy, and your form is here</p>");
    });
    const { status, headers, body } = await ask(port);
    expect(status).toBe(503);
    expect(headers["retry-after"]).toBe("7");
    expect(body.toString()).toContain("your form is here");
  });

  test("a redirect stays a redirect whatever status an action chose", async () => {
    const { port } = await serveWith((_incoming, response) => {
      answerWith(401);
      response.writeHead(303, { Location: "/account" }).end();
    });
    expect(await ask(port)).toMatchObject({ status: 303, headers: { location: "/account" } });
  });

  test("T-S9: a form that fails before it reaches us could not be read; what fails in our hands is our fault", async () => {
    const { port } = await serveWith((incoming, response) => {
      if (incoming.url === "/ours") getRequestStore();
      response.writeHead(500).end("Unexpected end of form");
    });
    const post = { method: "POST", headers: FORM, body: "a=b" };
    expect((await ask(port, { ...post, path: "/theirs" })).status).toBe(400);
    expect((await ask(port, { ...post, path: "/ours" })).status).toBe(500);
    expect((await ask(port, { path: "/theirs" })).status).toBe(500);
  });

  test("T-S9: a page's script that says where it stands in words nobody can read is told so, and it is no fault of ours", async () => {
    const { port } = await serveWith((_incoming, response) => response.writeHead(500).end("could not be parsed"));
    const headers = { rsc: "1", "next-router-state-tree": "%5B" };
    expect((await ask(port, { headers })).status).toBe(400);
  });

  test("T-F5, T-U4: what does not say how long it may be kept is kept by nobody, and what does is", async () => {
    const answers: Record<string, (response: ServerResponse) => unknown> = {
      "/moved": (response) => response.writeHead(308, { Location: "/moved?key=secret" }).end(),
      "/bare": (response) => response.end("bare"),
      "/file": (response) => response.setHeader("Cache-Control", "public, max-age=9").end(),
      "/named": (response) => response.writeHead(200, { "cache-control": "no-cache" }).end(),
    };
    const { port } = await serveWith((incoming, response) => answers[incoming.url ?? ""]?.(response));
    const kept = async (path: string) => (await ask(port, { path })).headers["cache-control"];
    expect(await kept("/moved")).toBe("private, no-store");
    expect(await kept("/bare")).toBe("private, no-store");
    expect(await kept("/file")).toBe("public, max-age=9");
    expect(await kept("/named")).toBe("no-cache");
  });

  test("HEAD has the headers and no body, of plain pages too", async () => {
    const { port } = await serveWith((_incoming, response) => response.writeHead(500).end("x"));
    const { status, body, headers } = await ask(port, { method: "HEAD" });
    expect(status).toBe(500);
    expect(body.length).toBe(0);
    expect(Number(headers["content-length"])).toBeGreaterThan(100);
  });
});

describe("what is let in", () => {
  test("before the house is ready pages say so and the live probe answers", async () => {
    const { port } = await serveWith(null);
    const { status, headers, body } = await ask(port, { path: "/sign-in" });
    expect(status).toBe(503);
    expect(Number(headers["retry-after"])).toBeGreaterThan(0);
    expect(body.toString()).toContain("The shop is starting");
    expect(await ask(port, { path: "/api/health/live" })).toMatchObject({ status: 200 });
  });

  test.each([
    "//evil.test",
    "/\\evil.test",
    "/a/../account",
    "/./account",
    "/a/%2e%2e/account",
    "/a/.%2E/account",
    "/a%2f..%2faccount",
    "/api/v1/../../sign-out",
    "/api/v1/%2e%2e/%2e%2e/sign-out",
    "/%",
    "/%zz",
    "/%ff",
    "/%5c..%5caccount",
    "http://evil.test/account",
    "*",
  ])("T-F2, T-K10: %s can be read in two ways and is refused", async (path) => {
    let seen = "";
    const { port } = await serveWith((incoming, response) => {
      seen = incoming.url ?? "";
      response.end();
    });
    const heard = await converse(port, [`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`], /<\/html>/);
    expect(heard).toMatch(/^HTTP\/1\.1 400 /);
    expect(seen).toBe("");
  });

  test.each([
    "/account",
    "/a..b/c",
    "/...",
    "/products/oak-board?returnTo=/../x",
    "/%C3%A9",
    "/.well-known/change-password",
    "/admin/customers/2024%2F0017",
  ])("%s can be read in one way only and comes through", async (path) => {
    const { port } = await serveWith(echoLength);
    expect((await ask(port, { path })).body.toString()).toBe(`${path}:0`);
  });

  test.each(["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])(
    "T-F3: %s on a page is refused and told what is allowed",
    async (method) => {
      let asked = 0;
      const { port } = await serveWith(() => asked++);
      const { status, headers } = await ask(port, { method, headers: { origin: OWN } });
      expect(status).toBe(405);
      expect(headers.allow).toBe("GET, HEAD, POST");
      expect(asked).toBe(0);
    },
  );

  test("T-F3: interfaces for machines know more methods, but none repeats what it was sent", async () => {
    const { port } = await serveWith(echoLength);
    expect((await ask(port, { method: "DELETE", path: "/api/inbound-mail" })).status).toBe(200);
    expect((await ask(port, { method: "TRACE", path: "/api/inbound-mail" })).status).toBe(405);
  });

  test.each(["application/json", "text/plain", "application/xml", "multipart/mixed", "x", ""])(
    "T-S9: a page takes no %j",
    async (type) => {
      const { port } = await serveWith(echoLength);
      expect((await ask(port, { method: "POST", headers: { origin: OWN, "content-type": type }, body: "{}" })).status).toBe(415);
    },
  );

  test("T-S9: a page takes forms, and what its own script sends in place of one", async () => {
    const { port } = await serveWith(echoLength);
    const taken = [
      { "content-type": "multipart/form-data; boundary=x" },
      { "content-type": "Application/X-WWW-Form-Urlencoded;charset=utf-8" },
      { "content-type": "text/plain;charset=UTF-8", "next-action": "60be" },
    ];
    for (const headers of taken)
      expect((await ask(port, { method: "POST", headers: { origin: OWN, ...headers }, body: "x" })).status).toBe(200);
    expect(
      (
        await ask(port, {
          method: "POST",
          path: "/api/inbound-mail",
          headers: { "content-type": "application/json" },
          body: "{}",
        })
      ).status,
    ).toBe(200);
  });

  test("T-B2: beyond sixty changes at once visitors are asked to come back, readers and probes are served, and places are given back", async () => {
    const waiting: ServerResponse[] = [];
    const { port } = await serveWith(
      (incoming, response) => void (incoming.method === "POST" ? waiting.push(response) : response.end("read")),
    );
    const posts = Array.from({ length: 60 }, () => ask(port, { method: "POST", headers: FORM, body: "a=b" }));
    await expect.poll(() => waiting.length).toBe(60);
    const { status, headers } = await ask(port, { method: "POST", headers: FORM, body: "a=b" });
    expect(status).toBe(503);
    expect(Number(headers["retry-after"])).toBeGreaterThan(0);
    expect((await ask(port)).body.toString()).toBe("read");
    expect((await ask(port, { path: "/api/health/live" })).status).toBe(200);
    for (const response of waiting.splice(0)) response.end("done");
    expect((await Promise.all(posts)).every((answer) => answer.status === 200)).toBe(true);
    const after = ask(port, { method: "POST", headers: FORM, body: "a=b" });
    await expect.poll(() => waiting.length).toBe(1);
    waiting[0]?.end("done");
    expect((await after).status).toBe(200);
  });

  test("T-B2: beyond a hundred pages at once visitors are asked to come back; files and probes are served, streams take no place", async () => {
    const waiting: ServerResponse[] = [];
    const { port } = await serveWith((incoming, response) => {
      if (incoming.url === "/stream") response.writeHead(200, { "Content-Type": "text/event-stream" }).write("data: 1\n\n");
      if (incoming.url === "/stream" || incoming.url === "/slow") waiting.push(response);
      else response.end("read");
    });
    const asked = (path: string, count: number) => Array.from({ length: count }, () => ask(port, { path }));
    const streams = asked("/stream", 50);
    await expect.poll(() => waiting.length).toBe(50);
    const looks = asked("/slow", 100);
    await expect.poll(() => waiting.length).toBe(150);
    const refused = await ask(port, { path: "/products" });
    expect([refused.status, Number(refused.headers["retry-after"])]).toEqual([503, 3]);
    for (const path of ["/_next/static/x.css", "/api/health/ready", "/api/health/live"])
      expect((await ask(port, { path })).status).toBe(200);
    for (const response of waiting) response.end("done");
    expect((await Promise.all([...looks, ...streams])).every(({ status }) => status === 200)).toBe(true);
    expect((await ask(port, { path: "/products" })).status).toBe(200);
  });

  test("T-B2: a packet full of requests on one connection costs that connection, and nobody else anything", async () => {
    let asked = 0;
    const { port } = await serveWith((incoming, response) => {
      if (incoming.url === "/many") asked++;
      else response.end("read");
    });
    const packet = "GET /many HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1000);
    expect(await converse(port, [packet], /never/)).toBe("");
    expect(asked).toBe(2);
    expect((await ask(port, { path: "/other" })).body.toString()).toBe("read");
  });

  test.each(["//", "/api/health/live"])(
    "T-B2: nor does a packet full of requests for %s, which are answered at once: beyond two that wait nobody works for them",
    async (path) => {
      const { port, server } = await serveWith(() => undefined);
      let worked = 0;
      const warned: Error[] = [];
      const note = (warning: Error) => warned.push(warning);
      process.on("warning", note);
      onTestFinished(() => void process.off("warning", note));
      server.on("request", (_request, response) => {
        if (response.headersSent) worked++;
      });
      await converse(port, [`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(1000)], /never/);
      expect(worked).toBe(2);
      expect(warned).toEqual([]);
      expect((await ask(port, { path: "/api/health/live" })).status).toBe(200);
    },
  );

  test.each(["POST", "GET"])(
    "T-B2: what waited in a %s queue of one connection that is gone gives its places back, and is told that nobody listens",
    async (method) => {
      const waiting: ServerResponse[] = [];
      let closed = 0;
      const { port } = await serveWith((incoming, response) => {
        if (incoming.url !== "/queued") return void response.end("done");
        waiting.push(response.once("close", () => closed++));
      });
      const queued = `${method} /queued HTTP/1.1\r\nHost: x\r\nOrigin: ${OWN}\r\nContent-Length: 0\r\n\r\n`.repeat(2);
      const sockets = Array.from({ length: 60 }, () => connect(port, "localhost").on("error", () => {}));
      for (const socket of sockets) socket.write(queued);
      await expect.poll(() => waiting.length).toBeGreaterThanOrEqual(method === "POST" ? 60 : 100);
      for (const socket of sockets) socket.destroy();
      await expect.poll(() => waiting.length - closed).toBe(0);
      expect((await ask(port, { method, headers: FORM })).status).toBe(200);
      for (const response of waiting) expect(response.write("late")).toBe(false);
    },
  );

  test("T-B1, T-T1: a request with more headers than are read is refused, since those left out could change what it means", async () => {
    const seen: unknown[] = [];
    const { port } = await serveWith((incoming, response) => {
      seen.push(incoming.headers["x-last"]);
      response.end("read");
    });
    const many = (count: number) => Array.from({ length: count }, (_, n) => `X-${n}: ${n}\r\n`).join("");
    const get = (count: number) => `GET / HTTP/1.1\r\nHost: x\r\n${many(count - 3)}X-Last: 1\r\nConnection: close\r\n\r\n`;
    expect(await converse(port, [get(100)], /read$/)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await converse(port, [get(101)], /<\/html>/)).toMatch(/^HTTP\/1\.1 400 /);
    expect(await converse(port, [get(300)], /<\/html>/)).toMatch(/^HTTP\/1\.1 400 /);
    expect(seen).toEqual(["1"]);
  });

  test("T-G5: nobody can ask for the page of errors, nor for parts of a file that none has", async () => {
    const { port } = await serveWith((incoming, response) => response.end(JSON.stringify(incoming.headers)));
    expect((await ask(port, { path: "/_global-error" })).status).toBe(404);
    const conditions = {
      range: "bytes=99999999-",
      "if-range": "x",
      "if-match": '"x"',
      "if-unmodified-since": "1970",
      "if-none-match": "y",
    };
    const { body } = await ask(port, { headers: conditions });
    expect(Object.keys(JSON.parse(body.toString()))).toEqual(expect.arrayContaining(["if-none-match"]));
    expect(body.toString()).not.toMatch(/range|if-match|unmodified/);
  });

  const half = (address: string, path = "/slow") =>
    `POST ${path} HTTP/1.1\r\nHost: shop.test\r\nOrigin: ${OWN}\r\nX-Forwarded-For: ${address}\r\nContent-Length: 5000\r\n\r\na`;
  const post = async (port: number, address: string) =>
    (await ask(port, { method: "POST", headers: { ...FORM, "x-forwarded-for": address }, body: "a=b" })).status;

  test("T-B1: sixty who never read their answers keep nobody else out", async () => {
    let begun = 0;
    const { port } = await serveWith((incoming, response) => {
      if (incoming.url === "/long") begun += Number(response.writeHead(200).write("to be continued"));
      else incoming.resume().on("end", () => response.end("done"));
    });
    const whole = half("10.0.0.99", "/long").replace("5000", "1");
    const deaf = Array.from({ length: 61 }, () => converse(port, [whole], /never/));
    await expect.poll(() => begun).toBe(61);
    expect(await post(port, "10.0.1.1")).toBe(200);
    void Promise.allSettled(deaf);
  });

  test("T-B1: forms that are sent a byte at a time take no place for long, while forms that we are slow with keep theirs", async () => {
    const done: string[] = [];
    let begun = 0;
    const { port } = await serveWith((incoming, response) => {
      begun++;
      if (incoming.url === "/ours") return;
      incoming.resume().on("end", () => response.end("done"));
    });
    const whole = half("10.0.0.99", "/ours").replace("5000", "1");
    const ours = converse(port, [whole], /HTTP\/1.1 \d+/).then((heard) => done.push(heard));
    const slow = Array.from({ length: 59 }, (_, n) => converse(port, [half(`10.0.0.${n}`)], /HTTP\/1.1 \d+/));
    await expect.poll(() => begun).toBe(60);
    expect(await post(port, "10.0.1.1")).toBe(503);
    await expect.poll(() => post(port, "10.0.1.1"), { timeout: 5000 }).toBe(200);
    expect(await Promise.race(slow)).toContain(" 503 ");
    expect(done).toEqual([]);
    void ours.catch(() => {});
    void Promise.allSettled(slow);
  });

  test.each(["10.0.0.1", "2001:db8:1:2:"])(
    "T-B1: one address (%s) whose forms are all on their way at once keeps nobody else out, and loses the eldest",
    async (start) => {
      const arrived: string[] = [];
      const { port } = await serveWith((incoming, response) => {
        if (incoming.headers["x-forwarded-for"] !== "10.0.1.1") arrived.push("slow");
        incoming.resume().on("end", () => response.end("done"));
      });
      const address = (n: number) => (start.includes(":") ? `${start}:${n.toString(16)}` : start);
      const slow = Array.from({ length: 60 }, (_, n) => converse(port, [half(address(n))], /HTTP\/1.1 \d+/));
      await expect.poll(() => arrived.length).toBe(60);
      expect(await Promise.all(Array.from({ length: 5 }, () => post(port, "10.0.1.1")))).toEqual([200, 200, 200, 200, 200]);
      expect(await Promise.race(slow)).toContain(" 503 ");
      void Promise.allSettled(slow);
    },
  );

  test("T-B1: a connection that is refused again and again holds no more than after the first time", async () => {
    const { port, server } = await serveWith((_, response) => response.end("ok"));
    const held: number[] = [];
    server.on("request", ({ socket }: IncomingMessage) => held.push(socket.listenerCount("close")));
    const foreign = `POST / HTTP/1.1\r\nHost: shop.test\r\nOrigin: https://evil.test\r\nContent-Length: 1\r\n\r\na`;
    const last = "GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n";
    const socket = connect(port, "localhost");
    for (let asked = 0; asked < 20; asked++) {
      socket.write(foreign);
      await once(socket, "data");
    }
    socket.write(last);
    await once(socket, "close");
    expect(held).toHaveLength(21);
    expect(Math.max(...held)).toBeLessThan((held[0] ?? 0) + 5);
  });

  test("T-U5: what a visitor or a proxy says about our own address is replaced by PUBLIC_URL's word", async () => {
    const { port } = await serveWith((incoming, response) => response.end(JSON.stringify(incoming.headers)));
    const { body } = await ask(port, {
      headers: {
        host: "evil.test",
        "x-forwarded-host": "evil.test",
        "x-forwarded-proto": "https",
        "x-forwarded-port": "444",
        "x-middleware-subrequest": "middleware:middleware",
        "content-security-policy": "script-src 'nonce-evil'",
      },
    });
    expect(body.toString()).not.toMatch(/evil|444|middleware/);
    expect(JSON.parse(body.toString())).toMatchObject({ host: "shop.test" });
  });

  test("T-F1: what parts of Next tell each other is nobody else's to say", async () => {
    const { port } = await serveWith((incoming, response) => response.end(JSON.stringify(incoming.headers)));
    const said = [
      "x-middleware-subrequest",
      "x-middleware-prefetch",
      "x-middleware-rewrite",
      "x-middleware-override-headers",
      "x-invoke-path",
      "x-invoke-status",
      "x-matched-path",
      "x-nextjs-data",
      "x-now-route-matches",
    ];
    const { body } = await ask(port, { headers: { ...Object.fromEntries(said.map((name) => [name, "evil"])), rsc: "1" } });
    expect(body.toString()).not.toContain("evil");
    expect(JSON.parse(body.toString())).toMatchObject({ rsc: "1" });
  });

  test("T-F3: an action asked for at another page than its own is not carried there", async () => {
    const { port } = await serveWith((_incoming, response) => response.end("done"));
    const post = { origin: OWN, "content-type": "text/plain", "next-action": "60be" };
    const { status, headers, body } = await ask(port, {
      method: "POST",
      headers: { ...post, "x-action-forwarded": "1" },
      body: "[]",
    });
    // Next passes this on as "unknown action", which the page's script understands.
    expect([status, headers["x-nextjs-action-not-found"]]).toEqual([409, "1"]);
    expect(body.toString()).not.toBe("done");
    expect((await ask(port, { method: "POST", headers: post, body: "[]" })).body.toString()).toBe("done");
  });

  test("T-T1: the address of the visitor is what the trusted hop says", async () => {
    const { port } = await serveWith((_incoming, response) => response.end(getRequestStore().address));
    const { body } = await ask(port, { headers: { "x-forwarded-for": "1.1.1.1, 203.0.113.7" } });
    expect(body.toString()).toBe("203.0.113.7");
  });

  test("each answer has a nonce of its own", async () => {
    const { port } = await serveWith((_incoming, response) => response.end(getRequestStore().nonce));
    const nonces = await Promise.all(Array.from({ length: 50 }, async () => (await ask(port)).body.toString()));
    expect(new Set(nonces).size).toBe(50);
    expect(nonces.every((nonce) => Buffer.from(nonce, "base64").length === 16)).toBe(true);
  });
});

test("T-FX28: closing lets a request in flight finish", async () => {
  const waiting: ServerResponse[] = [];
  const { port, close } = await serveWith((_incoming, response) => void waiting.push(response));
  const answer = ask(port);
  await expect.poll(() => waiting.length).toBe(1);
  const closed = close();
  waiting[0]?.end("finished");
  expect((await answer).body.toString()).toBe("finished");
  await closed;
  const socket = connect(port, "localhost");
  const [error] = await once(socket, "error");
  expect(error).toMatchObject({ code: "ECONNREFUSED" });
});
