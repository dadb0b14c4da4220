import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { CHEAP_HASH } from "@/tests/support/context";
import { makeAccount } from "@/tests/support/make";
import { type Product, startProduct, TEST_METRICS_TOKEN } from "@/tests/support/product";
import { withServer } from "@/tests/support/server";
import { Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

const SID = "foyer.sid";
let product: Product;
let database: Database;

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

const visitor = () => new Visitor(product.url);

async function signedIn() {
  const account = await makeAccount({ db: database.db, hash: CHEAP_HASH }, { firstName: "Ann", lastName: "Archer" });
  const who = visitor();
  await who.submit(await who.go("/sign-in"), "Sign in", { identifier: account.email, password: account.password });
  return { ...account, who };
}

test("T-K9: the session's JSON holds name, e-mail, id and expiry and nothing else; for nobody it is null", async () => {
  const { who, accountId, email } = await signedIn();
  const answer = await who.ask("/api/auth/session");
  expect([answer.status, answer.headers["content-type"]]).toEqual([200, "application/json"]);
  const { expires, ...rest } = JSON.parse(answer.body);
  expect(rest).toEqual({ user: { id: accountId, name: "Ann Archer", email } });
  expect(Date.parse(expires)).toBeGreaterThan(Date.now() + 29 * 86_400_000);
  expect(answer.body).not.toContain(who.cookies.get(SID) ?? "?");
  expect(answer.headers["cache-control"]).toContain("no-store");
  const nobody = await visitor().ask("/api/auth/session");
  expect([nobody.status, nobody.body]).toEqual([200, "null"]);
});

test("T-K9: the session's JSON can be looked at and nothing else; an ending slash and a query lead to the same", async () => {
  const { who } = await signedIn();
  const looked = await who.ask("/api/auth/session?_rsc=1");
  const head = await who.ask("/api/auth/session", { method: "HEAD" });
  expect([head.status, head.body, head.headers["content-length"]]).toEqual([200, "", String(Buffer.byteLength(looked.body))]);
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    const refused = await who.ask("/api/auth/session", { method, ...(method === "DELETE" ? {} : { body: "{}" }) });
    expect([method, refused.status, refused.headers.allow, refused.body]).toEqual([method, 405, "GET, HEAD, OPTIONS", ""]);
  }
  const options = await who.ask("/api/auth/session", { method: "OPTIONS" });
  expect([options.status, options.headers.allow]).toEqual([204, "GET, HEAD, OPTIONS"]);
  expect((await who.ask("/api/auth/session/")).location).toBe("/api/auth/session");
  expect(JSON.parse((await who.ask("/api/auth/session")).body)).toEqual(JSON.parse(looked.body));
});

test("T-K4: after signing out the session's JSON is null for whoever still has the cookie", async () => {
  const { who } = await signedIn();
  const kept = visitor();
  kept.cookies.set(SID, who.cookies.get(SID) ?? "");
  expect((await kept.ask("/api/auth/session")).body).not.toBe("null");
  await who.submit(await who.go("/account"), "Sign out");
  expect((await kept.ask("/api/auth/session")).body).toBe("null");
});

test("T-K13: cookies and headers of any garbage are nobody's session, never an error", async () => {
  const { who } = await signedIn();
  const right = `${SID}=${who.cookies.get(SID)}`;
  const garbage = [
    `${SID}=${"x".repeat(8000)}`,
    `${SID}=%`,
    `${SID}=%ff%fe`,
    `${SID}=\u00ff\u00fe`,
    `${SID}="; ${SID}=; =; ;;;`,
    `${SID}=a; ${SID}=b`,
    `${SID}.0=a; ${SID}.1=b`,
    "authjs.callback-url=%; authjs.csrf-token=%; __Secure-authjs.session-token=x.y.z",
    "=".repeat(200),
  ];
  for (const cookie of garbage) {
    for (const path of ["/api/auth/session", "/", "/account", "/api/auth/callback/x", "/sign-in"]) {
      const { status, body } = await visitor().ask(path, { headers: { cookie, authorization: "Bearer %" } });
      expect([path, cookie.slice(0, 30), status < 500]).toEqual([path, cookie.slice(0, 30), true]);
      if (path === "/api/auth/session") expect(body).toBe("null");
    }
  }
  const beside = await visitor().ask("/api/auth/session", { headers: { cookie: `${right}; ${SID}-x=stray; other=%` } });
  expect(JSON.parse(beside.body)).toMatchObject({ user: { name: "Ann Archer" } });
  const fixed = await visitor().ask("/api/auth/session", { headers: { cookie: right, authorization: "Bearer %" } });
  expect(fixed.status).toBe(200);
});

test("decision 1: of Auth.js's doors only callbacks of connections answer, and there are none: nothing to sign in past our rules", async () => {
  const { who, email, password } = await signedIn();
  const before = await countRows();
  for (const path of [
    "/api/auth/providers",
    "/api/auth/csrf",
    "/api/auth/signin",
    "/api/auth/signin/credentials",
    "/api/auth/callback/credentials",
    "/api/auth/callback/credentials/more",
    "/api/auth/callback",
    "/api/auth/signout",
    "/api/auth/error",
    "/api/auth/verify-request",
    "/api/auth/webauthn-options/passkey",
    "/api/auth/undefined",
  ]) {
    expect([path, (await who.ask(path)).status]).toEqual([path, 404]);
    const body = new URLSearchParams({ email, username: email, password, csrfToken: "x", json: "true" }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect([path, (await who.ask(path, { method: "POST", headers, body })).status]).toEqual([path, 404]);
  }
  expect(await countRows()).toEqual(before);
});

async function countRows() {
  const [row] = await database.db.execute(
    sql`select (select count(*) from accounts) as accounts, (select count(*) from sessions) as sessions, (select count(*) from identities) as identities`,
  );
  return row;
}

test("UX-R17: password managers are sent to where the password is changed, and nothing else is well known", async () => {
  const answer = await visitor().ask("/.well-known/change-password");
  expect([answer.status, answer.location]).toEqual([303, "/account/security"]);
  for (const path of [
    "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200",
    "/.well-known/",
    "/.well-known/x/y",
  ]) {
    expect([404, 308]).toContain((await visitor().ask(path)).status);
    expect((await visitor().go(path)).status).toBe(404);
  }
});

test("T-A6: figures are for whoever shows the token", async () => {
  await signedIn();
  for (const authorization of [
    "",
    "Bearer",
    "Bearer wrong",
    `Basic ${TEST_METRICS_TOKEN}`,
    TEST_METRICS_TOKEN,
    `Bearer ${TEST_METRICS_TOKEN} `.repeat(2),
  ]) {
    const { status, body } = await visitor().ask("/api/metrics", { headers: { authorization } });
    expect([authorization, status, body]).toEqual([authorization, 401, "unauthorized\n"]);
  }
  const figures = await visitor().ask("/api/metrics", { headers: { authorization: `Bearer ${TEST_METRICS_TOKEN}` } });
  expect(figures.status).toBe(200);
  expect(figures.body).toMatch(/^foyer_mails\{state="failed"\} \d+$/m);
  expect(figures.body).toMatch(/^foyer_customer_sessions [1-9]\d*$/m);
  expect(figures.body).toMatch(/^foyer_settings_version \d+$/m);
  expect(figures.body).toMatch(/^foyer_process_resident_memory_bytes \d+$/m);
  expect(figures.body).not.toContain("@example.com");
});

test("health: alive and ready while the database answers", async () => {
  const live = await visitor().ask("/api/health/live");
  expect([live.status, JSON.parse(live.body)]).toEqual([200, { status: "live" }]);
  const ready = await visitor().ask("/api/health/ready");
  expect([ready.status, JSON.parse(ready.body)]).toEqual([200, { status: "ready" }]);
});

test("T-FX10: while the database is away the process is alive and not ready, and it comes back by itself", async () => {
  const { who } = await signedIn();
  const name = new URL(product.databaseUrl).pathname.slice(1);
  const allow = (isAllowed: boolean) =>
    withServer(inject("cluster").url, async (server) => {
      await server.unsafe(`alter database "${name}" with allow_connections ${isAllowed}`);
      if (!isAllowed) await server`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
    });
  await allow(false);
  const ready = await waitFor(async () => {
    const answer = await visitor().ask("/api/health/ready");
    return answer.status === 503 ? answer : null;
  }, "not being ready");
  expect([JSON.parse(ready.body), ready.headers["retry-after"]]).toEqual([{ status: "not ready" }, "3"]);
  expect((await visitor().ask("/api/health/live")).status).toBe(200);
  const unknown = await who.ask("/api/auth/session");
  expect([unknown.status, unknown.headers["retry-after"], unknown.body]).toEqual([503, "3", ""]);
  await allow(true);
  await waitFor(async () => (await visitor().ask("/api/health/ready")).status === 200, "being ready again");
});

test("a database without this build's newest migration is not ready", async () => {
  const away = await database.db.execute(
    sql`delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations) returning *`,
  );
  expect((await visitor().ask("/api/health/ready")).status).toBe(503);
  const [{ hash, created_at: at } = { hash: "", created_at: 0 }] = away;
  await database.db.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${at})`);
  expect((await visitor().ask("/api/health/ready")).status).toBe(200);
});
