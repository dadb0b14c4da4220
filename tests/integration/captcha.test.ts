import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { flows } from "@/core/registration/flows/registry";
import { startRegistration } from "@/core/registration/start-registration";
import { askForCaptcha } from "@/core/registration/steps/ask-for-captcha";
import { hashChosenPassword } from "@/core/registration/steps/hash-chosen-password";
import { recordAndMail } from "@/core/registration/steps/record-and-mail";
import { tellTakenAtOnce } from "@/core/registration/steps/tell-taken-at-once";
import { joinWaitingList } from "@/core/seats/join-waiting-list";
import { altcha } from "@/core/security/captcha/altcha";
import type { CaptchaDoor } from "@/core/security/captcha/captcha";
import { checkCaptcha, isCaptchaAsked } from "@/core/security/captcha/check-captcha";
import { makeHcaptcha } from "@/core/security/captcha/hcaptcha";
import { captchas, getCaptcha } from "@/core/security/captcha/registry";
import { makeTurnstile } from "@/core/security/captcha/turnstile";
import { saveSettings } from "@/core/settings/save-settings";
import { ago } from "@/tests/support/ago";
import { type CaptchaProvider, startCaptchaProvider } from "@/tests/support/captcha-provider";
import { freshAddress, makeWorld, type World } from "@/tests/support/context";
import { age, makeAccount } from "@/tests/support/make";
import { count, freshRegistrant, openShop, start } from "@/tests/support/registration";
import { solve } from "@/tests/support/solve";

let world: World;
let provider: CaptchaProvider;
beforeAll(async () => {
  world = await makeWorld();
  provider = await startCaptchaProvider();
});
afterAll(async () => {
  await provider.stop();
  await world.end();
});

/** A shop on this machine, which may ask a provider there. */
const local = (settings: Record<string, string> = {}): Ctx => ({
  ...world.ctx({ settings: { "captcha.siteKey": "the site", "captcha.secret": "the secret", ...settings } }),
  origin: "http://localhost:3000",
});

/** Each kind as it is, but for providers: those are ours. */
const kinds = {
  altcha: () => captchas.altcha,
  turnstile: () => makeTurnstile(provider.url),
  hcaptcha: () => makeHcaptcha(provider.url),
} as const satisfies Record<keyof typeof captchas, unknown>;

describe.each(Object.entries(kinds))("contract of captchas: %s", (name, kind) => {
  const solved = async (ctx = local()) => solve(kind().kind, await kind().challenge(ctx, "register"));

  test("stands in the registry under its own kind", () =>
    expect([kind().kind, Object.entries(captchas).find(([own]) => own === name)?.[1].kind]).toEqual([name, name]));

  test("T-R10: a right answer counts once", async () => {
    const answer = await solved();
    expect(await kind().verify(local(), "register", answer)).toBe(true);
    expect(await kind().verify(local(), "register", answer)).toBe(false);
  });

  test("T-R10: of twenty parallel uses of one answer one counts", async () => {
    const answer = await solved();
    const counted = await Promise.all(Array.from({ length: 20 }, () => kind().verify(local(), "register", answer)));
    expect(counted.filter(Boolean)).toHaveLength(1);
  });

  test.each([
    ["", "x", "null", "[]", "{}", "\0", "a".repeat(100_000)],
    [Buffer.from("{}").toString("base64"), Buffer.from('{"__proto__":{"verified":true}}').toString("base64")],
  ])("T-R10: garbage is wrong and never an error (%#)", async (...garbage) => {
    for (const typed of garbage) expect(await kind().verify(local(), "register", typed)).toBe(false);
  });
});

describe("altcha", () => {
  const solved = async (ctx = world.ctx()) => solve("altcha", await altcha.challenge(ctx, "register"));

  test("T-R10: an answer to a challenge of 301 seconds ago is refused", async () => {
    const late = await ago(world, 301, solved);
    const early = await ago(world, 240, solved);
    expect(await altcha.verify(world.ctx(), "register", late)).toBe(false);
    expect(await altcha.verify(world.ctx(), "register", early)).toBe(true);
  });

  test("T-R10: an answer made under another key is refused, and one under a key being rotated out is not", async () => {
    const oldKey = world.ctx({ secret: "the secret of last year, which was also long" });
    const answer = await solved(oldKey);
    expect(await altcha.verify(world.ctx(), "register", answer)).toBe(false);
    const rotating = {
      ...world.ctx(),
      secrets: { ...world.ctx().secrets, all: [...world.ctx().secrets.all, ...oldKey.secrets.all] },
    };
    expect(await altcha.verify(rotating, "register", answer)).toBe(true);
  });

  const altered = async (
    alter: (answer: { challenge: { parameters: Record<string, unknown> }; solution: Record<string, unknown> }) => void,
  ) => {
    const ctx = world.ctx();
    const answer = JSON.parse(Buffer.from(await solve("altcha", await altcha.challenge(ctx, "register")), "base64").toString());
    alter(answer);
    return altcha.verify(ctx, "register", Buffer.from(JSON.stringify(answer)).toString("base64"));
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

describe.each([
  ["turnstile", () => makeTurnstile(provider.url)],
  ["hcaptcha", () => makeHcaptcha(provider.url)],
] as const)("a provider: %s", (name, kind) => {
  const answerFor = async (said: object) => {
    const answer = `an-answer-${Math.random()}`;
    provider.say(answer, JSON.stringify(said));
    return kind().verify(local(), "register", answer);
  };
  const right = { success: true, hostname: "localhost", action: "register" };

  test("T-R10: is asked with the secret and the answer, and told nothing about the visitor", async () => {
    expect(await answerFor(right)).toBe(true);
    expect(provider.asked.at(-1)).toEqual({ secret: "the secret", response: expect.stringContaining("an-answer") });
  });

  test("T-R10: an answer it finds wrong, or right for another site, is refused", async () => {
    expect(await answerFor({ success: false, "error-codes": ["timeout-or-duplicate"] })).toBe(false);
    expect(await answerFor({ ...right, hostname: "evil.example" })).toBe(false);
    expect(await answerFor({ ...right, success: "true" })).toBe(false);
  });

  test.each(["error", "html", "silent", "slow", "redirect", "endless"] as const)(
    "T-R10, T-FX30: a provider that is %s lets nobody in, within five seconds",
    async (mood) => {
      const startedAt = performance.now();
      provider.be(mood);
      expect(await answerFor(right)).toBe(false);
      provider.be("well");
      expect(performance.now() - startedAt).toBeLessThan(5000);
    },
    15_000,
  );

  test("T-FX30: one that is not there lets nobody in either", async () => {
    const gone = name === "turnstile" ? makeTurnstile("http://localhost:9") : makeHcaptcha("http://localhost:9");
    expect(await gone.verify(local(), "register", "an-answer")).toBe(false);
  });
});

test("T-R10: Turnstile's answer for another form is refused", async () => {
  provider.say("elsewhere", JSON.stringify({ success: true, hostname: "localhost", action: "waiting-list" }));
  expect(await makeTurnstile(provider.url).verify(local(), "register", "elsewhere")).toBe(false);
});

test("P-R9: without its keys a provider is not used, and cannot be chosen", async () => {
  expect(getCaptcha(local({ "captcha.kind": "turnstile" })).kind).toBe("turnstile");
  expect(getCaptcha(local({ "captcha.kind": "turnstile", "captcha.secret": "" })).kind).toBe("altcha");
  const by = { kind: "system" } as const;
  expect(await saveSettings(local(), { changes: { "captcha.kind": "hcaptcha" }, by })).toMatchObject({
    code: "settings.captcha-keys",
    problems: [{ field: "captcha.siteKey" }],
  });
  const changes = { "captcha.kind": "hcaptcha", "captcha.siteKey": "the site", "captcha.secret": "the secret" };
  expect(await saveSettings(local(), { changes, by })).toMatchObject({ ok: true });
});

test.each([
  ["easy", 150, 450],
  ["normal", 500, 1500],
])("P-R9: the calculation is as long as the setting says: %s", async (difficulty, fewest, most) => {
  const ctx = local({ "captcha.difficulty": difficulty });
  const answer = JSON.parse(Buffer.from(await solve("altcha", await altcha.challenge(ctx, "register")), "base64").toString());
  expect(answer.solution.counter).toBeGreaterThanOrEqual(fewest);
  expect(answer.solution.counter).toBeLessThanOrEqual(most);
});

describe.each(Object.values(flows))("T-T9: the captcha is the server's to ask for, flow $name", ({ name, start: steps }) => {
  const suspicious = { "registration.flow": name, "registration.captcha": "suspicious", "captcha.difficulty": "easy" };

  test(`T-T9 [${name}]: tries at any form count at all of them, and none goes through without it, whatever it posts`, async () => {
    const shop = await openShop(world);
    const address = freshAddress();
    const at = (settings: Record<string, string> = {}) => shop({ address, settings: { ...suspicious, ...settings } });
    for (const flow of ["form", "email-first", "code"])
      expect((await start(at({ "registration.flow": flow }), freshRegistrant())).ok).toBe(true);
    const registrant = { ...freshRegistrant(), posted: { firstName: "Robin", lastName: "Reed" }, isSignedIn: false };
    const register = (captcha: string) => startRegistration(at(), { ...registrant, captcha });
    const solved = async (door: CaptchaDoor) => solve("altcha", await altcha.challenge(at(), door));
    expect(await register("")).toMatchObject({ code: "captcha.missing" });
    for (const captcha of ["x", await solved("waiting-list")])
      expect(await register(captcha)).toMatchObject({ code: "captcha.wrong" });
    expect(await count(at(), "pending_registrations", `email_key = '${registrant.email}'`)).toBe(0);
    await makeAccount(at());
    const full = at({ "registration.waitingList": "true", "registration.capacity": "1" });
    const waiting = { email: registrant.email, captcha: "", link: null };
    expect(await joinWaitingList(full, waiting)).toMatchObject({ code: "captcha.missing" });
    expect(await register(await solved("register"))).toMatchObject({ ok: true });
  });

  test(`T-T9 [${name}]: it is asked before anything is stored, mailed, hashed or told`, () => {
    const at = steps.indexOf(askForCaptcha);
    expect(at).toBeGreaterThan(-1);
    for (const later of [tellTakenAtOnce, hashChosenPassword, recordAndMail]) {
      if (steps.includes(later)) expect(at).toBeLessThan(steps.indexOf(later));
    }
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
    const answer = await solve("altcha", await altcha.challenge(always, "register"));
    expect((await checkCaptcha(always, "register", answer)).ok).toBe(true);
    expect(await checkCaptcha(always, "register", answer)).toMatchObject({ code: "captcha.wrong" });
  });

  test("T-R10: when the store is away the door stays closed", async () => {
    const own = await makeWorld();
    const ctx = own.ctx({ settings: { "registration.captcha": "always" } });
    const answer = await solve("altcha", await altcha.challenge(ctx, "register"));
    await own.end();
    await expect(checkCaptcha(ctx, "register", answer)).rejects.toThrow();
  });
});
