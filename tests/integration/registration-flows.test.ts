import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { resendProof } from "@/core/registration/resend-proof";
import { hashPassword } from "@/core/security/password-hash";
import { newToken } from "@/core/security/token";
import { resetPassword } from "@/core/sign-in/reset-password";
import { signIn } from "@/core/sign-in/sign-in";
import { storePasswordHash } from "@/db/queries/sign-in";
import { age, freshEmail, freshPassword, makeAccount } from "@/tests/support/make";
import { newestMail, newestSecrets } from "@/tests/support/queued-mail";
import { confirmCode, confirmLink, count, freshRegistrant, openShop, start } from "@/tests/support/registration";
import { makeWorld, type World } from "../support/context";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
});
afterAll(() => world.end());

const names = ["form", "email-first", "code", "access-data"] as const;
type Name = (typeof names)[number];
const inFlow = (flow: Name, more: Record<string, string> = {}): Ctx => shop({ settings: { "registration.flow": flow, ...more } });
const person = { firstName: "Olive", lastName: "Owner" };

async function begun(ctx: Ctx) {
  const registrant = freshRegistrant();
  expect(await start(ctx, registrant)).toMatchObject({ ok: true });
  return { registrant, mail: await newestMail(ctx, registrant.email) };
}

describe.each(names)("flow %s", (flow) => {
  const asksPassword = flow !== "code";

  test(`P-R2, P-R3, P-R4, P-R5 [${flow}]: from the first page to the account, by the code`, async () => {
    const ctx = inFlow(flow);
    const { registrant, mail } = await begun(ctx);
    const given = await confirmCode(ctx, registrant.browser, mail.code);
    let password = registrant.password;
    if (flow === "email-first" || flow === "access-data") {
      if (!given.ok || given.value.kind !== "asks-more") throw new Error("nothing more was asked");
      const { token } = given.value;
      expect(await confirmLink(ctx, registrant.browser, token), "T-R14: an empty step").toMatchObject({ code: "field.required" });
      password = freshPassword();
      const done = await confirmLink(ctx, registrant.browser, token, { newPassword: password, ...person });
      expect(done).toMatchObject({ value: { kind: "active" } });
      const again = await confirmLink(ctx, registrant.browser, token, { newPassword: freshPassword(), ...person });
      expect(again, "T-R14: the grant replayed").toMatchObject({ code: "proof.invalid" });
    } else {
      expect(given).toMatchObject({ value: { kind: "active" } });
    }
    expect((await signIn(ctx, { identifier: registrant.email, password })).ok).toBe(asksPassword);
  });

  test(`T-R3 [${flow}]: in another browser nothing typed at the beginning counts`, async () => {
    const ctx = inFlow(flow);
    const { registrant, mail } = await begun(ctx);
    expect(await confirmLink(ctx, newToken(), mail.token)).toMatchObject({ ok: false, code: "field.required" });
    const done = await confirmLink(ctx, newToken(), mail.token, { newPassword: freshPassword(), ...person });
    expect(done).toMatchObject({ value: { kind: "active" } });
    expect((await signIn(ctx, { identifier: registrant.email, password: registrant.password })).ok).toBe(false);
    expect(await count(ctx, "customers", `email_key = '${registrant.email}' and first_name = 'Olive'`)).toBe(1);
  });

  test(`T-R9, T-R18 [${flow}]: closed meanwhile, nothing is begun, mailed or finished; open again, it finishes`, async () => {
    const { registrant, mail } = await begun(inFlow(flow));
    const closed = inFlow(flow, { "registration.open": "false" });
    expect(await start(closed, freshRegistrant())).toMatchObject({ code: "registration.closed" });
    expect(await resendProof(closed, registrant)).toMatchObject({ code: "registration.closed" });
    expect(await confirmCode(closed, registrant.browser, mail.code)).toMatchObject({ code: "registration.closed" });
    const all = { newPassword: freshPassword(), ...person };
    expect(await confirmLink(closed, registrant.browser, mail.token, all)).toMatchObject({ code: "registration.closed" });
    expect(await count(closed, "accounts", `email_key = '${registrant.email}'`)).toBe(0);
    expect(await confirmLink(inFlow(flow), registrant.browser, mail.token, all)).toMatchObject({ value: { kind: "active" } });
  });

  test(`P-R3, P-R4, P-R5 [${flow}]: who began in it finishes in it, whatever the shop chooses meanwhile`, async () => {
    const { registrant, mail } = await begun(inFlow(flow));
    const other = inFlow(flow === "form" ? "code" : "form");
    const done = await confirmLink(other, registrant.browser, mail.token, { newPassword: freshPassword(), ...person });
    expect(done).toMatchObject({ value: { kind: "active" } });
    expect(await count(other, "passwords p join accounts a on a.id = p.account_id", `a.email_key = '${registrant.email}'`)).toBe(
      asksPassword ? 1 : 0,
    );
  });

  test(`T-R1, P-R6 [${flow}]: a taken address gets the same answer, and its owner is told after the proof`, async () => {
    const ctx = inFlow(flow);
    const { email } = await makeAccount(ctx);
    const registrant = freshRegistrant({ email });
    expect(await start(ctx, registrant)).toEqual(await start(inFlow(flow), freshRegistrant()));
    const mail = await newestMail(ctx, email);
    expect(mail.message).toBe("address-taken");
    expect(await confirmCode(ctx, registrant.browser, mail.code)).toMatchObject({ value: { kind: "taken" } });
  });

  test(`T-R12 [${flow}]: what the flow does not ask for is not stored`, async () => {
    const ctx = inFlow(flow);
    const { registrant } = await begun(ctx);
    const [row] = await ctx.db.execute<{ first_name: string; password_hash: string | null }>(
      `select first_name, password_hash from pending_registrations where email_key = '${registrant.email}'`,
    );
    expect(row?.first_name).toBe(flow === "email-first" ? "" : "Robin");
    expect(row?.password_hash === null).toBe(flow !== "form");
  });
});

test("P-R5: the captcha is asked for always where access data is mailed, unless it is off", async () => {
  const ctx = inFlow("access-data", { "registration.captcha": "suspicious" });
  expect(await start(ctx, freshRegistrant())).toMatchObject({ code: "captcha.missing" });
});

describe("first passwords", () => {
  const byCode = { "registration.firstPassword": "code" };
  const generated = { "registration.firstPassword": "generated" };

  test("T-C14 [code]: the code is no password, unless the shop wants it to be the first one", async () => {
    const ctx = inFlow("code");
    const { registrant, mail } = await begun(ctx);
    await confirmCode(ctx, registrant.browser, mail.code);
    const typed = { identifier: registrant.email, password: mail.code };
    expect(await signIn(ctx, typed)).toMatchObject({ code: "sign-in.refused" });
    expect(await signIn(inFlow("code", byCode), typed), "nor later, for those registered before").toMatchObject({ ok: false });
  });

  test("T-C14 [code]: as a first password it counts once, and opens nothing but the page that sets one", async () => {
    const ctx = inFlow("code", byCode);
    const { registrant, mail } = await begun(ctx);
    await confirmCode(ctx, registrant.browser, mail.code);
    const sessions = await count(ctx, "sessions", "true");
    const typed = { identifier: registrant.email, password: mail.code };
    const first = await signIn(ctx, typed);
    if (!first.ok || first.value.kind !== "first-password") throw new Error("not taken");
    expect(await count(ctx, "sessions", "true"), "no session begins").toBe(sessions);
    expect(await signIn(ctx, typed)).toMatchObject({ code: "sign-in.refused" });
    const newPassword = freshPassword();
    expect(first.value.page).toBe("reset-password");
    expect((await resetPassword(ctx, { kind: "link", token: first.value.token }, newPassword)).ok).toBe(true);
    expect(await signIn(ctx, { ...typed, password: newPassword })).toMatchObject({ value: { kind: "signed-in" } });
  });

  test.each([
    ["after a day", (ctx: Ctx) => age(ctx, "proofs", ["expires_at"], "25 hours", "purpose = 'first-password'")],
    ["after five wrong ones", (ctx: Ctx) => ctx.db.execute("update proofs set code_tries = 5 where purpose = 'first-password'")],
  ])("T-C14 [code]: %s it is none any more", async (_when, pass) => {
    const ctx = inFlow("code", byCode);
    const { registrant, mail } = await begun(ctx);
    await confirmCode(ctx, registrant.browser, mail.code);
    await pass(ctx);
    expect(await signIn(ctx, { identifier: registrant.email, password: mail.code })).toMatchObject({ code: "sign-in.refused" });
  });

  test("T-C14, T-C1 [code]: as a first password a wrong code is none, and after five of them the right one is none either", async () => {
    const ctx = inFlow("code", byCode);
    const { registrant, mail } = await begun(ctx);
    await confirmCode(ctx, registrant.browser, mail.code);
    const tryWith = (password: string) => signIn(inFlow("code", byCode), { identifier: registrant.email, password });
    const wrong = String((Number(mail.code) + 1) % 1_000_000).padStart(6, "0");
    for (let i = 0; i < 5; i++) expect(await tryWith(wrong)).toMatchObject({ code: "sign-in.refused" });
    expect(await tryWith(mail.code)).toMatchObject({ code: "sign-in.refused" });
  });

  test.each([
    ["is shut", (ctx: Ctx, id: string) => ctx.db.execute(`update accounts set deactivated_at = now() where id = '${id}'`)],
    [
      "has a password by now",
      async (ctx: Ctx, id: string) => storePasswordHash(ctx.db, id, await hashPassword(ctx.hash, freshPassword())),
    ],
  ])("T-C14 [code]: an account that %s takes no code as a first password", async (_what, change) => {
    const ctx = inFlow("code", byCode);
    const { registrant, mail } = await begun(ctx);
    await confirmCode(ctx, registrant.browser, mail.code);
    const [row] = await ctx.db.execute<{ id: string }>(`select id from accounts where email_key = '${registrant.email}'`);
    await change(ctx, row?.id ?? "");
    const typed = { identifier: registrant.email, password: mail.code };
    expect(await signIn(ctx, typed)).toMatchObject({ code: "sign-in.refused" });
  });

  test("T-G4 [code]: that a first password was used stands in the log, with whose account it opened", async () => {
    const ctx = inFlow("code", byCode);
    const { registrant, mail } = await begun(ctx);
    await confirmCode(ctx, registrant.browser, mail.code);
    const isNoted = () =>
      count(
        ctx,
        "audit_log l join accounts a on a.id::text = l.target_id",
        `l.action = 'first-password.used' and l.outcome = 'ok' and a.email_key = '${registrant.email}'`,
      );
    expect(await isNoted()).toBe(0);
    expect(await signIn(ctx, { identifier: registrant.email, password: mail.code })).toMatchObject({ ok: true });
    expect(await isNoted()).toBe(1);
  });

  test("T-G4: and so does one that was generated, with the registration it goes on with", async () => {
    const ctx = inFlow("access-data", generated);
    const registrant = freshRegistrant();
    await start(ctx, registrant);
    const { firstPassword = "" } = await newestSecrets(ctx, registrant.email);
    await signIn(ctx, { identifier: registrant.email, password: firstPassword });
    const noted = "audit_log l join pending_registrations p on p.id::text = l.target_id";
    expect(await count(ctx, noted, `l.action = 'first-password.used' and p.email_key = '${registrant.email}'`)).toBe(1);
  });

  test("T-S6: wrong passwords of a stranger do not shut out a generated one, which is all that its owner has", async () => {
    const ctx = inFlow("access-data", generated);
    const registrant = freshRegistrant();
    const enter = (password: string) => signIn(ctx, { identifier: registrant.email, password });
    for (let guess = 0; guess < 8; guess++) await enter("wrong password");
    await world.database.sql`update guess_counters set locked_until = now() + interval '15 minutes'`;
    await start(ctx, registrant);
    const { firstPassword = "" } = await newestSecrets(ctx, registrant.email);
    expect(await enter(`${firstPassword}2`)).toMatchObject({ code: "sign-in.refused" });
    expect(await enter(firstPassword)).toMatchObject({ value: { kind: "first-password", page: "confirm" } });
  });

  test("P-R5: a generated password leads once to the page that makes the account, and is nothing before or after", async () => {
    const ctx = inFlow("access-data", generated);
    const registrant = freshRegistrant();
    await start(ctx, registrant);
    const { firstPassword = "", ...others } = await newestSecrets(ctx, registrant.email);
    expect(others, "neither link nor code beside it").toEqual({});
    expect(firstPassword).toMatch(/^(\w{5}-){3}\w{5}$/);
    const typed = { identifier: registrant.email, password: firstPassword };
    expect(await signIn(inFlow("access-data"), typed), "switched off").toMatchObject({ ok: false });
    expect(await signIn(ctx, { ...typed, identifier: freshEmail() }), "for another address").toMatchObject({ ok: false });
    const first = await signIn(ctx, { ...typed, password: firstPassword.toLowerCase() });
    if (!first.ok || first.value.kind !== "first-password") throw new Error("not taken");
    expect(await count(ctx, "accounts", `email_key = '${registrant.email}'`)).toBe(0);
    expect(await signIn(ctx, typed)).toMatchObject({ code: "sign-in.refused" });
    const all = { newPassword: freshPassword(), ...person };
    expect(await confirmLink(ctx, registrant.browser, first.value.token, all)).toMatchObject({ value: { kind: "active" } });
  });
});
