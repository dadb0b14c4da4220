import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeMessage } from "@/core/conversations/write-message";
import type { Ctx } from "@/core/ctx";
import { Live } from "@/server/live";
import { makeWorld, type World } from "@/tests/support/context";
import { makeAccount } from "@/tests/support/make";
import { waitFor } from "@/tests/support/wait-for";

let world: World;
let ctx: Ctx;
let live: Live;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  live = new Live(world.url);
});
afterAll(async () => {
  await live.stop();
  await world.end();
});

const write = (customerId: string, text = "Hello") => writeMessage(ctx, { session: { customerId }, text });

/** Opens a window, and counts how often it was told for certain that something was said. */
function openWindow(customerId: string | null, sessionId = crypto.randomUUID(), at = live) {
  const seen = { told: 0, looks: 0, isEnded: false };
  const leave = at.open({
    customerId,
    sessionId,
    wake: (isSure) => {
      seen.looks += 1;
      if (isSure) seen.told += 1;
    },
    end: () => {
      seen.isEnded = true;
    },
  });
  return { seen, leave };
}

test("P-M3: a window is woken by what is said with its customer, a window of all by everything, and who left by nothing", async () => {
  const [ann, bob] = [await makeAccount(ctx), await makeAccount(ctx)];
  const windows = {
    ann: openWindow(ann.customerId),
    bob: openWindow(bob.customerId),
    all: openWindow(null),
    gone: openWindow(null),
  };
  windows.gone.leave?.();
  await waitFor(() => windows.ann.seen.looks > 0, "the connection that listens");
  await write(ann.customerId);
  await waitFor(() => windows.ann.seen.told === 1 && windows.all.seen.told === 1, "the news");
  await write(bob.customerId);
  await waitFor(() => windows.bob.seen.told === 1 && windows.all.seen.told === 2, "the other news");
  expect([windows.ann.seen.told, windows.gone.seen.told]).toEqual([1, 0]);
  for (const { leave } of Object.values(windows)) leave?.();
});

test("P-M3: when the connection that listens breaks, windows look for themselves once it is back, and are woken again", async () => {
  const { customerId } = await makeAccount(ctx);
  const { seen, leave } = openWindow(customerId);
  const listeners = sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'foyer-listen' and datname = current_database()`;
  await waitFor(async () => (await ctx.db.execute(listeners)).length > 0, "a connection to break");
  await waitFor(() => seen.looks > 0, "a look after the break");
  await write(customerId);
  await waitFor(() => seen.told > 0, "the news");
  leave?.();
});

test("P-M3: one session has a few windows at most, and a place that is left is free", () => {
  const mine = Array.from({ length: 6 }, () => openWindow(null, "one session"));
  expect(mine.every(({ leave }) => leave !== null)).toBe(true);
  expect(openWindow(null, "one session").leave).toBeNull();
  expect(openWindow(null, "another session").leave).not.toBeNull();
  mine[0]?.leave?.();
  expect(openWindow(null, "one session").leave).not.toBeNull();
});

test("P-M3: one process has a thousand windows at most, whoever they belong to", async () => {
  const busy = new Live(world.url);
  const windows = Array.from({ length: 1000 }, (_, at) => openWindow(null, `session ${at % 200}`, busy));
  expect(windows.every(({ leave }) => leave !== null)).toBe(true);
  expect(openWindow(null, "one more", busy).leave).toBeNull();
  windows[7]?.leave?.();
  expect(openWindow(null, "one more", busy).leave).not.toBeNull();
  await busy.stop();
});

test("P-M3: one customer has a few windows at most, on however many sessions, and the others find room", async () => {
  const at = new Live(world.url);
  const [greedy, other] = [crypto.randomUUID(), crypto.randomUUID()];
  const mine = Array.from({ length: 30 }, () => openWindow(greedy, undefined, at).leave);
  expect(mine.filter((leave) => leave !== null)).toHaveLength(24);
  expect(openWindow(other, undefined, at).leave).not.toBeNull();
  expect(openWindow(null, undefined, at).leave).not.toBeNull();
  await at.stop();
});

test("T-FX28: a process that stops ends every window first, and takes in no other", async () => {
  const stopping = new Live(world.url);
  const { seen } = openWindow(null, "a session", stopping);
  await stopping.stop();
  expect(seen.isEnded).toBe(true);
  expect(openWindow(null, "a session", stopping).leave).toBeNull();
});
