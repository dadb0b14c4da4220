import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { mayStaffMail } from "@/core/mail/may-mail";
import { addressSubject, hasRoom, LIMITS, takeLimit } from "@/core/security/limits";
import { signIn } from "@/core/sign-in/sign-in";
import { type Database, openDatabase } from "@/db";
import { deleteExpiredLimits } from "@/db/queries/limits";
import { freshAddress, makeWorld, type World } from "@/tests/support/context";
import { age, freshEmail, freshPassword, makeAccount } from "@/tests/support/make";
import { waitFor } from "@/tests/support/wait-for";

let world: World;
let second: Database;

beforeAll(async () => {
  world = await makeWorld();
  second = openDatabase(world.url, 10, 30_000);
});
afterEach(() => world.database.db.execute(sql`delete from limits`));
afterAll(async () => {
  await second.end();
  await world.end();
});

const ctx = () => world.ctx();
const other = (): Ctx => ({ ...world.ctx(), db: second.db });
const allowed = async (results: readonly Promise<{ isAllowed: boolean }>[]) =>
  (await Promise.all(results)).filter(({ isAllowed }) => isAllowed).length;

/** A minute is counted in slots of six seconds: waits until the next one is not about to begin. */
const earlyInSlot = () =>
  waitFor(async () => {
    const [row] = await world.database.db.execute<{ at: number }>(sql`select mod(extract(epoch from now()), 6)::float8 as at`);
    return row !== undefined && row.at < 4;
  }, "the beginning of a slot");

describe("a limit", () => {
  test("lets exactly so many through, one after the other, and then says when to come back", async () => {
    for (let n = 0; n < 20; n++) expect((await takeLimit(ctx(), "sign-in:address", "a")).isAllowed).toBe(true);
    const full = await takeLimit(ctx(), "sign-in:address", "a");
    expect(full.isAllowed).toBe(false);
    expect(full.retryAfterSeconds).toBeGreaterThan(0);
    expect(full.retryAfterSeconds).toBeLessThanOrEqual(66);
    expect(await hasRoom(ctx(), "sign-in:address", "a")).toBe(false);
  });

  test("T-R19: names the time after which one more fits, not one that is too short", async () => {
    for (let n = 0; n < 10; n++) await takeLimit(ctx(), "register:address", "told");
    const { retryAfterSeconds } = await takeLimit(ctx(), "register:address", "told");
    expect(retryAfterSeconds).toBeGreaterThan(3500);
    await age(ctx(), "limits", ["slot_at", "expires_at"], `${retryAfterSeconds - 30} seconds`);
    expect(await hasRoom(ctx(), "register:address", "told"), "half a minute before").toBe(false);
    await age(ctx(), "limits", ["slot_at", "expires_at"], "31 seconds");
    expect((await takeLimit(ctx(), "register:address", "told")).isAllowed, "when it is over").toBe(true);
  });

  test("T-S5: lets exactly so many through of 200 at once", async () => {
    await earlyInSlot();
    expect(await allowed(Array.from({ length: 200 }, () => takeLimit(ctx(), "sign-in:address", "parallel")))).toBe(20);
  });

  test("T-T2: counts over two processes as one", async () => {
    await earlyInSlot();
    const from = (make: () => Ctx) => Array.from({ length: 15 }, () => takeLimit(make(), "sign-in:address", "two"));
    expect(await allowed([...from(ctx), ...from(other)])).toBe(20);
  });

  test("counts each subject and each name apart", async () => {
    for (let n = 0; n < 21; n++) await takeLimit(ctx(), "sign-in:address", "full");
    expect((await takeLimit(ctx(), "sign-in:address", "full")).isAllowed).toBe(false);
    expect((await takeLimit(ctx(), "sign-in:address", "empty")).isAllowed).toBe(true);
    expect((await takeLimit(ctx(), "reset:address", "full")).isAllowed).toBe(true);
  });

  test("slides: what is older than its window counts no more, what is younger does", async () => {
    for (let n = 0; n < 20; n++) await takeLimit(ctx(), "sign-in:address", "slide");
    await age(ctx(), "limits", ["slot_at"], "50 seconds");
    expect((await takeLimit(ctx(), "sign-in:address", "slide")).isAllowed).toBe(false);
    await age(ctx(), "limits", ["slot_at"], "80 seconds");
    expect((await takeLimit(ctx(), "sign-in:address", "slide")).isAllowed).toBe(true);
  });

  test("each of its windows holds: twenty a minute do not make three hundred an hour", async () => {
    let passed = 0;
    for (let minute = 0; minute < 14; minute++) {
      passed += await allowed(Array.from({ length: 20 }, () => takeLimit(ctx(), "sign-in:address", "steady")));
      await world.database.db.execute(sql`delete from limits where key like 'sign-in:address:60:%'`);
    }
    expect(passed).toBe(200);
  });

  test("T-T3: is not lifted by anything that happens elsewhere: a success, a restart, tidying", async () => {
    const address = freshAddress();
    const own = await makeAccount(ctx());
    const tried = (email: string, password: string, from: Ctx) =>
      signIn({ ...from, request: { ...from.request, address } }, { identifier: email, password });
    for (let n = 0; n < 19; n++) await tried(freshEmail(), "wrong", ctx());
    expect((await tried(own.email, own.password, ctx())).ok).toBe(true);
    await deleteExpiredLimits(world.database.db);
    expect(await tried(own.email, own.password, other())).toMatchObject({ ok: false, code: "limits.too-many" });
  });

  test("T-T3: an account's counter outlives a restart and the same address's success with another account", async () => {
    const [victim, own] = [await makeAccount(ctx()), await makeAccount(ctx())];
    const address = freshAddress();
    const tried = (email: string, password: string, from: Ctx) =>
      signIn({ ...from, request: { ...from.request, address } }, { identifier: email, password });
    for (let n = 0; n < 4; n++) await tried(victim.email, "wrong", ctx());
    expect((await tried(own.email, own.password, ctx())).ok).toBe(true);
    await tried(victim.email, "wrong", other());
    expect((await tried(victim.email, victim.password, other())).ok).toBe(false);
  });

  test("T-T4: one mailbox has one bucket, however it is written", async () => {
    const taken = [];
    for (const typed of ["V@x.com", "v@x.com ", "v+1@x.com", "v+2@X.com", "ｖ@x.com"])
      taken.push(await mayStaffMail(ctx(), typed));
    expect(taken).toEqual([true, false, false, false, false]);
  });

  test("names nobody: the table holds no address of a person", async () => {
    await mayStaffMail(ctx(), "canary@example.com");
    await takeLimit(ctx(), "sign-in:address", addressSubject("203.0.113.77"));
    const dump = JSON.stringify(await world.database.db.execute(sql`select * from limits`));
    expect(dump).toContain("mail:recipient");
    expect(dump).not.toMatch(/canary|203\.0/);
  });

  test("T-B6: rows that no window counts any more are removed, and only those", async () => {
    await takeLimit(ctx(), "sign-in:address", "old");
    await age(ctx(), "limits", ["slot_at", "expires_at"], "2 hours");
    for (let n = 0; n < 20; n++) await takeLimit(ctx(), "sign-in:address", "new");
    await deleteExpiredLimits(world.database.db);
    expect((await takeLimit(ctx(), "sign-in:address", "new")).isAllowed).toBe(false);
    const [row] = await world.database.db.execute(sql`select count(distinct key)::int as keys from limits`);
    expect(row?.keys).toBe(2);
  });

  test("T-T7: throws when its table is away, so nobody passes for lack of it", async () => {
    await world.database.db.execute(sql`alter table limits rename to away`);
    try {
      await expect(takeLimit(ctx(), "sign-in:address", "x")).rejects.toThrow();
      await expect(hasRoom(ctx(), "sign-in:address", "x")).rejects.toThrow();
    } finally {
      await world.database.db.execute(sql`alter table away rename to limits`);
    }
  });

  test.each(Object.entries(LIMITS))(
    "%s is a limit that somebody thought about: some uses, some time, wider windows last",
    (_name, windows) => {
      for (const { max, per } of windows) {
        expect(max).toBeGreaterThan(0);
        expect(per.ms).toBeGreaterThanOrEqual(60_000);
      }
      const rates = windows.map(({ max, per }) => max / per.ms);
      expect(rates).toEqual([...rates].sort((a, b) => b - a));
    },
  );
});

describe("the door's own limit", () => {
  test("T-S4: one address that tries one password on many accounts is stopped, whether they exist or not", async () => {
    const accounts = await Promise.all(Array.from({ length: 10 }, () => makeAccount(ctx())));
    const address = freshAddress();
    const codes = [];
    for (let n = 0; n < 60; n++) {
      const identifier = accounts[n % 20]?.email ?? freshEmail();
      const result = await signIn(world.ctx({ address }), { identifier, password: "Summer2026!" });
      codes.push(result.ok ? "in" : result.code);
    }
    expect(codes.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => "sign-in.refused"));
    expect(new Set(codes.slice(20))).toEqual(new Set(["limits.too-many"]));
  });

  test("T-T5: who is stopped hears the same for a known and an unknown name, right password or wrong", async () => {
    const account = await makeAccount(ctx());
    const address = freshAddress();
    for (let n = 0; n < 20; n++) await signIn(world.ctx({ address }), { identifier: freshEmail(), password: "x" });
    const answers = await Promise.all(
      [
        [account.email, account.password],
        [account.email, "wrong"],
        [freshEmail(), freshPassword()],
        [account.number, account.password],
      ].map(([identifier = "", password = ""]) => signIn(world.ctx({ address }), { identifier, password })),
    );
    expect(answers[0]).toMatchObject({ ok: false, code: "limits.too-many", retryAfterSeconds: expect.any(Number) });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  test("T-T1: a household of IPv6 counts as one, and its neighbour is not in its way", async () => {
    const from = (address: string) => signIn(world.ctx({ address }), { identifier: freshEmail(), password: "x" });
    for (let n = 0; n < 20; n++) await from(`2001:db8:77:1::${n.toString(16)}`);
    expect(await from("2001:db8:77:1:ffff:ffff:ffff:ffff")).toMatchObject({ code: "limits.too-many" });
    expect(await from("2001:db8:77:2::1")).toMatchObject({ code: "sign-in.refused" });
  });

  test("T-T1: visitors whose address is unknown share one bucket; none is without", async () => {
    for (let n = 0; n < 20; n++) await signIn(world.ctx({ address: "unknown" }), { identifier: freshEmail(), password: "x" });
    expect(await signIn(world.ctx({ address: "unknown" }), { identifier: freshEmail(), password: "x" })).toMatchObject({
      code: "limits.too-many",
    });
  });

  test("T-S4: a stopped try costs no comparison and counts against nobody's account", async () => {
    const account = await makeAccount(ctx());
    const address = freshAddress();
    for (let n = 0; n < 20; n++) await signIn(world.ctx({ address }), { identifier: freshEmail(), password: "x" });
    for (let n = 0; n < 30; n++) await signIn(world.ctx({ address }), { identifier: account.email, password: "wrong" });
    expect((await signIn(ctx(), { identifier: account.email, password: account.password })).ok).toBe(true);
  });
});
