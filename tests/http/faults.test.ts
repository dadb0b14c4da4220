import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { STANDARD_HASH } from "@/core/security/password-hash";
import { type Database, openDatabase } from "@/db";
import { cleanUp, newDataDir, start } from "@/tests/support/embedded";
import { fingerprint } from "@/tests/support/fingerprint";
import { age, makeAccount } from "@/tests/support/make";
import { makeProduct } from "@/tests/support/make-shop";
import { type Product, startProduct } from "@/tests/support/product";
import { withServer } from "@/tests/support/server";
import { openRegistration } from "@/tests/support/settings";
import { signInStaff } from "@/tests/support/staff";
import { expectNothingHalfDone, signIn, startTraffic } from "@/tests/support/traffic";
import { type Answer, Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

let product: Product;
let database: Database;

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 3);
});
afterAll(async () => {
  await database.end();
  await product.stop();
  await cleanUp();
});

const visitor = () => new Visitor(product.url);
const account = () => makeAccount({ db: database.db, hash: STANDARD_HASH });
const typedIn = ({ page }: Answer, field: string) => page.querySelector(`[name="${field}"]`)?.getAttribute("value");
const databaseName = () => new URL(product.databaseUrl).pathname.slice(1);

/** Answers with how long it took. */
async function timed(work: Promise<Answer>): Promise<Answer & { ms: number }> {
  const begun = performance.now();
  return { ...(await work), ms: performance.now() - begun };
}

/** Holds locks in a transaction of its own while something else is done. */
async function whileLocked(lock: string, work: () => Promise<void>): Promise<void> {
  await withServer(product.databaseUrl, (sql) =>
    sql.begin(async (tx) => {
      await tx.unsafe(lock);
      await work();
    }),
  );
}

async function countWaitingForLocks(): Promise<number> {
  const [row] = await database.sql`
    select count(*)::int as count from pg_stat_activity where datname = ${databaseName()} and wait_event_type = 'Lock'`;
  return Number(row?.count);
}

describe("T-FX12: somebody holds a lock that requests need", () => {
  // Five seconds for a connection and a lock; the rest is a slow machine's.
  const SOON_MS = 8_000;

  test("the form asks to come back and keeps what was typed; everybody else goes on; afterwards it works", async () => {
    const [ann, ben] = [await account(), await account()];
    const who = visitor();
    const door = await who.ask("/sign-in");
    const fields = { identifier: ann.email, password: ann.password };
    await whileLocked(`select 1 from accounts where id = '${ann.accountId}' for update`, async () => {
      const waiting = timed(who.submit(door, "Sign in", fields));
      await waitFor(async () => (await countWaitingForLocks()) === 1, "the sign-in to wait for the lock");
      expect((await signIn(visitor(), ben)).location).toBe("/account");
      expect(await countWaitingForLocks(), "the other one went by").toBe(1);
      const refused = await waiting;
      expect([refused.status, refused.headers["retry-after"], refused.ms < SOON_MS]).toEqual([503, "5", true]);
      expect(typedIn(refused, "identifier")).toBe(ann.email);
      expect(refused.body).not.toContain(ann.password);
      expect(refused.page.querySelector("[data-summary]")?.textContent).toMatch(/try again/i);
      expect(refused.headers["set-cookie"]).toBeUndefined();
    });
    expect((await who.submit(door, "Sign in", fields)).location).toBe("/account");
  });

  test("a page asks to come back, others are shown", async () => {
    await whileLocked("lock table products in access exclusive mode", async () => {
      const refused = await timed(visitor().ask("/"));
      expect([refused.status, refused.headers["retry-after"], refused.ms < SOON_MS]).toEqual([503, "3", true]);
      expect(refused.page.querySelector("h1")?.textContent).toBe("One moment, please");
      expect(refused.body).not.toMatch(/products|postgres|lock|Error/);
      expect((await visitor().ask("/sign-in")).status).toBe(200);
    });
    expect((await visitor().ask("/")).status).toBe(200);
  });

  test("when many wait for it, so that no connection is free, whoever comes is told within seconds", async () => {
    const people = await Promise.all(Array.from({ length: 45 }, account));
    const door = await visitor().ask("/sign-in");
    await whileLocked("select 1 from accounts for update", async () => {
      const many = people.map(async ({ email, password }) => {
        const answer = await timed(visitor().submit(door, "Sign in", { identifier: email, password }));
        return { ...answer, email };
      });
      await waitFor(async () => (await countWaitingForLocks()) === 10, "all connections to wait for the lock");
      const shown = await timed(visitor().ask("/"));
      expect([200, 503]).toContain(shown.status);
      expect(shown.ms).toBeLessThan(SOON_MS);
      for (const answer of await Promise.all(many)) {
        expect([answer.status, typedIn(answer, "identifier")]).toEqual([503, answer.email]);
        expect(answer.ms).toBeLessThan(SOON_MS);
      }
    });
    for (const one of people.slice(0, 3)) expect((await signIn(visitor(), one)).location).toBe("/account");
  });

  test("a lock on a session holds up nobody who only looks", async () => {
    const ann = await account();
    const who = visitor();
    await signIn(who, ann);
    const { visitor: agent } = await signInStaff(product, "agent");
    await age(database, "sessions", ["last_seen_at"], "1 hour");
    await age(database, "staff_sessions", ["last_seen_at"], "5 minutes");
    await whileLocked("select 1 from sessions, staff_sessions for update", async () => {
      const answers = await Promise.all([timed(who.ask("/account")), timed(agent.ask("/admin"))]);
      for (const { status, ms } of answers) expect([status, ms < 2_500]).toEqual([200, true]);
    });
    const countStale = async () => {
      const [row] =
        await database.sql`select count(*)::int as count from sessions where last_seen_at < now() - interval '30 minutes'
        and account_id = ${ann.accountId}`;
      return row?.count;
    };
    expect(await countStale(), "it was noted although locked").toBe(1);
    await who.ask("/account");
    expect(await countStale()).toBe(0);
  });
});

describe("T-FX13: a database that can only be read, as after a failover", () => {
  test("who is signed in reads on, who wants to change something is asked to come back, and nothing is half done", async () => {
    const ann = await account();
    const who = visitor();
    await signIn(who, ann);
    const { visitor: agent } = await signInStaff(product, "agent");
    const { slug } = await makeProduct(database);
    const [door, thing] = [await visitor().ask("/sign-in"), await who.ask(`/products/${slug}`)];
    await age(database, "sessions", ["last_seen_at"], "1 hour");
    await age(database, "staff_sessions", ["last_seen_at"], "5 minutes");
    const before = await fingerprint(database);
    await setReadOnly(true);
    try {
      await waitFor(async () => (await visitor().ask("/")).status === 200, "the shop to be shown again", 5_000);
      for (const path of ["/account", "/account/orders", "/cart"])
        expect([path, (await who.ask(path)).status]).toEqual([path, 200]);
      expect((await agent.ask("/admin/mail")).status).toBe(200);
      const refused = await visitor().submit(door, "Sign in", { identifier: ann.email, password: ann.password });
      expect([refused.status, typedIn(refused, "identifier")]).toEqual([503, ann.email]);
      expect((await who.submit(thing, "Add to cart")).status).toBe(503);
      expect(await fingerprint(database)).toEqual(before);
    } finally {
      await setReadOnly(false);
    }
    await waitFor(async () => (await signIn(visitor(), ann)).location === "/account", "signing in to work again", 5_000);
  });

  async function setReadOnly(isReadOnly: boolean): Promise<void> {
    await withServer(inject("cluster").url, async (server) => {
      await server.unsafe(`alter database "${databaseName()}" set default_transaction_read_only = ${isReadOnly}`);
      await server`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${databaseName()}`;
    });
  }
});

describe("T-FX10: the database goes down in the middle of the work", () => {
  // A server of its own, for it crashes.
  let url: string;
  let shop: Product;

  beforeAll(async () => {
    url = (await start(newDataDir(), undefined, true)).url;
    shop = await startProduct({ DATABASE_URL: url });
    await openRegistration({ url: shop.url, databaseUrl: url }, { "registration.captcha": "off" });
  });
  afterAll(() => shop.stop());

  const cut = () =>
    withServer(url, async (server) => {
      await server`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'foyer' and pid <> pg_backend_pid()`;
    });

  /** PostgreSQL restarts itself when one of its processes is killed, as it does after `pg_ctl restart -m immediate`. */
  const crash = () =>
    withServer(url, async (server) => {
      const [victim] = await server`select pid from pg_stat_activity where application_name = 'foyer' limit 1`;
      process.kill(Number(victim?.pid), "SIGKILL");
    });

  const isBack = async () => {
    try {
      return await withServer(url, async (server) => (await server`select 1`).length === 1);
    } catch {
      return false;
    }
  };

  test.each([
    ["all its connections are cut, again and again", cut, 6],
    ["it crashes and restarts", crash, 2],
  ])(
    "%s: who is being served is served or asked to come back, nothing is half done, and all works again",
    async (_how, strike, times) => {
      const own = openDatabase(url, 1);
      const [{ slug }, ann] = [await makeProduct(own), await makeAccount({ db: own.db, hash: STANDARD_HASH })];
      const members = await Promise.all(Array.from({ length: 20 }, () => makeAccount({ db: own.db, hash: STANDARD_HASH })));
      await own.end();
      await waitFor(async () => (await new Visitor(shop.url).ask("/register")).status === 200, "registration to be open");
      const traffic = startTraffic(shop, slug, members);
      // More often only if nobody happened to be hit.
      for (let time = 0; time < times || (!traffic.statuses.has(503) && time < 40); time++) {
        const before = traffic.count();
        await waitFor(() => traffic.count() >= before + 15, "people to come and go");
        await strike();
      }
      await waitFor(isBack, "the database to be back");
      const works = async () => (await signIn(new Visitor(shop.url), ann)).location === "/account";
      await waitFor(works, "signing in to work within five seconds", 5_000);
      const before = traffic.ordered.length;
      await waitFor(() => traffic.ordered.length > before, "orders to go through", 5_000);
      await traffic.stop();

      const pages = await Promise.all(Array.from({ length: 40 }, () => timed(new Visitor(shop.url).ask("/"))));
      expect(pages.filter(({ status, ms }) => status !== 200 || ms > 4_000).length, "a connection is of no use any more").toBe(0);
      expect(shop.process.exitCode).toBeNull();
      expect([...traffic.statuses].filter((status) => ![200, 303, 307, 503].includes(status))).toEqual([]);
      expect(traffic.statuses, "some were asked to come back, or nothing was struck").toContain(503);
      await expectNothingHalfDone(url, traffic);
    },
  );
});
