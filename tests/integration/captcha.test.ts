import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { checkCaptcha, isCaptchaAsked } from "@/core/security/captcha/check-captcha";
import { captchas, getCaptcha } from "@/core/security/captcha/registry";
import { openDatabase } from "@/db";
import { makeWorld, type World } from "@/tests/support/context";
import { age } from "@/tests/support/make";
import { solve } from "@/tests/support/solve";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

/** Runs with a database whose clock is some seconds behind, as if that long ago. */
async function ago<T>(seconds: number, run: (ctx: Ctx) => Promise<T>): Promise<T> {
  await world.database.db.execute(
    sql.raw(`create schema if not exists ago_${seconds};
      create or replace function ago_${seconds}.now() returns timestamptz language sql as
        $$ select pg_catalog.now() - interval '${seconds} seconds' $$`),
  );
  const then = openDatabase(`${world.url}?search_path=ago_${seconds},pg_catalog,public`, 1);
  try {
    return await run({ ...world.ctx(), db: then.db });
  } finally {
    await then.end();
  }
}

describe.each(Object.entries(captchas))("contract of captchas: %s", (name, captcha) => {
  const solved = async (ctx = world.ctx()) => solve(captcha.kind, await captcha.challenge(ctx, "register"));

  test("stands in the registry under its own kind", () => expect(captcha.kind).toBe(name));

  test("T-R10: a right answer counts once", async () => {
    const ctx = world.ctx();
    const answer = await solved();
    expect(await captcha.verify(ctx, "register", answer)).toBe(true);
    expect(await captcha.verify(ctx, "register", answer)).toBe(false);
  });

  test("T-R10: of twenty parallel uses of one answer one counts", async () => {
    const ctx = world.ctx();
    const answer = await solved();
    const counted = await Promise.all(Array.from({ length: 20 }, () => captcha.verify(ctx, "register", answer)));
    expect(counted.filter(Boolean)).toHaveLength(1);
  });

  test("T-R10: an answer to a challenge of 301 seconds ago is refused", async () => {
    const late = await ago(301, solved);
    const early = await ago(240, solved);
    expect(await captcha.verify(world.ctx(), "register", late)).toBe(false);
    expect(await captcha.verify(world.ctx(), "register", early)).toBe(true);
  });

  test("T-R10: an answer made under another key is refused, and one under a key being rotated out is not", async () => {
    const oldKey = world.ctx({ secret: "the secret of last year, which was also long" });
    const answer = await solved(oldKey);
    expect(await captcha.verify(world.ctx(), "register", answer)).toBe(false);
    const rotating = {
      ...world.ctx(),
      secrets: { ...world.ctx().secrets, all: [...world.ctx().secrets.all, ...oldKey.secrets.all] },
    };
    expect(await captcha.verify(rotating, "register", answer)).toBe(true);
  });

  test.each([
    ["", "x", "null", "[]", "{}", "\0", "a".repeat(100_000)],
    [Buffer.from("{}").toString("base64"), Buffer.from('{"__proto__":{"verified":true}}').toString("base64")],
  ])("T-R10: garbage is wrong and never an error (%#)", async (...garbage) => {
    for (const typed of garbage) expect(await captcha.verify(world.ctx(), "register", typed)).toBe(false);
  });
});

describe("altcha", () => {
  const altered = async (
    alter: (answer: { challenge: { parameters: Record<string, unknown> }; solution: Record<string, unknown> }) => void,
  ) => {
    const ctx = world.ctx();
    const answer = JSON.parse(
      Buffer.from(await solve("altcha", await getCaptcha().challenge(ctx, "register")), "base64").toString(),
    );
    alter(answer);
    return getCaptcha().verify(ctx, "register", Buffer.from(JSON.stringify(answer)).toString("base64"));
  };

  test("T-R10: an untouched answer is right, so that the refusals below are about what was altered", async () => {
    expect(await altered(() => {})).toBe(true);
  });

  test.each([
    ["expiresAt", 4_000_000_000],
    ["data", { door: "register", until: 4_000_000_000 }],
    ["data", { door: "elsewhere" }],
    ["cost", 1],
    ["keySignature", "00"],
    ["nonce", "00"],
  ])("T-R10: a challenge whose %s was altered is refused", async (name, value) => {
    expect(await altered(({ challenge }) => Object.assign(challenge.parameters, { [name]: value }))).toBe(false);
  });

  test("T-R10: a challenge sent back without work is refused", async () => {
    expect(await altered(({ solution }) => Object.assign(solution, { derivedKey: "00".repeat(32) }))).toBe(false);
  });
});

describe("when a captcha is asked for", () => {
  const tries = async (ctx: ReturnType<World["ctx"]>, n: number) => {
    const seen = [];
    for (let i = 0; i < n; i++) seen.push((await checkCaptcha(ctx, "register", "")).ok);
    return seen;
  };

  test("T-R11: from the fourth try of an address within an hour, checked by the server whatever the page showed", async () => {
    const own = await makeWorld();
    const ctx = own.ctx();
    expect(await isCaptchaAsked(ctx)).toBe(false);
    expect(await tries(ctx, 5)).toEqual([true, true, true, false, false]);
    expect(await isCaptchaAsked(ctx)).toBe(true);
    expect(await isCaptchaAsked(own.ctx())).toBe(false);
    await age(ctx, "limits", ["slot_at", "expires_at"], "67 minutes");
    expect(await isCaptchaAsked(ctx)).toBe(false);
    expect(await tries(ctx, 1)).toEqual([true]);
    await own.end();
  });

  test("T-R11: from the 51st try of all addresses within ten minutes", async () => {
    const own = await makeWorld();
    for (let i = 0; i < 50; i++) expect((await checkCaptcha(own.ctx(), "register", "")).ok).toBe(true);
    expect(await isCaptchaAsked(own.ctx())).toBe(true);
    expect(await checkCaptcha(own.ctx(), "register", "")).toMatchObject({
      code: "captcha.missing",
      problems: [{ field: "captcha" }],
    });
    await own.end();
  });

  test("P-R9: always and off mean what they say, and the form that tells who has an account always asks", async () => {
    const always = world.ctx({ settings: { "registration.captcha": "always" } });
    const off = world.ctx({ settings: { "registration.captcha": "off", "registration.tellTaken": "at-once" } });
    const tells = world.ctx({ settings: { "registration.tellTaken": "at-once" } });
    expect([await isCaptchaAsked(always), await isCaptchaAsked(off), await isCaptchaAsked(tells)]).toEqual([true, false, true]);
    expect(await checkCaptcha(always, "register", "")).toMatchObject({ code: "captcha.missing" });
    expect(await checkCaptcha(tells, "register", "nonsense")).toMatchObject({ code: "captcha.wrong" });
    expect(await tries(off, 6)).toEqual([true, true, true, true, true, true]);
    const answer = await solve("altcha", await getCaptcha().challenge(always, "register"));
    expect((await checkCaptcha(always, "register", answer)).ok).toBe(true);
    expect(await checkCaptcha(always, "register", answer)).toMatchObject({ code: "captcha.wrong" });
  });

  test("T-R10: when the store is away the door stays closed", async () => {
    const own = await makeWorld();
    const ctx = own.ctx({ settings: { "registration.captcha": "always" } });
    const answer = await solve("altcha", await getCaptcha().challenge(ctx, "register"));
    await own.end();
    await expect(checkCaptcha(ctx, "register", answer)).rejects.toThrow();
  });
});
