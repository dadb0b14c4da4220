import { drizzle } from "drizzle-orm/postgres-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { findAttempt } from "@/core/registration/find-attempt";
import { resendProof } from "@/core/registration/resend-proof";
import { registrationInput } from "@/core/registration/start-registration";
import { maskEmail } from "@/core/security/mask";
import { hashCount } from "@/core/security/password-hash";
import { newToken } from "@/core/security/token";
import { signIn } from "@/core/sign-in/sign-in";
import { age, freshEmail, freshPassword, makeAccount } from "@/tests/support/make";
import { forgetMailLimits, newestMail, queuedMails } from "@/tests/support/queued-mail";
import { confirmCode, confirmLink, count, freshRegistrant, openShop, type Registrant, start } from "@/tests/support/registration";
import { makeWorld, type World } from "../support/context";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
});
afterAll(() => world.end());

/** Counts every statement by a logger of the same connection pool. */
function listening(ctx: Ctx): { ctx: Ctx; statements: string[] } {
  const statements: string[] = [];
  const db = drizzle(world.database.sql, { logger: { logQuery: (query) => void statements.push(query) } });
  return { ctx: { ...ctx, db }, statements };
}

async function watched(ctx: Ctx, registrant: Registrant) {
  const { ctx: spied, statements } = listening(ctx);
  const before = hashCount.value;
  const answer = await start(spied, registrant);
  return { answer, statements, hashes: hashCount.value - before };
}

describe("a free and a taken address", () => {
  test("T-R1: cost the same, say the same, and only the mailbox's owner learns which it is", async () => {
    const ctx = shop();
    const { email: taken } = await makeAccount(ctx);
    const free = freshEmail();
    const forFree = await watched(shop(), freshRegistrant({ email: free }));
    const forTaken = await watched(shop(), freshRegistrant({ email: taken }));
    expect(forTaken).toEqual(forFree);
    expect(forFree.answer).toEqual({ ok: true, value: { kind: "mailed" } });
    expect(forFree.hashes).toBe(1);
    expect(forFree.statements.length).toBeGreaterThan(5);
    expect((await queuedMails(ctx, free)).map(({ message }) => message)).toEqual(["confirm-address"]);
    expect((await queuedMails(ctx, taken)).map(({ message }) => message)).toEqual(["address-taken"]);
  });

  test("T-R1: are the same to the page that waits for the mail, and when asking for another mail", async () => {
    const ctx = shop();
    const { email: taken } = await makeAccount(ctx);
    const answers = [];
    for (const email of [freshEmail(), taken]) {
      const registrant = freshRegistrant({ email });
      await start(shop(), registrant);
      await forgetMailLimits(ctx);
      const { ctx: spied, statements } = listening(shop());
      const page = await findAttempt(spied, registrant.browser);
      answers.push({ page: { ...page, email: "" }, again: await resendProof(spied, registrant), statements });
    }
    expect(answers[1]).toEqual(answers[0]);
  });

  test("T-T5: are the same when the mailbox has had enough mail", async () => {
    const { email: taken } = await makeAccount(shop());
    const free = freshEmail();
    for (const email of [free, taken]) await start(shop(), freshRegistrant({ email }));
    expect(await watched(shop(), freshRegistrant({ email: taken }))).toEqual(
      await watched(shop(), freshRegistrant({ email: free })),
    );
    expect([(await queuedMails(shop(), free)).length, (await queuedMails(shop(), taken)).length]).toEqual([1, 1]);
  });

  test("P-R6: with `tell at once` the form says so itself, and mails nobody", async () => {
    const ctx = shop({ settings: { "registration.tellTaken": "at-once" } });
    const { email } = await makeAccount(ctx);
    expect(await start(ctx, freshRegistrant({ email }))).toMatchObject({
      code: "registration.taken",
      problems: [{ field: "email" }],
    });
    expect(await queuedMails(ctx, email)).toEqual([]);
    expect((await start(ctx, freshRegistrant())).ok).toBe(true);
  });

  test("P-R6: `tell at once` tells behind captcha and limits only", async () => {
    const settings = { "registration.tellTaken": "at-once", "registration.captcha": "always" } as const;
    const { email } = await makeAccount(shop());
    expect(await start(shop({ settings }), freshRegistrant({ email }))).toMatchObject({ code: "captcha.missing" });
    const ctx = shop({ settings: { "registration.tellTaken": "at-once" } });
    for (let i = 0; i < 10; i++) await start(ctx, freshRegistrant());
    expect(await start(ctx, freshRegistrant({ email }))).toMatchObject({ code: "limits.too-many" });
  });
});

describe("before the mailbox is proven", () => {
  test("T-R3: a stranger's earlier attempt stays a pending record that the owner's proof never touches", async () => {
    const owner = freshRegistrant();
    const attacker = freshRegistrant({ email: owner.email, firstName: "Mallory" });
    await start(shop(), attacker);
    const attackersMail = await newestMail(shop(), owner.email);
    await forgetMailLimits(shop());
    await start(shop(), owner);
    const { code } = await newestMail(shop(), owner.email);
    expect(await confirmCode(shop(), owner.browser, code)).toMatchObject({ value: { kind: "active" } });
    expect((await signIn(shop(), { identifier: owner.email, password: owner.password })).ok).toBe(true);
    expect((await signIn(shop(), { identifier: owner.email, password: attacker.password })).ok).toBe(false);
    expect(await findAttempt(shop(), attacker.browser)).toMatchObject({ email: owner.email });
    expect(await confirmCode(shop(), attacker.browser, attackersMail.code)).toMatchObject({ value: { kind: "taken" } });
  });

  test("P-R2: the mail carries a link to us and a code of six digits, for the same attempt", async () => {
    const ctx = shop({ language: "es" });
    const registrant = freshRegistrant();
    await start(ctx, registrant);
    const mail = await newestMail(ctx, registrant.email);
    expect(mail.link).toMatch(/^https:\/\/shop\.example\/confirm\/[\w-]{43}$/);
    expect(mail.code).toMatch(/^\d{6}$/);
    expect(mail.language).toBe("es");
  });

  test("T-M7: nothing that a stranger typed goes into a mail to a mailbox nobody has proven", async () => {
    const ctx = shop();
    const registrant = freshRegistrant({ firstName: "Win money http://evil.example", lastName: "Click here" });
    await start(ctx, registrant);
    const { email } = await makeAccount(ctx);
    await start(ctx, { ...freshRegistrant(), ...registrant, browser: newToken(), email });
    for (const to of [registrant.email, email]) {
      const mail = await newestMail(ctx, to);
      expect(JSON.stringify(mail)).not.toMatch(/evil|money|Click/);
      expect(mail.toName).toBe("");
    }
  });
});

describe("one attempt per browser", () => {
  test("T-FX19: a form posted twenty times at once makes one record, one live proof and at most one mail", async () => {
    const ctx = shop();
    const registrant = freshRegistrant();
    const answers = await Promise.all(Array.from({ length: 20 }, () => start(ctx, registrant)));
    expect(new Set(answers.map((answer) => (answer.ok ? "ok" : answer.code)))).toEqual(new Set(["ok", "limits.too-many"]));
    expect(await count(ctx, "pending_registrations", `email_key = '${registrant.email}'`)).toBe(1);
    expect(await count(ctx, "proofs", `email_key = '${registrant.email}' and superseded_at is null`)).toBe(1);
    expect(await queuedMails(ctx, registrant.email)).toHaveLength(1);
    const { code } = await newestMail(ctx, registrant.email);
    expect(await confirmCode(ctx, registrant.browser, code)).toMatchObject({ value: { kind: "active" } });
    expect(await count(ctx, "accounts", `email_key = '${registrant.email}'`)).toBe(1);
  });

  test("T-FX19: the same form sent again, from the back button, keeps the mailed proof alive", async () => {
    const ctx = shop();
    const registrant = freshRegistrant();
    await start(ctx, registrant);
    const changed = { ...registrant, password: freshPassword(), firstName: "Robyn" };
    expect((await start(ctx, changed)).ok).toBe(true);
    expect(await queuedMails(ctx, registrant.email)).toHaveLength(1);
    const { code } = await newestMail(ctx, registrant.email);
    expect(await confirmCode(ctx, registrant.browser, code)).toMatchObject({ value: { kind: "active" } });
    expect((await signIn(ctx, { identifier: registrant.email, password: changed.password })).ok, "what was typed last").toBe(
      true,
    );
  });

  test("nothing is resent in a browser that registers nobody", async () => {
    expect(await resendProof(shop(), { browser: newToken() })).toMatchObject({ code: "proof.other-browser" });
    expect(await resendProof(shop(), { browser: undefined })).toMatchObject({ code: "proof.other-browser" });
  });

  test("T-B6, T-R19: asking for another mail without end leaves no more than sixty rows in the log", async () => {
    const ctx = shop();
    const registrant = freshRegistrant({ email: freshEmail("sixty") });
    await start(ctx, registrant);
    const answers = [];
    for (let i = 0; i < 65; i++) answers.push(await resendProof(ctx, registrant));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(60);
    expect(answers.at(-1)).toMatchObject({ code: "limits.too-many" });
    expect(
      await count(ctx, "audit_log", `action = 'registration.resent' and detail->>'email' = '${maskEmail(registrant.email)}'`),
    ).toBe(60);
  });

  test("an attempt ends by itself, though nobody tidied up", async () => {
    const ctx = shop();
    const registrant = freshRegistrant();
    await start(ctx, registrant);
    const { token } = await newestMail(ctx, registrant.email);
    await age(ctx, "pending_registrations", ["expires_at"], "8 days", `email_key = '${registrant.email}'`);
    expect(await findAttempt(ctx, registrant.browser)).toBeNull();
    expect(await confirmLink(ctx, registrant.browser, token)).toMatchObject({ code: "proof.invalid" });
    await forgetMailLimits(ctx);
    await start(ctx, registrant);
    const again = await newestMail(ctx, registrant.email);
    expect(await confirmLink(ctx, registrant.browser, again.token)).toMatchObject({ value: { kind: "active" } });
  });
});

describe("who may register", () => {
  test.each([
    ["registration is off", { "registration.open": "false" }, "registration.closed"],
    ["nobody is in charge", { "registration.personInCharge": "" }, "registration.closed"],
    ["the person in charge is unknown", { "registration.personInCharge": "nobody@example.com" }, "registration.closed"],
    ["there are no customer accounts", { "access.customerAccounts": "false" }, "access.accounts-off"],
    ["SSO is the only way", { "access.ssoOnly": "true" }, "access.sso-only"],
  ] as const)(
    "P-R1, T-R9 [form]: nobody, when %s: at the form, for another mail, by link and by code",
    async (_why, settings, code) => {
      const registrant = freshRegistrant();
      await start(shop(), registrant);
      const mail = await newestMail(shop(), registrant.email);
      const closed = shop({ settings });
      expect(await start(closed, freshRegistrant())).toMatchObject({ ok: false, code });
      expect(await resendProof(closed, registrant)).toMatchObject({ ok: false, code });
      expect(await confirmCode(closed, registrant.browser, mail.code)).toMatchObject({ ok: false, code });
      expect(await confirmLink(closed, registrant.browser, mail.token)).toMatchObject({ ok: false, code });
      expect(await count(closed, "accounts", `email_key = '${registrant.email}'`)).toBe(0);
      expect(await confirmLink(shop(), registrant.browser, mail.token), "open again, the proof is still good").toMatchObject({
        ok: true,
      });
    },
  );

  test("T-R9: the person in charge who was deactivated closes registration also between mail and code", async () => {
    const { makeStaff } = await import("@/tests/support/make");
    const { email, staffId } = await makeStaff(shop());
    const ctx = shop({ settings: { "registration.personInCharge": email } });
    const registrant = freshRegistrant();
    expect((await start(ctx, registrant)).ok).toBe(true);
    await ctx.db.execute(`update staff set deactivated_at = now() where id = '${staffId}'`);
    expect(await confirmCode(ctx, registrant.browser, (await newestMail(ctx, registrant.email)).code)).toMatchObject({
      code: "registration.closed",
    });
  });
});

describe("what is typed", () => {
  const parse = (changes: Record<string, unknown>) =>
    registrationInput.safeParse({ email: freshEmail(), password: freshPassword(), ...changes });

  test("T-S15: fields that nobody asked for are ignored", () => {
    const parsed = parse({
      role: "admin",
      emailVerified: "2020-01-01",
      customerId: "1",
      userType: "x",
      passwordHash: "y",
      isSignedIn: "",
    });
    expect(Object.keys(parsed.data ?? {}).sort()).toEqual(["captcha", "email", "password", "returnTo"]);
  });

  test.each([
    ["short", () => "seven77", "password.too-short"],
    ["from every list", () => "passwordpassword", "password.common"],
    ["of the shop's name", () => "Linden and Larch 1", "password.personal"],
    ["of the own address", (email: string) => `${email.split("@")[0]}1`, "password.personal"],
  ])("T-R13 [form]: a password that is %s is refused, with its reason, at its field", async (_why, password, code) => {
    const registrant = freshRegistrant();
    const ctx = shop({ settings: { "shop.name": "Linden & Larch" } });
    const refused = await start(ctx, { ...registrant, password: password(registrant.email) });
    expect(refused).toMatchObject({ ok: false, problems: [{ code, field: "password" }] });
    expect(await count(ctx, "pending_registrations", `email_key = '${registrant.email}'`)).toBe(0);
  });

  test("T-R13 [form]: a passphrase of 64 characters with spaces and emoji is fine, and no kind of character is demanded", async () => {
    const passphrase = "vier müde pinguine trugen einen schirm über die alte brücke 🐧🐧🐧🐧";
    expect([...passphrase].length).toBeGreaterThanOrEqual(64);
    expect((await start(shop(), freshRegistrant({ password: passphrase }))).ok).toBe(true);
    expect((await start(shop(), freshRegistrant({ password: "quiet marmot lantern" }))).ok).toBe(true);
  });

  test("T-R13 [form]: refused passwords use up neither the limit nor the captcha", async () => {
    const ctx = shop();
    for (let i = 0; i < 12; i++) await start(ctx, freshRegistrant({ password: "seven77" }));
    expect((await start(ctx, freshRegistrant())).ok).toBe(true);
  });
});
