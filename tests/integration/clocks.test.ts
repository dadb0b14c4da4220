import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { findActivation } from "@/core/activation/find-activation";
import type { Ctx } from "@/core/ctx";
import { inSeconds } from "@/core/duration";
import { captchas } from "@/core/security/captcha/registry";
import { takeLimit } from "@/core/security/limits";
import { hashToken, newToken } from "@/core/security/token";
import { endSession } from "@/core/sessions/end-session";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { findReset } from "@/core/sign-in/find-reset";
import { resetPassword } from "@/core/sign-in/reset-password";
import { findStaffSession } from "@/core/staff/find-staff-session";
import { STAFF_SESSION } from "@/core/staff/start-staff-session";
import { insertStaffSession } from "@/db/queries/staff";
import { invite, makeInvited } from "@/tests/support/activation";
import { makeWorld, type World } from "@/tests/support/context";
import { age, freshPassword, makeAccount, makeStaff } from "@/tests/support/make";
import { canSignIn, getReset } from "@/tests/support/reset";
import { solve } from "@/tests/support/solve";

let world: World;

beforeAll(async () => {
  world = await makeWorld();
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => world.end());

/** Sets the clock of this process, and of every Ctx made from now on, wrong; the database's goes on as before. */
function setClockWrong(byMinutes: number): void {
  vi.useRealTimers();
  const now = new Date(Date.now() + byMinutes * 60_000);
  vi.useFakeTimers({ toFake: ["Date"], now });
}

const CLOCKS: [string, number][] = [
  ["five minutes ahead", 5],
  ["five minutes behind", -5],
  ["an hour back", -60],
  ["an hour ahead", 60],
];

/** Something that counts for a while: how it is made, whether it counts now (looking spends nothing), and how long it does. */
type Kept = {
  readonly make: (ctx: Ctx) => Promise<string>;
  readonly counts: (ctx: Ctx, token: string) => Promise<boolean>;
  readonly table: string;
  readonly column: string;
  readonly lasts: string;
};

const KEPT: Readonly<Record<string, Kept>> = {
  "a customer's session": {
    make: async (ctx) => (await startSession(ctx, { ...(await makeAccount(ctx)), method: "password" })).token,
    counts: async (ctx, token) => (await findSession(ctx, token)) !== null,
    table: "sessions",
    column: "expires_at",
    lasts: "30 days",
  },
  "a staff session": {
    make: async (ctx) => {
      const token = newToken();
      const { staffId } = await makeStaff(ctx);
      const maxAgeSeconds = inSeconds(STAFF_SESSION);
      await insertStaffSession(ctx.db, { tokenHash: hashToken(token), staffId, maxAgeSeconds, address: null, userAgent: null });
      return token;
    },
    counts: async (ctx, token) => (await findStaffSession(ctx, token)) !== null,
    table: "staff_sessions",
    column: "expires_at",
    lasts: "10 hours",
  },
  "a link to a new password": {
    make: async (ctx) => (await getReset(ctx, (await makeAccount(ctx)).email)).token,
    counts: async (ctx, token) => (await findReset(ctx, token)).ok,
    table: "proofs",
    column: "expires_at",
    lasts: "1 hour",
  },
  "an activation link": {
    make: async (ctx) => invite(ctx, (await makeStaff(ctx)).staffId, await makeInvited(ctx)),
    counts: async (ctx, token) => (await findActivation(ctx, token)).ok,
    table: "proofs",
    column: "expires_at",
    lasts: "3 days",
  },
};

describe.each(CLOCKS)("T-FX18: with the server's clock %s", (_name, off) => {
  test.each(Object.entries(KEPT))("%s made before and one made since both end when the database says so", async (_what, kept) => {
    const { make, counts, table, column, lasts } = kept;
    const before = await make(world.ctx());
    setClockWrong(off);
    const since = await make(world.ctx());
    const seen = async () => {
      const seenHere = [await counts(world.ctx(), before), await counts(world.ctx(), since)];
      vi.useRealTimers();
      const seenElsewhere = [await counts(world.ctx(), before), await counts(world.ctx(), since)];
      setClockWrong(off);
      return [...seenHere, ...seenElsewhere];
    };
    const ageBoth = (by: string) =>
      age(world.ctx(), table, [column], by, `token_hash in ('${hashToken(before)}', '${hashToken(since)}')`);
    expect(await seen()).toEqual([true, true, true, true]);
    await ageBoth(`${lasts} -2 minutes`);
    expect(await seen(), "two minutes before its end").toEqual([true, true, true, true]);
    await ageBoth("2 minutes");
    expect(await seen(), "at its end").toEqual([false, false, false, false]);
  });

  test("a code counts for ten minutes and no longer", async () => {
    const [used, late] = [await makeAccount(world.ctx()), await makeAccount(world.ctx())];
    const mails = [await getReset(world.ctx(), used.email), await getReset(world.ctx(), late.email)];
    setClockWrong(off);
    const give = ({ code, browser }: { code: string; browser: string }) =>
      resetPassword(world.ctx(), { kind: "code", code, browser }, freshPassword());
    const ageProofs = (by: string) =>
      age(world.ctx(), "proofs", ["code_expires_at"], by, `account_id in ('${used.accountId}', '${late.accountId}')`);
    await ageProofs("8 minutes");
    expect((await give(mails[0] ?? { code: "", browser: "" })).ok).toBe(true);
    await ageProofs("2 minutes");
    expect(await give(mails[1] ?? { code: "", browser: "" })).toMatchObject({ ok: false, code: "code.refused" });
  });

  test("an answered captcha counts, wherever it was asked for, and once", async () => {
    const captcha = captchas.altcha;
    const ask = async () => solve(captcha.kind, await captcha.challenge(world.ctx(), "register"));
    const before = await ask();
    setClockWrong(off);
    const since = await ask();
    expect(await captcha.verify(world.ctx(), "register", before), "asked for before").toBe(true);
    expect(await captcha.verify(world.ctx(), "register", since), "asked for since").toBe(true);
    const again = await ask();
    vi.useRealTimers();
    expect(await captcha.verify(world.ctx(), "register", again), "answered elsewhere").toBe(true);
    setClockWrong(off);
    for (const spent of [before, since, again]) expect(await captcha.verify(world.ctx(), "register", spent)).toBe(false);
  });

  test("a full limit stays full, and is free again when its window has passed", async () => {
    await world.database.sql`delete from limits`;
    const subject = "somebody";
    const take = async () => (await takeLimit(world.ctx(), "register:address", subject)).isAllowed;
    for (let i = 0; i < 10; i++) expect(await take()).toBe(true);
    setClockWrong(off);
    expect(await take()).toBe(false);
    await age(world.ctx(), "limits", ["slot_at", "expires_at"], "67 minutes");
    expect(await take()).toBe(true);
  });

  test("the lock after wrong passwords holds, and ends by the database", async () => {
    const { email, password } = await makeAccount(world.ctx());
    for (let i = 0; i < 12; i++) {
      expect(await canSignIn(world.ctx(), email, freshPassword())).toBe(false);
      await age(world.ctx(), "guess_counters", ["locked_until"], "10 minutes");
    }
    expect(await canSignIn(world.ctx(), email, freshPassword()), "and this one locks for minutes").toBe(false);
    setClockWrong(off);
    expect(await canSignIn(world.ctx(), email, password)).toBe(false);
    await age(world.ctx(), "guess_counters", ["locked_until"], "20 minutes");
    expect(await canSignIn(world.ctx(), email, password)).toBe(true);
  });

  test("a session that has ended, by itself or by its owner, is not there again", async () => {
    const account = await makeAccount(world.ctx());
    const begin = async () => (await startSession(world.ctx(), { ...account, method: "password" })).token;
    const [idle, over, signedOut] = [await begin(), await begin(), await begin()];
    const ageOne = (token: string, column: string, by: string) =>
      age(world.ctx(), "sessions", [column], by, `token_hash = '${hashToken(token)}'`);
    await ageOne(idle, "last_seen_at", "7 days 1 minute");
    await ageOne(over, "expires_at", "30 days 1 minute");
    await endSession(world.ctx(), signedOut);
    setClockWrong(off);
    for (const token of [idle, over, signedOut]) expect(await findSession(world.ctx(), token)).toBeNull();
  });
});
