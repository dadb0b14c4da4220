import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { days, hours } from "@/core/duration";
import { newToken } from "@/core/security/token";
import { rememberBrowser } from "@/core/staff/known-browser";
import { staffSignIn } from "@/core/staff/staff-sign-in";
import { makeWorld, type World } from "@/tests/support/context";
import { age, makeStaff } from "@/tests/support/make";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

type Person = Awaited<ReturnType<typeof makeStaff>>;

/** Whether this password signs in; in a browser that was never here, or with what its cookie says. */
const opens = async ({ email }: Person, password: string, known?: string, ctx: Ctx = world.ctx()): Promise<boolean> =>
  (await staffSignIn(ctx, { identifier: email, password, browserHash: newToken(), known })).ok;

const endLocks = () => age(world.ctx(), "guess_counters", ["locked_until"], "16 minutes");

/** A stranger guesses on, each time as soon as the lock has ended, until it lasts a quarter of an hour. */
async function keepOut(person: Person): Promise<void> {
  for (let guess = 0; guess < 16; guess++) {
    await endLocks();
    expect(await opens(person, "wrong")).toBe(false);
  }
}

describe("who is kept out of the back office", () => {
  test("T-S6: a stranger's wrong passwords do not lock the browser in which an admin signed in before; nobody else gains by that", async () => {
    const [admin, other] = [await makeStaff(world.ctx()), await makeStaff(world.ctx())];
    await keepOut(admin);
    const known = rememberBrowser(world.ctx(), undefined, admin.staffId);
    expect(await opens(admin, admin.password), "a new browser").toBe(false);
    expect(await opens(admin, admin.password, `${known}x`), "a made-up cookie").toBe(false);
    expect(await opens(admin, admin.password, rememberBrowser(world.ctx(), undefined, other.staffId)), "another's").toBe(false);
    expect(await opens(admin, admin.password, known), "their own").toBe(true);
  });

  test("T-S5: the known browser has a counter of its own, with the same locks", async () => {
    const admin = await makeStaff(world.ctx());
    const known = rememberBrowser(world.ctx(), undefined, admin.staffId);
    for (let guess = 0; guess < 8; guess++) {
      await endLocks();
      expect(await opens(admin, "wrong", known)).toBe(false);
    }
    expect(await opens(admin, admin.password, known), "locked").toBe(false);
    expect(await opens(admin, admin.password, rememberBrowser(world.ctx(), undefined, admin.staffId)), "another one").toBe(true);
  });

  test("T-S6: a browser is known for thirty days, of each of those who share it", async () => {
    const people = [await makeStaff(world.ctx()), await makeStaff(world.ctx())] as const;
    const first = rememberBrowser(world.ctx(), undefined, people[0].staffId);
    const known = rememberBrowser(world.ctx(), first, people[1].staffId);
    const later = (ms: number): Ctx => ({ ...world.ctx(), now: new Date(world.ctx().now.getTime() + ms) });
    for (const person of people) {
      await keepOut(person);
      expect(await opens(person, person.password, known, later(days(30).ms + hours(1).ms)), "too late").toBe(false);
      expect(await opens(person, person.password, known, later(days(29).ms))).toBe(true);
    }
  });

  test("T-T8, T-S6: after a hundred guesses only the known browser is let in, and letting it in ends what strangers did", async () => {
    const admin = await makeStaff(world.ctx());
    for (let guess = 0; guess < 105; guess++) {
      await endLocks();
      await opens(admin, "wrong");
    }
    const [counter] = await world.database.sql`select consecutive from guess_counters where key = ${`staff:${admin.staffId}`}`;
    expect(counter).toEqual({ consecutive: 100 });
    await endLocks();
    expect(await opens(admin, admin.password), "a new browser").toBe(false);
    expect(await opens(admin, admin.password, rememberBrowser(world.ctx(), undefined, admin.staffId)), "their own").toBe(true);
    expect(await opens(admin, admin.password), "a new browser afterwards").toBe(true);
  });
});
