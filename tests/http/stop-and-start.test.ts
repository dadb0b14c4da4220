import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { STANDARD_HASH } from "@/core/security/password-hash";
import { type Database, openDatabase } from "@/db";
import { cloneDatabase, type TestDatabase } from "@/tests/support/database";
import { freshEmail, freshPassword, makeAccount } from "@/tests/support/make";
import { makeProduct } from "@/tests/support/make-shop";
import { beginProduct, freePort, type Launched, type Product, startProduct, TEST_SECRET } from "@/tests/support/product";
import { withServer } from "@/tests/support/server";
import { openRegistration } from "@/tests/support/settings";
import { expectNothingHalfDone, startTraffic } from "@/tests/support/traffic";
import { type Answer, Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

/** Begins a start whose database is at this address. */
async function begin(
  databaseUrl: string,
  command?: readonly [string, ...string[]],
): Promise<Launched & { readonly url: string }> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const common = { PUBLIC_URL: url, AUTH_SECRET: TEST_SECRET, SMTP_URL: "smtp://localhost:1" };
  return { ...beginProduct(port, { ...common, DATABASE_URL: databaseUrl }, command), url };
}

/** An answer, or null while nobody listens. */
const askOrNull = (url: string, path: string): Promise<Answer | null> => new Visitor(url).ask(path).catch(() => null);

const isListening = async (url: string) => (await askOrNull(url, "/api/health/live"))?.status === 200;

// Gives up after a minute, in which everything else here is tried.
let hopeless: Launched;

beforeAll(async () => {
  hopeless = await begin(`postgres://foyer:canary-password@localhost:${await freePort()}/foyer`);
});
afterAll(() => hopeless.stop());

describe("T-FX11: the database is away at the start", () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await cloneDatabase();
  });
  afterAll(() => database.drop());

  const allow = (isAllowed: boolean) =>
    withServer(inject("cluster").url, async (server) => {
      await server.unsafe(`alter database "${new URL(database.url).pathname.slice(1)}" with allow_connections ${isAllowed}`);
    });

  test("it is alive and not ready, says that it waits, and serves once the database is there", async () => {
    await allow(false);
    const started = await begin(database.url);
    try {
      await waitFor(() => isListening(started.url), "it to be alive");
      await waitFor(() => started.output().includes("Waiting for the database"), "it to say that it waits");
      const answers = await Promise.all(["/api/health/ready", "/", "/sign-in"].map((path) => askOrNull(started.url, path)));
      for (const answer of answers) expect([answer?.status, Number(answer?.headers["retry-after"]) > 0]).toEqual([503, true]);
      expect(started.process.exitCode).toBeNull();
      await allow(true);
      await waitFor(async () => (await askOrNull(started.url, "/api/health/ready"))?.status === 200, "it to be ready");
      expect((await askOrNull(started.url, "/sign-in"))?.status).toBe(200);
      expect(started.output().match(/Waiting for the database/g)).toHaveLength(1);
    } finally {
      await allow(true);
      expect(await started.stop()).toBe(0);
    }
  });

  test("what waiting cannot mend ends the start at once, with a sentence and without the password", async () => {
    const url = new URL(database.url);
    url.pathname = "/there-is-no-such-database";
    const started = await begin(url.href);
    expect(await started.ended).toBe(1);
    expect(started.output()).toMatch(/^Foyer could not start: .*there-is-no-such-database/m);
    expect(started.output()).not.toContain(url.password);
    expect(started.output()).not.toContain("Waiting");
  });

  test("a signal ends the waiting", async () => {
    const started = await begin(`postgres://foyer:x@localhost:${await freePort()}/foyer`);
    await waitFor(() => started.output().includes("Waiting for the database"), "it to say that it waits");
    expect(await started.stop()).toBe(0);
  });

  test("T-FX28: a signal to `npm start` ends it too, though npm's shell tells it nothing", async () => {
    const started = await begin(`postgres://foyer:x@localhost:${await freePort()}/foyer`, ["npm", "start"]);
    await waitFor(() => isListening(started.url), "it to be alive");
    await started.stop();
    await waitFor(async () => !(await isListening(started.url)), "it to be gone");
  });
});

describe("T-FX28: the process is ended under load", () => {
  let product: Product;
  let database: Database;

  beforeAll(async () => {
    product = await startProduct();
    database = openDatabase(product.databaseUrl, 2);
    await openRegistration(product, { "registration.captcha": "off" });
    await waitFor(async () => (await new Visitor(product.url).ask("/register")).status === 200, "registration to be open");
  });
  afterAll(async () => {
    await database.end();
    await product.stop();
  });

  const people = (count: number) =>
    Promise.all(Array.from({ length: count }, () => makeAccount({ db: database.db, hash: STANDARD_HASH })));

  test("T-FX28, T-FX29: killed, it leaves nothing half done; another process goes on, and a new start serves as before", async () => {
    const other = await product.second();
    const { slug } = await makeProduct(database);
    const traffic = startTraffic(product, slug, await people(20));
    await waitFor(() => traffic.ordered.length >= 3 && traffic.registered.length >= 3, "orders and registrations");
    product.process.kill("SIGKILL");
    await traffic.stop();
    await waitFor(async () => !(await isListening(product.url)), "it to be gone");
    for (const { url } of [other, await product.second()]) {
      const who = new Visitor(url, product.url);
      const email = freshEmail("after");
      const typed = { email, password: freshPassword(), firstName: "Ria", lastName: "Reed" };
      expect((await who.submit(await who.ask("/register"), "Create account", typed)).status).toBe(303);
      expect((await product.mail.newestTo(email)).text).toContain(`${product.url}/confirm/`);
      traffic.registered.push(email);
    }
    await expectNothingHalfDone(product.databaseUrl, traffic);
  });

  test("told to stop, it finishes every request in hand, takes no more, and ends with 0", async () => {
    const started = await begin(product.databaseUrl);
    await waitFor(async () => (await askOrNull(started.url, "/sign-in"))?.status === 200, "it to serve");
    const members = await people(5);
    const door = await new Visitor(started.url).ask("/sign-in");
    const inHand = await withServer(product.databaseUrl, (sql) =>
      sql.begin(async (tx) => {
        await tx`select 1 from accounts for update`;
        const answers = members.map(({ email, password }) =>
          new Visitor(started.url).submit(door, "Sign in", { identifier: email, password }),
        );
        await waitFor(async () => (await countWaitingForLocks()) === members.length, "all to be in hand");
        started.process.kill("SIGTERM");
        await waitFor(async () => !(await isListening(started.url)), "it to take no more");
        expect(started.process.exitCode).toBeNull();
        return answers;
      }),
    );
    for (const answer of await Promise.all(inHand)) expect([answer.status, answer.location]).toEqual([303, "/account"]);
    expect(await started.ended).toBe(0);
  });

  test("a second signal ends it at once", async () => {
    const started = await begin(product.databaseUrl);
    await waitFor(async () => (await askOrNull(started.url, "/sign-in"))?.status === 200, "it to serve");
    const [member] = await people(1);
    const who = new Visitor(started.url);
    const door = await who.ask("/sign-in");
    await withServer(product.databaseUrl, (sql) =>
      sql.begin(async (tx) => {
        await tx`select 1 from accounts for update`;
        const cut = who.submit(door, "Sign in", { identifier: member?.email ?? "", password: member?.password ?? "" });
        const failure = cut.then(() => "answered", String);
        await waitFor(async () => (await countWaitingForLocks()) === 1, "one to be in hand");
        started.process.kill("SIGTERM");
        await waitFor(async () => !(await isListening(started.url)), "it to take no more");
        started.process.kill("SIGTERM");
        expect(await started.ended).not.toBe(0);
        expect(await failure).toMatch(/hang up|ECONNRESET/);
      }),
    );
  });

  async function countWaitingForLocks(): Promise<number> {
    const [row] = await database.sql`
      select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    return Number(row?.count);
  }
});

test("T-FX11: after a minute it gives up with a sentence and an exit code", { timeout: 90_000 }, async () => {
  expect(await hopeless.ended).toBe(1);
  expect(hopeless.output()).toMatch(/Waiting for the database/);
  expect(hopeless.output()).toMatch(/^Foyer could not start: the database has not answered for a minute \(ECONNREFUSED\)\. See/m);
  expect(hopeless.output()).not.toContain("canary-password");
});
