import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Database, isOutage, openDatabase } from "@/db";
import { makeWorld, type World } from "@/tests/support/context";
import { makeProduct } from "@/tests/support/make-shop";
import { withServer } from "@/tests/support/server";
import { waitFor } from "@/tests/support/wait-for";

const CONNECTIONS = 3;
let world: World;
let pool: Database;

beforeAll(async () => {
  world = await makeWorld();
  pool = openDatabase(world.url, CONNECTIONS);
});
afterEach(async () => {
  await pool.end();
  pool = openDatabase(world.url, CONNECTIONS);
});
afterAll(async () => {
  await pool.end();
  await world.end();
});

const one = ({ db }: Database) => db.execute<{ one: number }>(sql`select 1 as one`);
/** A transaction that goes on until it is told to end. */
async function hold({ db }: Database): Promise<{ done: Promise<unknown>; end(): void }> {
  let end = () => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  let done: Promise<unknown> = Promise.resolve();
  await new Promise<void>((begun) => {
    done = db.transaction(async (tx) => {
      await tx.execute(sql`select 1`);
      begun();
      await over;
      await tx.execute(sql`select 2`);
    });
  });
  return { done, end };
}

const outcome = (work: PromiseLike<unknown>) =>
  work.then(
    () => "done",
    (error: unknown) => (isOutage(error) ? "outage" : error),
  );

test("T-FX12: who finds no connection free waits in turn, and gives up after a moment", async () => {
  const held = await Promise.all(Array.from({ length: CONNECTIONS }, () => hold(pool)));
  const begunAt = performance.now();
  expect(await outcome(one(pool))).toBe("outage");
  expect(performance.now() - begunAt).toBeLessThan(4_000);
  const next = outcome(one(pool));
  const nextTransaction = outcome(pool.db.transaction((tx) => tx.execute(sql`select 1`)));
  for (const { end } of held) end();
  expect(await Promise.all([next, nextTransaction, ...held.map(({ done }) => outcome(done))])).toEqual(Array(5).fill("done"));
  // Every place was given back.
  expect(await Promise.all(Array.from({ length: 30 }, () => outcome(one(pool))))).toEqual(Array(30).fill("done"));
});

test("a failure gives its place back, and a transaction that fails is undone", async () => {
  const wrong = Array.from({ length: 10 }, () => outcome(pool.db.execute(sql`select 1 / 0`)));
  for (const error of await Promise.all(wrong)) expect(error).toBeInstanceOf(Error);
  const undone = pool.db.transaction(async (tx) => {
    await tx.execute(sql`create table half_done (id int)`);
    throw new Error("no");
  });
  await expect(undone).rejects.toThrow("no");
  const [row] = await pool.db.execute(sql`select to_regclass('half_done') as name`);
  expect(row).toEqual({ name: null });
});

test("T-FX10: transactions cut again and again leave no connection behind that is of no use", async () => {
  for (let time = 0; time < 5; time++) {
    const busy = Array.from({ length: CONNECTIONS }, () =>
      outcome(pool.db.transaction(async (tx) => tx.execute(sql`select pg_sleep(20)`))),
    );
    await cutAllThatSleep();
    expect(await Promise.all(busy)).toEqual(Array(CONNECTIONS).fill("outage"));
    // It writes JSON as before, and reads instants as texts.
    const { slug } = await makeProduct(pool);
    const [row] = await pool.db.execute(sql`select jsonb_typeof(name) as type, now() as now from products where slug = ${slug}`);
    expect([row?.type, typeof row?.now]).toEqual(["object", "string"]);
    const begunAt = performance.now();
    const after = await Promise.all(Array.from({ length: CONNECTIONS * 3 }, () => outcome(one(pool))));
    expect(after).toEqual(Array(CONNECTIONS * 3).fill("done"));
    expect(performance.now() - begunAt).toBeLessThan(2_000);
  }
});

/** Waits until every connection is at its work, then ends them all. */
async function cutAllThatSleep(): Promise<void> {
  await withServer(world.url, async (server) => {
    const pids = await waitFor(async () => {
      const rows = await server`
        select pid from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`;
      return rows.length === CONNECTIONS ? rows : null;
    }, "all to be at work");
    for (const { pid } of pids) await server`select pg_terminate_backend(${pid})`;
  });
}
