import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { disposableDomains } from "@/core/registration/disposable-domains";
import { settingsFrom } from "@/settings/store";
import { makeWorld, type World } from "@/tests/support/context";
import { aConnection, acceptAs, anArrival, arriveUnknown } from "@/tests/support/identities";
import { makeAccount } from "@/tests/support/make";
import { forgetMailLimits, newestMail, queuedMails } from "@/tests/support/queued-mail";
import { confirmCode, count, freshRegistrant, openShop, start } from "@/tests/support/registration";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
const trusted = aConnection({ id: "oidc-trusted", texts: { trustEmail: "true" } });

beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
});
beforeEach(() => forgetMailLimits(world.ctx()));
afterAll(() => world.end());

type Settings = NonNullable<Parameters<typeof shop>[0]>["settings"];
const rules = (settings: NonNullable<Settings> = {}) => shop({ connections: [trusted], settings });
let next = 0;
const at = (domain: string) => `somebody.${next++}@${domain}`;
const tryAs = async (settings: Settings, email: string) => {
  const started = await start(rules(settings), freshRegistrant({ email }));
  return started.ok ? "ok" : `${started.code} ${started.problems[0]?.field ?? ""}`;
};

describe("P-R11: the form", () => {
  test.each([
    [{ "registration.allowedDomains": "example.com, ürban.example" }, "example.com", "ok"],
    [{ "registration.allowedDomains": "example.com, ürban.example" }, "xn--rban-zra.example", "ok"],
    [{ "registration.allowedDomains": "example.com" }, "sub.example.com", "registration.domain email"],
    [{ "registration.allowedDomains": "example.com" }, "notexample.com", "registration.domain email"],
    [{ "registration.blockedDomains": "example.org" }, "example.org", "registration.domain email"],
    [{ "registration.blockedDomains": "example.org" }, "a.b.example.org", "registration.domain email"],
    [{ "registration.blockedDomains": "example.org" }, "myexample.org", "ok"],
    [
      { "registration.blockedDomains": "example.com", "registration.allowedDomains": "example.com" },
      "example.com",
      "registration.domain email",
    ],
    [{}, "mailinator.com", "registration.disposable email"],
    [{}, "any.yopmail.com", "registration.disposable email"],
    [{ "registration.refuseDisposable": "false" }, "mailinator.com", "ok"],
    [{ "registration.disposableDomains": "!mailinator.com" }, "mailinator.com", "ok"],
    [{ "registration.allowedDomains": "mailinator.com" }, "mailinator.com", "ok"],
    [{ "registration.disposableDomains": "soon-gone.example" }, "soon-gone.example", "registration.disposable email"],
  ] as const)("with %j lets %s be: %s", async (settings, domain, expected) => {
    expect(await tryAs(settings, at(domain))).toBe(expected);
  });

  test("T-T6, T-R1: a refusal says the same of an address that has an account and of one that has none, and mails nobody", async () => {
    const settings = { "registration.blockedDomains": "example.org" };
    const taken = at("example.org");
    await makeAccount(world.ctx(), { email: taken });
    const ctx = rules(settings);
    const [known, unknown] = [
      await start(ctx, freshRegistrant({ email: taken })),
      await start(ctx, freshRegistrant({ email: at("example.org") })),
    ];
    expect(known).toEqual(unknown);
    expect(await queuedMails(ctx, taken)).toEqual([]);
  });

  test("an address with a + may register at first, and not where the shop refuses it", async () => {
    expect(await tryAs({}, `a+b.${next++}@example.com`)).toBe("ok");
    expect(await tryAs({ "registration.addressVariants": "refuse" }, "a+b@example.com")).toBe("registration.sub-address email");
    expect(await tryAs({ "registration.addressVariants": "refuse" }, at("example.com"))).toBe("ok");
  });
});

test("P-R11, T-R9: a domain that was blocked between form and proof makes no account", async () => {
  const registrant = freshRegistrant();
  await start(rules(), registrant);
  const { code } = await newestMail(rules(), registrant.email);
  const ctx = rules({ "registration.blockedDomains": "example.com" });
  expect(await confirmCode(ctx, registrant.browser, code)).toMatchObject({ code: "registration.domain" });
  expect(await count(ctx, "accounts", `email_key = '${registrant.email}'`)).toBe(0);
  expect(await confirmCode(rules(), registrant.browser, code)).toMatchObject({ ok: true });
});

test("P-R11, P-S2: the same holds where a provider brings the address", async () => {
  const email = at("mailinator.com");
  const arrival = await arriveUnknown(rules(), anArrival(trusted, { email, isEmailVerified: true }));
  expect(await acceptAs(rules(), arrival)).toMatchObject({ code: "registration.disposable" });
  expect(await count(rules(), "accounts", `email_key = '${email}'`)).toBe(0);
});

describe("P-R11: one account for all spellings", () => {
  const one = { "registration.addressVariants": "one-account" };
  const register = async (email: string, settings: Settings = one) => {
    const registrant = freshRegistrant({ email });
    const ctx = rules(settings);
    await forgetMailLimits(ctx);
    await start(ctx, registrant);
    return confirmCode(ctx, registrant.browser, (await newestMail(ctx, email)).code);
  };

  test("is told after the proof, and nothing is changed; at first each spelling has its own", async () => {
    expect(await register("dora+one@example.com")).toMatchObject({ value: { kind: "active" } });
    expect(await register("dora@example.com")).toMatchObject({ value: { kind: "taken" } });
    expect(await register("dora+two@example.com")).toMatchObject({ value: { kind: "taken" } });
    expect(await count(rules(), "accounts", "email_key like 'dora%'")).toBe(1);
    expect(await register("dora+two@example.com", {})).toMatchObject({ value: { kind: "active" } });
  });

  test("Google's dots and its second domain do not count; elsewhere dots do", async () => {
    expect(await register("emil.b@gmail.com")).toMatchObject({ value: { kind: "active" } });
    expect(await register("e.m.ilb+x@googlemail.com")).toMatchObject({ value: { kind: "taken" } });
    expect(await register("emil.b@example.com")).toMatchObject({ value: { kind: "active" } });
    expect(await register("emilb@example.com")).toMatchObject({ value: { kind: "active" } });
  });

  test("T-FX20: of several spellings at the same moment one gets an account", async () => {
    const ctx = rules(one);
    const emails = ["fay@example.com", "fay+a@example.com", "fay+b@example.com", "fay+c@example.com"];
    const waiting = [];
    for (const email of emails) {
      await forgetMailLimits(ctx);
      const registrant = freshRegistrant({ email });
      await start(ctx, registrant);
      waiting.push({ registrant, code: (await newestMail(ctx, email)).code });
    }
    await Promise.all(waiting.map(({ registrant, code }) => confirmCode(ctx, registrant.browser, code)));
    expect(await count(ctx, "accounts", "email_key like 'fay%'")).toBe(1);
  });
});

test("P-R11: the list that is shipped is in the form that addresses are compared in", () => {
  const typed = [...disposableDomains].join(",");
  const read = settingsFrom(new Map([["registration.blockedDomains", typed]]));
  expect(disposableDomains.size).toBeGreaterThan(300);
  expect(read.registration.blockedDomains).toEqual([...disposableDomains]);
});
