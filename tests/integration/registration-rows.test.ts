import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { choosePassword } from "@/core/passwords/choose-password";
import { confirmByCode } from "@/core/registration/confirm-by-code";
import { confirmByLink } from "@/core/registration/confirm-by-link";
import { registrationInput, startRegistration } from "@/core/registration/start-registration";
import { altcha } from "@/core/security/captcha/altcha";
import type { CaptchaDoor } from "@/core/security/captcha/captcha";
import { newToken } from "@/core/security/token";
import { findSession } from "@/core/sessions/find-session";
import { answerResetRequest } from "@/core/sign-in/answer-reset-request";
import { signIn } from "@/core/sign-in/sign-in";
import { ago } from "@/tests/support/ago";
import { makeWorld, type World } from "@/tests/support/context";
import { makeBuyer, makeOrderOf, shownOrders } from "@/tests/support/guest-orders";
import { freshEmail, freshPassword, makeAccount } from "@/tests/support/make";
import { forgetMailLimits, newestMail, queuedMails } from "@/tests/support/queued-mail";
import {
  confirmCode,
  confirmLink,
  count,
  type FlowName,
  finish,
  flowNames,
  freshRegistrant,
  openShop,
  type Registrant,
  start,
} from "@/tests/support/registration";
import { solve } from "@/tests/support/solve";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
});
afterAll(() => world.end());

type Options = NonNullable<Parameters<World["ctx"]>[0]>;
const inFlow = (flow: FlowName, options: Options = {}): Ctx =>
  shop({ ...options, settings: { "registration.flow": flow, ...options.settings } });

/** A registration whose mail has come. */
async function mailed(ctx: Ctx, changes: Partial<Registrant> = {}) {
  const registrant = freshRegistrant(changes);
  expect(await start(ctx, registrant)).toMatchObject({ ok: true });
  return { registrant, mail: await newestMail(ctx, registrant.email) };
}

const accountsOf = (email: string) => count(shop(), "accounts", `email_key = '${email}'`);
const pendingsOf = (email: string) => count(shop(), "pending_registrations", `email_key = '${email}'`);

describe.each(flowNames)("flow %s", (flow) => {
  test(`T-R2 [${flow}]: registering somebody's address changes nothing of theirs, not even with their own proof`, async () => {
    const ctx = inFlow(flow);
    const { email, password, accountId } = await makeAccount(ctx);
    const session = await signIn(ctx, { identifier: email, password });
    const dump = () =>
      ctx.db.execute(`select a.*, c.*, p.*, s.token_hash from accounts a join customers c on c.id = a.customer_id
      join passwords p on p.account_id = a.id join sessions s on s.account_id = a.id where a.id = '${accountId}'`);
    const before = await dump();
    const attacker = freshRegistrant({ email, firstName: "Mallory" });
    await start(ctx, attacker);
    const typed = { newPassword: attacker.password, firstName: "Mallory", lastName: "Miller" };
    const { token } = await newestMail(ctx, email);
    expect(await confirmLink(ctx, newToken(), token, typed)).toMatchObject({ value: { kind: "taken" } });
    await forgetMailLimits(ctx);
    await start(ctx, attacker);
    expect(await finish(ctx, attacker, await newestMail(ctx, email))).toMatchObject({ value: { kind: "taken" } });
    expect(before).toHaveLength(session.ok ? 1 : 0);
    expect(await dump()).toEqual(before);
    expect((await signIn(inFlow(flow), { identifier: email, password: attacker.password })).ok).toBe(false);
  });

  test(`T-R4 [${flow}]: before the proof there is no account, no customer, no session and no history, and no way in`, async () => {
    const ctx = inFlow(flow);
    const email = freshEmail();
    const guest = await makeBuyer(ctx, email, "1 day");
    await makeOrderOf(ctx, guest, email);
    const sessions = await count(ctx, "sessions", "true");
    const { registrant, mail } = await mailed(ctx, { email });
    const { browser, password } = registrant;
    for (const typed of [password, mail.code]) {
      expect(await signIn(ctx, { identifier: email, password: typed })).toMatchObject({ code: "sign-in.refused" });
    }
    await forgetMailLimits(ctx);
    await answerResetRequest(ctx, { identifier: email, browserHash: browser, language: "en", address: ctx.request.address });
    expect(await newestMail(ctx, email)).toMatchObject({ message: "reset-without-account", token: "", code: "" });
    expect(await confirmCode(ctx, browser, mail.code === "000000" ? "000001" : "000000")).toMatchObject({ code: "code.wrong" });
    expect(await confirmLink(ctx, browser, newToken())).toMatchObject({ code: "proof.invalid" });
    expect([await accountsOf(email), await count(ctx, "sessions", "true")]).toEqual([0, sessions]);
    expect(await count(ctx, "customers", `email_key = '${email}' and id <> '${guest}'`)).toBe(0);
    expect(await count(ctx, "order_attachments", `from_customer_id = '${guest}'`)).toBe(0);
  });

  test(`T-R4 [${flow}]: who has given the proof and nothing that is still asked for has no account either`, async () => {
    const ctx = inFlow(flow);
    const { registrant, mail } = await mailed(ctx);
    const given = await confirmCode(ctx, registrant.browser, mail.code);
    const isDone = given.ok && given.value.kind === "active";
    expect(isDone).toBe(flow === "form" || flow === "code");
    expect(await accountsOf(registrant.email)).toBe(isDone ? 1 : 0);
  });

  test(`T-R5 [${flow}]: purchases come by the very address that was proven, and by none that looks like it`, async () => {
    const ctx = inFlow(flow);
    const email = freshEmail();
    const alike = [
      email.replace("@", "+shop@"),
      `x${email}`,
      email.replace("example.com", "example.com.evil.example"),
      email.replace("e", "\u0435"),
      email.replace(".", ""),
    ];
    for (const other of alike) await makeOrderOf(ctx, await makeBuyer(ctx, other, "1 day"), other);
    const own = await makeOrderOf(ctx, await makeBuyer(ctx, email, "2 days"), email);
    const { registrant, mail } = await mailed(ctx, { email });
    expect(await finish(ctx, registrant, mail)).toMatchObject({ value: { kind: "active" } });
    expect(await shownOrders(ctx, email)).toEqual([[own, "proven-address"]]);
  });

  /** Sends the first page as a browser does: read by its schema, and only then acted on. */
  async function send(ctx: Ctx, typed: unknown): Promise<boolean> {
    const registrant = freshRegistrant();
    const read = registrationInput.safeParse({ email: typed });
    return read.success && (await start(ctx, { ...registrant, email: read.data.email })).ok;
  }

  async function expectRefused(typed: unknown) {
    const stored = async () => [await count(shop(), "mails", "true"), await count(shop(), "pending_registrations", "true")];
    const before = await stored();
    expect(await send(inFlow(flow), typed)).toBe(false);
    expect(await stored()).toEqual(before);
  }

  test.each(['"a@evil.com x"@victim.com', '"e@attacker.com"@victim.com', "a(comment)@victim.com"])(
    `T-R6 [${flow}]: a quoted local part is no address: %s`,
    expectRefused,
  );

  test.each(["victim@corp.com\uff20evil.com", "victim\uff20corp.com@evil.com", "victim@corp.com@evil.com"])(
    `T-R7 [${flow}]: what becomes a second @ is no address: %s`,
    expectRefused,
  );

  test.each([
    ["v@x.com,a@y.com"],
    ["v@x.com a@y.com"],
    ["v@x.com;a@y.com"],
    ["<a@y.com>"],
    ["v@x.com\r\nBcc: a@y.com"],
    [["v@x.com", "a@y.com"]],
  ])(`T-R8 [${flow}]: two recipients are no address: %j`, expectRefused);

  test(`T-R7 [${flow}]: full-width forms of an address are that address, and the mail goes to what is stored`, async () => {
    const ctx = inFlow(flow);
    const email = freshEmail();
    expect(await send(ctx, email.replace("@", "\uff20").toUpperCase())).toBe(true);
    expect(await pendingsOf(email)).toBe(1);
    expect(await newestMail(ctx, email)).toMatchObject({ to: email, toName: "" });
  });

  test(`T-R10, T-R11 [${flow}]: without a captcha that is right, fresh and made for this form nothing is stored and no mail leaves`, async () => {
    const ctx = inFlow(flow, { settings: { "registration.captcha": "always", "captcha.difficulty": "easy" } });
    const { email, ...typed } = freshRegistrant();
    const sendWith = (captcha: string, to = email) =>
      startRegistration(ctx, {
        ...typed,
        email: to,
        posted: { firstName: "Robin", lastName: "Reed" },
        captcha,
        isSignedIn: false,
      });
    const solved = async (at: Ctx = ctx, door: CaptchaDoor = "register") => solve("altcha", await altcha.challenge(at, door));
    expect(await sendWith("")).toMatchObject({ code: "captcha.missing", problems: [{ field: "captcha" }] });
    for (const wrong of ["garbage", await solved(ctx, "waiting-list"), await ago(world, 301, solved)]) {
      expect(await sendWith(wrong)).toMatchObject({ code: "captcha.wrong", problems: [{ field: "captcha" }] });
    }
    expect([await pendingsOf(email), (await queuedMails(ctx, email)).length]).toEqual([0, 0]);
    const right = await solved();
    expect(await sendWith(right)).toMatchObject({ ok: true });
    expect(await pendingsOf(email)).toBe(1);
    expect(await sendWith(right, freshEmail()), "the same again").toMatchObject({ code: "captcha.wrong" });
  });

  /** Types a name on the page that asks for it and goes on to the end, as far as that name lets. */
  async function register(ctx: Ctx, registrant: Registrant) {
    const started = await start(ctx, registrant);
    return started.ok ? finish(ctx, registrant, await newestMail(ctx, registrant.email)) : started;
  }

  test.each(["x\u0000y", "x\u202egnp.exe", "x\ud800", "n".repeat(65), "n".repeat(10_000), "   ", ""])(
    `T-R17 [${flow}]: a name like %j is refused, at its field, and makes nobody`,
    async (firstName) => {
      const registrant = freshRegistrant({ firstName });
      expect(await register(inFlow(flow), registrant)).toMatchObject({ ok: false, problems: [{ field: "firstName" }] });
      expect(await accountsOf(registrant.email)).toBe(0);
    },
  );

  test.each([
    "<img src=x onerror=alert(1)>",
    "{{7*7}}",
    "$\u007b7*7}",
    "=HYPERLINK(1)",
    "http://evil.com click",
    "O'Neill-Ångström",
    "李",
  ])(`T-R17 [${flow}]: a name like %s is kept as it was typed, and is in no mail`, async (firstName) => {
    const ctx = inFlow(flow);
    const registrant = freshRegistrant({ firstName });
    expect(await register(ctx, registrant)).toMatchObject({ value: { kind: "active" } });
    const [kept] = await ctx.db.execute(`select first_name from customers where email_key = '${registrant.email}'`);
    expect(kept).toEqual({ first_name: firstName });
    const mails = await queuedMails(ctx, registrant.email);
    expect(mails).toHaveLength(2);
    for (const { facts, toName } of mails) expect(`${toName} ${JSON.stringify(facts)}`).not.toContain(firstName);
  });

  /** The page of the flow that asks for a password, in the browser of somebody who has come that far. */
  async function passwordPage(ctx: Ctx, registrant: Registrant) {
    const { browser, firstName, lastName } = registrant;
    if (flow === "form") return (password: string) => start(ctx, { ...registrant, password });
    const { mail } = await mailed(ctx, registrant);
    const given = await confirmCode(ctx, browser, mail.code);
    if (!given.ok || given.value.kind === "taken" || given.value.kind === "waiting") throw new Error("no proof");
    if (given.value.kind === "active") return passwordPageOf(ctx, given.value.session.token);
    const { token } = given.value;
    return (newPassword: string) => confirmLink(ctx, browser, token, { newPassword, firstName, lastName });
  }

  /** The one after a flow that asked for none. */
  async function passwordPageOf(ctx: Ctx, token: string) {
    const session = await findSession(ctx, token);
    if (!session) throw new Error("no session");
    const { id: sessionId, accountId } = session;
    return (newPassword: string) => choosePassword(ctx, { sessionId, accountId, newPassword });
  }

  test(`T-R13 [${flow}]: a weak password is refused with its reason, at its field, and costs nothing; a long phrase is welcome`, async () => {
    const ctx = inFlow(flow, { settings: { "shop.name": "Linden & Larch" } });
    const registrant = freshRegistrant();
    const { email } = registrant;
    const give = await passwordPage(ctx, registrant);
    const field = flow === "form" ? "password" : "newPassword";
    const weak = [
      ["seven77", "password.too-short"],
      ["passwordpassword", "password.common"],
      ["Linden and Larch 1", "password.personal"],
      [`${email.split("@")[0]}1`, "password.personal"],
    ] as const;
    for (let round = 0; round < 3; round++) {
      for (const [typed, code] of weak) expect(await give(typed)).toMatchObject({ ok: false, problems: [{ code, field }] });
    }
    expect(await count(ctx, "passwords p join accounts a on a.id = p.account_id", `a.email_key = '${email}'`)).toBe(0);
    const passphrase = "vier müde pinguine trugen einen schirm über die alte brücke 🐧🐧🐧🐧";
    expect([...passphrase].length).toBeGreaterThanOrEqual(64);
    expect(await give(passphrase)).toMatchObject({ ok: true });
    if (flow === "form") await confirmCode(ctx, registrant.browser, (await newestMail(ctx, email)).code);
    expect(await signIn(ctx, { identifier: email, password: passphrase })).toMatchObject({ value: { kind: "signed-in" } });
  });

  test(`T-R19 [${flow}]: from one address of the network ten an hour; the others are refused, store nothing and mail nobody`, async () => {
    const ctx = inFlow(flow);
    const registrants = Array.from({ length: 50 }, () => freshRegistrant());
    const answers = [];
    for (const registrant of registrants) answers.push(await start(ctx, registrant));
    expect(answers.map(({ ok }) => ok)).toEqual(registrants.map((_, index) => index < 10));
    expect(answers.at(-1)).toMatchObject({ code: "limits.too-many" });
    const emails = registrants.map(({ email }) => `'${email}'`).join();
    expect(await count(ctx, "mails", `to_email in (${emails})`)).toBe(10);
    expect(await count(ctx, "pending_registrations", `email_key in (${emails})`)).toBe(10);
    expect((await start(inFlow(flow), freshRegistrant())).ok, "from elsewhere").toBe(true);
  });

  test(`T-R20 [${flow}]: who is signed in begins nothing, and finishes nothing until they chose; then their session ends before the new one starts`, async () => {
    const ctx = inFlow(flow);
    const { email, password } = await makeAccount(ctx);
    const theirs = await signIn(ctx, { identifier: email, password });
    if (!theirs.ok || theirs.value.kind !== "signed-in") throw new Error("not signed in");
    expect(await start(ctx, freshRegistrant(), true)).toMatchObject({ code: "registration.signed-in" });

    const { registrant, mail } = await mailed(ctx);
    const typed = { newPassword: freshPassword(), posted: { firstName: "Olive", lastName: "Owner" } };
    const asked = { browser: registrant.browser, isSignedIn: true, replaces: theirs.value.token, isSwitching: false };
    const refused = { ok: false, code: "registration.signed-in" };
    expect(await confirmByLink(ctx, { ...asked, ...typed, token: mail.token })).toMatchObject(refused);
    expect(await confirmByCode(ctx, { ...asked, code: mail.code })).toMatchObject(refused);
    expect(await findSession(ctx, theirs.value.token)).toMatchObject({ email });
    expect(await accountsOf(registrant.email)).toBe(0);

    const done = await confirmByLink(ctx, { ...asked, ...typed, isSwitching: true, token: mail.token });
    if (!done.ok || done.value.kind !== "active") throw new Error("not active");
    expect(await findSession(ctx, theirs.value.token)).toBeNull();
    expect(await findSession(ctx, done.value.session.token)).toMatchObject({ email: registrant.email });
    expect([await accountsOf(email), await accountsOf(registrant.email)]).toEqual([1, 1]);
  });
});
