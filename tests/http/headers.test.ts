import { readdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import nextPackage from "next/package.json";
import reactPackage from "react/package.json";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { STANDARD_HASH } from "@/core/security/password-hash";
import { hashToken, newToken } from "@/core/security/token";
import { type Database, openDatabase } from "@/db";
import { makeAccount, makeStaff } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";
import { askRaw, converse, type RawAnswer } from "@/tests/support/raw";
import { readForm, Visitor } from "@/tests/support/visitor";

const PUBLIC = "https://shop.test";

let product: Product;
let database: Database;
beforeAll(async () => {
  product = await startProduct({ PUBLIC_URL: PUBLIC, METRICS_TOKEN: "" });
  database = openDatabase(product.databaseUrl, 2);
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

const ask = (path: string, more: Parameters<typeof askRaw>[2] = {}) => askRaw(product.url, path, more);
/** As a page's script asks: Next first sends it to an address that no cache can mistake for the page's. */
async function askAsScript(path: string, headers: Record<string, string>) {
  const first = await ask(path, { headers });
  const onwards = String(first.headers.location ?? "");
  return onwards.startsWith(`${path}?_rsc`) ? ask(onwards, { headers }) : first;
}
const visitor = () => new Visitor(product.url, PUBLIC);
const FORM = { origin: PUBLIC, "content-type": "application/x-www-form-urlencoded" };

function staticFile(ending: string): string {
  const found = readdirSync(".next/static", { recursive: true, encoding: "utf8" }).find((name) => name.endsWith(ending));
  if (!found) throw new Error(`no static file ends with ${ending}`);
  return `/_next/static/${found.split("\\").join("/")}`;
}

const sessionCookie = `__Host-foyer.sid=${newToken()}`;

/** Takes a table away for as long as `work` takes. */
async function without<T>(table: string, work: () => Promise<T>): Promise<T> {
  await database.db.execute(sql.raw(`alter table ${table} rename to away`));
  try {
    return await work();
  } finally {
    await database.db.execute(sql.raw(`alter table away rename to ${table}`));
  }
}

const ANSWERS: [string, number, () => Promise<RawAnswer>][] = [
  ["a page", 200, () => ask("/sign-in")],
  ["a page's data for its script", 200, () => askAsScript("/sign-in", { rsc: "1" })],
  ["the head of a page", 200, () => ask("/sign-in", { method: "HEAD" })],
  ["a redirect to the door", 307, () => ask("/account")],
  ["a redirect to another spelling", 308, () => ask("/account/")],
  ["a redirect after a form", 303, () => ask("/sign-out", { method: "POST", headers: FORM })],
  ["a page that is not there", 404, () => ask("/nothing/here")],
  ["a page that is not there for its script", 404, () => askAsScript("/nothing/here", { rsc: "1" })],
  ["a picture that nobody optimises", 404, () => ask("/_next/image?url=%2Fx.png&w=64&q=75")],
  ["a static style sheet", 200, () => ask(staticFile(".css"))],
  ["a static script", 200, () => ask(staticFile(".js"))],
  ["a static file that is not there", 404, () => ask("/_next/static/none.js")],
  ["an unknown well-known", 404, () => ask("/.well-known/none")],
  ["the live probe", 200, () => ask("/api/health/live")],
  ["the ready probe", 200, () => ask("/api/health/ready")],
  ["metrics without a key", 404, () => ask("/api/metrics")],
  ["the session of nobody", 200, () => ask("/api/auth/session")],
  ["an interface that is not there", 404, () => ask("/api/none")],
  ["a request of another site", 403, () => ask("/sign-in", { method: "POST", headers: { origin: "https://evil.test" } })],
  [
    "a refused sign-in",
    401,
    async () => visitor().submit(await visitor().go("/sign-in"), "Sign in", { identifier: "a@example.com", password: "x" }),
  ],
  ["a form that is empty", 422, async () => visitor().submit(await visitor().go("/sign-in"), "Sign in", {})],
  ["a body that declares too much", 413, () => ask("/sign-in", { method: "POST", headers: FORM, body: "a".repeat(1_100_000) })],
  [
    "a body that is no form",
    415,
    () => ask("/sign-in", { method: "POST", headers: { origin: PUBLIC, "content-type": "application/json" }, body: "{}" }),
  ],
  ["a method for other things", 405, () => ask("/sign-in", { method: "PUT", headers: { origin: PUBLIC } })],
  ["a path that can be read in two ways", 400, () => ask("/a/%2e%2e/account")],
  [
    "a form of another build",
    409,
    () =>
      ask("/sign-in", {
        method: "POST",
        headers: { origin: PUBLIC, "content-type": "multipart/form-data; boundary=x" },
        body: `--x\r\nContent-Disposition: form-data; name="$ACTION_ID_${"f".repeat(42)}"\r\n\r\n\r\n--x--\r\n`,
      }),
  ],
  ["a failure of ours", 500, () => without("sessions", () => ask("/sign-in", { headers: { cookie: sessionCookie } }))],
  [
    "a failure of ours, compressed",
    500,
    () => without("sessions", () => ask("/sign-in", { headers: { cookie: sessionCookie, "accept-encoding": "gzip, br" } })),
  ],
  [
    "a failure of ours for a machine",
    500,
    () => without("sessions", () => ask("/api/auth/session", { headers: { cookie: sessionCookie } })),
  ],

  // Its status has gone before it fails; the failure is told inside.
  [
    "a failure of ours for its script",
    200,
    () => without("sessions", () => askAsScript("/sign-in", { cookie: sessionCookie, rsc: "1" })),
  ],
];

describe("every kind of answer", () => {
  test.each(ANSWERS)(
    "T-K12: %s (%i) is framed by nobody, sniffed by nobody, and runs nothing foreign",
    async (_what, status, answer) => {
      const { status: answered, headers } = await answer();
      expect(answered).toBe(status);
      const policy = String(headers["content-security-policy"]);
      for (const part of [
        "default-src 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
      ]) {
        expect(policy).toContain(part);
      }
      expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{20,}' 'strict-dynamic'(;|$)/);
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval/);
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["x-frame-options"]).toBe("DENY");
      expect(headers["referrer-policy"]).toBe("same-origin");
      expect(Number(/max-age=(\d+)/.exec(String(headers["strict-transport-security"]))?.[1])).toBeGreaterThanOrEqual(31_536_000);
      expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
      expect(headers["x-powered-by"]).toBeUndefined();
      expect(headers.server).toBeUndefined();
      expect(headers["access-control-allow-origin"]).toBeUndefined();
    },
  );

  test("T-K12: every script and style of a page bears the nonce of its answer, and no element has a style of its own", async () => {
    for (const path of ["/sign-in", "/register", "/", "/nothing/here", "/forgot-password"]) {
      const answer = await visitor().ask(path);
      const nonce = /'nonce-([^']+)'/.exec(String(answer.headers["content-security-policy"]))?.[1];
      const inline = answer.page.querySelectorAll("script, style");
      expect(
        inline.map((one) => one.getAttribute("nonce")).filter((one) => one !== nonce),
        path,
      ).toEqual([]);
      expect(
        answer.page.querySelectorAll("[style]").map((one) => one.outerHTML),
        path,
      ).toEqual([]);
      expect(answer.body, path).not.toMatch(/ on(click|load|error|submit)=/i);
    }
  });

  test("T-K12: a nonce is never used twice", async () => {
    const nonces = await Promise.all(
      Array.from(
        { length: 10 },
        async () => /'nonce-([^']+)'/.exec(String((await ask("/sign-in")).headers["content-security-policy"]))?.[1],
      ),
    );
    expect(new Set(nonces).size).toBe(10);
  });

  test("static files may be kept for ever, pages never", async () => {
    expect((await ask(staticFile(".css"))).headers["cache-control"]).toContain("immutable");
    for (const path of ["/sign-in", "/account", "/", "/nothing/here"])
      expect(String((await ask(path)).headers["cache-control"]), path).toMatch(/no-store/);
  });
});

describe("where customers come by https", () => {
  test("T-K1: the session's cookie is bound to the host, sent by https only, and hidden from scripts", async () => {
    const person = await makeAccount({ db: database.db, hash: STANDARD_HASH });
    const by = visitor();
    const answer = await by.submit(await by.go("/sign-in"), "Sign in", { identifier: person.email, password: person.password });
    expect([answer.status, answer.location]).toEqual([303, "/account"]);
    const lines = [answer.headers["set-cookie"] ?? []].flat().filter((line) => line.includes("foyer"));
    expect(lines.length).toBeGreaterThan(0);
    const spoken = await by.submit(await by.go("/cart"), "Español");
    expect(String(spoken.headers["set-cookie"])).toMatch(/^foyer\.language=es;.*; Secure; HttpOnly/i);
    for (const line of lines) {
      expect(line).toMatch(/^__Host-foyer/);
      expect(line).toMatch(/; Secure/i);
      expect(line).toMatch(/; HttpOnly/i);
      expect(line).toMatch(/; SameSite=lax/i);
      expect(line).toMatch(/; Path=\/(;|$)/i);
      expect(line).not.toMatch(/; Domain=/i);
      expect(line.length).toBeLessThan(4096);
    }
    expect((await by.ask("/account")).status).toBe(200);
  });

  test("T-K1, T-S6: what knows a browser at the door of staff goes there and nowhere else, and keeps strangers' guesses from locking it", async () => {
    const person = await makeStaff({ db: database.db });
    const by = visitor();
    const enter = async (who: Visitor, password: string) =>
      who.submit(await who.go("/admin/sign-in"), "Sign in", { identifier: person.email, password });
    const answer = await enter(by, person.password);
    expect([answer.status, answer.location]).toEqual([303, "/admin"]);
    const lines = [answer.headers["set-cookie"] ?? []].flat().filter((line) => line.includes("foyer-known"));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^__Secure-foyer-known=[\w-]+;/);
    for (const part of [/; Secure/i, /; HttpOnly/i, /; SameSite=strict/i, /; Path=\/admin(;|$)/i, /; Max-Age=2592000(;|$)/i])
      expect(lines[0]).toMatch(part);
    expect(lines[0]).not.toMatch(/; Domain=/i);
    for (let guess = 0; guess < 5; guess++) await enter(visitor(), "wrong password");
    await database.db.execute(sql`update guess_counters set locked_until = now() + interval '15 minutes'`);
    expect((await enter(visitor(), person.password)).status).toBe(401);
    expect((await enter(by, person.password)).status).toBe(303);
  });

  test("T-K1: the name without the prefix is nobody's session: a subdomain could have set it", async () => {
    const person = await makeAccount({ db: database.db, hash: STANDARD_HASH });
    const by = visitor();
    await by.submit(await by.go("/sign-in"), "Sign in", { identifier: person.email, password: person.password });
    const token = by.cookies.get("__Host-foyer.sid") ?? "";
    expect((await ask("/account", { headers: { cookie: `foyer.sid=${token}` } })).status).toBe(307);
    expect((await ask("/account", { headers: { cookie: `__Host-foyer.sid=${token}` } })).status).toBe(200);
  });

  test("T-K10: only the https origin may change anything, not the one we listen on", async () => {
    for (const origin of [product.url, "http://shop.test", "https://shop.test:8443", "https://www.shop.test"]) {
      expect((await ask("/sign-out", { method: "POST", headers: { ...FORM, origin } })).status, origin).toBe(403);
    }
    expect((await ask("/sign-out", { method: "POST", headers: FORM })).status).toBe(303);
  });
});

describe("paths", () => {
  const TRICKS = (path: string) => [
    `${path}/`,
    path.toUpperCase(),
    `/%${path.charCodeAt(1).toString(16)}${path.slice(2)}`,
    `${path}%2f`,
    `${path}%00`,
    `${path};x`,
    `${path}.html`,
    `${path}.json`,
    `${path}.rsc`,
    `${path}.txt`,
    `${path}.segments/_tree.segment.rsc`,
    `/.${path}`,
    `/x/..${path}`,
    `/${path}`,
    `/en${path}`,
    `/_next/data/x${path}.json`,
    `/_next/..${path}`,
    `/index${path}`,
    `${path}?_rsc=1`,
    `${path}?__nextDefaultLocale=x`,
    `${path}?nxtPx=1`,
    `${path}#x`,
    `/default${path}`,
    `http://shop.test${path}`,
    `\\${path}`,
  ];
  const HEADERS: Record<string, string>[] = [
    {},
    { rsc: "1" },
    { rsc: "1", "next-router-prefetch": "1" },
    { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
    { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
    { "x-middleware-subrequest": "src/middleware:src/middleware:src/middleware:src/middleware:src/middleware" },
    { "x-middleware-prefetch": "1" },
    { "x-nextjs-data": "1" },
    { "x-matched-path": "/account" },
    { "x-invoke-path": "/account", "x-invoke-status": "200" },
    { "x-now-route-matches": "1=/account" },
    { "x-original-url": "/account", "x-rewrite-url": "/account" },
    { "x-http-method-override": "GET" },
    { "next-url": "/account" },
    { "x-forwarded-prefix": "/account" },
  ];
  const PROTECTED = ["/account", "/account/orders", "/account/security", "/admin", "/admin/audit"];

  /** The heading that somebody sees who may. */
  async function headingOf(path: string): Promise<string> {
    const by = visitor();
    const isStaff = path.startsWith("/admin");
    const { email, password } = isStaff
      ? await makeStaff({ db: database.db })
      : await makeAccount({ db: database.db, hash: STANDARD_HASH });
    await by.submit(await by.go(isStaff ? "/admin/sign-in" : "/sign-in"), "Sign in", { identifier: email, password });
    const answer = await by.ask(path);
    const heading = answer.page.querySelector("h1")?.textContent ?? "";
    expect([answer.status, heading === ""], path).toEqual([200, false]);
    expect(answer.body).toMatch(new RegExp(`<h1[^>]*>[^<]*${heading}`));
    return heading;
  }

  test.each(PROTECTED)("T-F2: no spelling of %s shows it to a stranger", async (path) => {
    for (const trick of TRICKS(path)) {
      const heard = await converse(product.url, [`GET ${trick} HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n`], /$^/);
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(heard)?.[1]);
      expect([307, 308, 400, 404], trick).toContain(status);
    }
  });

  test.each(PROTECTED)("T-F1: no header of the framework's shows anything of %s to a stranger", async (path) => {
    const heading = await headingOf(path);
    // In the page's markup, or in the data its script makes it from.
    const shown = new RegExp(`<h1[^>]*>[^<]*${heading}|"h1",null,\\{[^}]*${heading}`);
    for (const headers of HEADERS) {
      const { status, body } = await askAsScript(path, headers);
      expect([200, 307], JSON.stringify(headers)).toContain(status);
      expect(body, JSON.stringify(headers)).not.toMatch(shown);
      // A prefetch brings the frame of a page and nothing in it; everything else is sent to the door.
      const isPrefetch = Object.keys(headers).some((name) => name.endsWith("-prefetch"));
      if (!isPrefetch) expect(status === 307 || body.includes("NEXT_REDIRECT"), JSON.stringify(headers)).toBe(true);
    }
  });

  test("T-F3: no method shows what is behind the door", async () => {
    for (const method of ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"]) {
      const { status, body } = await ask("/account", { method, headers: { origin: PUBLIC } });
      expect([307, 405], method).toContain(status);
      expect(body).not.toContain("My account</h1>");
    }
    const posted = await ask("/account", { method: "POST", headers: FORM, body: "a=b" });
    expect([303, 307]).toContain(posted.status);
  });

  test("T-B9: nothing fetches pictures for strangers", async () => {
    for (const url of [
      "http://169.254.169.254/latest/meta-data",
      "https://evil.test/x.png",
      "//evil.test/x.png",
      "/x.png",
      "file:///etc/passwd",
    ]) {
      const { status } = await ask(`/_next/image?url=${encodeURIComponent(url)}&w=64&q=75`);
      expect([400, 404], url).toContain(status);
    }
  });

  test("a request to switch protocols is answered like any other, and its connection does not stay open", async () => {
    for (const upgrade of ["websocket", "h2c", "TLS/1.0"]) {
      const heard = await converse(
        product.url,
        [
          `GET /account HTTP/1.1\r\nHost: shop.test\r\nConnection: Upgrade, close\r\nUpgrade: ${upgrade}\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
        ],
        /$^/,
      );
      expect(heard, upgrade).toMatch(/^HTTP\/1\.1 307 /);
    }
  });
});

describe("errors", () => {
  test("T-G5, T-F7: while the database fails a page says so in words, shows nothing protected, nothing of the inside, and recovers", async () => {
    const person = await makeAccount({ db: database.db, hash: STANDARD_HASH });
    const by = visitor();
    await by.submit(await by.go("/sign-in"), "Sign in", { identifier: person.email, password: person.password });
    await without("sessions", async () => {
      for (const path of ["/account", "/account/orders", "/sign-in", "/"]) {
        const answer = await by.ask(path, { headers: { "accept-encoding": "identity" } });
        expect(answer.status, path).toBe(500);
        expect(answer.page.querySelector("h1")?.textContent).toBe("Something is out of order");
        expect(answer.body).not.toMatch(/relation|select|Postgres|drizzle|node_modules|\.next|\.ts:|at async|digest|42P01/);
        expect(answer.body).not.toContain(person.email);
      }
    });
    expect((await by.ask("/account")).status).toBe(200);
  });

  test("T-FX10: connections that the server ends are made anew: a page is shown or says that it cannot be, and the process lives", async () => {
    await database.db
      .execute(
        sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`,
      )
      .catch(() => {});
    const first = await ask("/sign-in", { headers: { cookie: sessionCookie } });
    expect([200, 500, 503]).toContain(first.status);
    await expect
      .poll(async () => (await ask("/sign-in", { headers: { cookie: sessionCookie } })).status, { timeout: 5000 })
      .toBe(200);
  });

  test("T-G1, T-G3: the log has one object a line, no value of a failed statement, no cookie, no password, no address in full", async () => {
    const token = newToken();
    await without("sessions", () => ask("/sign-in", { headers: { cookie: `__Host-foyer.sid=${token}` } }));
    const by = visitor();
    await by.submit(await by.go("/sign-in?returnTo=%2Faccount%3Fkey%3Dcanary-query"), "Sign in", {
      identifier: "canary-name@example.com",
      password: "canary-password",
    });
    const { data } = readForm(await by.go("/sign-in"), "Sign in");
    data.set("$ACTION_KEY", "canary-key");
    await expect.poll(() => product.output().includes('"code":"42P01"'), { timeout: 5000 }).toBe(true);
    const printed = product.output();
    for (const secret of [token, hashToken(token), "canary-name", "canary-password", "canary-query", "params:"])
      expect(printed).not.toContain(secret);
    const lines = printed.slice(printed.indexOf("Foyer is ready")).split("\n").slice(1).filter(Boolean);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(() => JSON.parse(line), line.slice(0, 200)).not.toThrow();
  });
});

describe("what is known to have broken others", () => {
  const atLeast = (version: string, floor: string) => {
    const [have, need] = [version, floor].map((one) => one.split(".").map(Number));
    for (let at = 0; at < 3; at++) {
      const difference = (have?.[at] ?? 0) - (need?.[at] ?? 0);
      if (difference !== 0) return difference > 0;
    }
    return true;
  };

  test("T-B7: next and react are not older than the newest known holes in them", () => {
    expect(atLeast("16.10.0", "16.3.3") && atLeast("16.3.3", "16.3.3") && !atLeast("16.2.99", "16.3.3")).toBe(true);
    expect(atLeast(nextPackage.version, "16.3.3"), nextPackage.version).toBe(true);
    expect(atLeast(reactPackage.version, "19.2.8"), reactPackage.version).toBe(true);
  });

  const part = (name: string, value: string) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const PAYLOADS: [string, string][] = [
    [
      "a promise made of prototypes (CVE-2025-55182)",
      part(
        "0",
        '{"then":"$1:__proto__:then","status":"resolved_model","reason":-1,"value":"{\\"then\\":\\"$B1\\"}","_response":{"_prefix":"process.stdout.write(\'foyer-was-here\');","_formData":{"get":"$1:constructor:constructor"}}}',
      ) + part("1", '"$@0"'),
    ],
    ["a reference to itself", part("0", '"$0"')],
    ["references in a circle", part("0", '["$1"]') + part("1", '["$0"]')],
    ["a very deep nesting", part("0", `${"[".repeat(20_000)}${"]".repeat(20_000)}`)],
    ["a huge number", part("0", `"$n${"9".repeat(100_000)}"`)],
    [
      "many references to one large text",
      part("0", JSON.stringify(Array.from({ length: 5_000 }, () => "$1"))) + part("1", JSON.stringify("x".repeat(10_000))),
    ],
    ["an iterator without an end", part("0", '["$i1"]') + part("1", '"$i1"')],
    ["a module that nobody offered", part("0", '["$F1"]') + part("1", '{"id":"node:child_process#execSync","bound":["id"]}')],
    ["prototypes as names", part("0", '["$K1"]') + part("1___proto___x", "y") + part("1_constructor", "z")],
  ];

  test.each(PAYLOADS)(
    "T-B7: %s is refused, runs nothing and stops nothing",
    async (_what, body) => {
      const by = visitor();
      const { data } = readForm(await by.go("/sign-in"), "Sign in");
      const id = /"id":"(\w+)"/.exec([...data.values()].join(" "))?.[1] ?? "";
      expect(id).toMatch(/^\w{42}$/);
      for (const action of [id, "f".repeat(42)]) {
        const { status, headers } = await by.ask("/sign-in", {
          method: "POST",
          headers: { "next-action": action, "content-type": "multipart/form-data; boundary=x", accept: "text/x-component" },
          body: `${body}--x--\r\n`,
        });
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
        expect(headers["set-cookie"]).toBeUndefined();
      }
      expect((await ask("/api/health/live")).status).toBe(200);
      expect(product.output()).not.toContain("foyer-was-here");
    },
    30_000,
  );
});

test("no file outside the static folder is served", async () => {
  for (const path of [
    "/.env",
    "/package.json",
    "/.git/config",
    "/server/start.ts",
    "/_next/server/app/page.js",
    "/_next/static/../server/app/page.js",
    "/_next/build-manifest.json",
    join("/", ".next", "BUILD_ID"),
  ]) {
    expect([400, 404], path).toContain((await ask(path)).status);
  }
});
