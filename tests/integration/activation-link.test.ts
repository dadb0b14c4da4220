import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { confirmActivationCode } from "@/core/activation/confirm-activation-code";
import { openActivation } from "@/core/activation/open-activation";
import { resendActivationCode } from "@/core/activation/resend-activation-code";
import type { Ctx } from "@/core/ctx";
import { newToken } from "@/core/security/token";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { findAccountOfCustomer, findCustomerById } from "@/db/queries/customer-room";
import { insertCustomer } from "@/db/queries/customers";
import { activate, copyLink, invite, makeInvited } from "@/tests/support/activation";
import { makeWorld, type World } from "@/tests/support/context";
import { age, freshEmail, freshPassword, makeAccount, makeStaff } from "@/tests/support/make";
import { forgetMailLimits, newestMail, queuedMails } from "@/tests/support/queued-mail";
import { confirmCode, count, freshRegistrant, openShop, start } from "@/tests/support/registration";
import { canSignIn } from "@/tests/support/reset";

let world: World;
let admin: string;
beforeAll(async () => {
  world = await makeWorld();
  admin = (await makeStaff(world.ctx())).staffId;
});
afterAll(() => world.end());

const alone = { isSignedIn: false, isSwitching: false, replaces: undefined };
const accountOf = (ctx: Ctx, { id }: { id: string }) => findAccountOfCustomer(ctx.db, id);
const tables = { customers: "id", accounts: "id", activations: "customer_id", proofs: "id", sessions: "token_hash", mails: "id" };
const contents = async (ctx: Ctx) => {
  const rows = Object.entries(tables).map(([table, key]) =>
    ctx.db.execute(
      sql.raw(`select '${table}' as t, md5(coalesce(string_agg(md5(x::text), '' order by ${key}), '')) as h from ${table} x`),
    ),
  );
  return JSON.stringify(await Promise.all(rows));
};

async function invited(options: { settings?: Parameters<World["ctx"]>[0]; email?: string | null } = {}) {
  const ctx = world.ctx(options.settings);
  const customer = await makeInvited(ctx, options.email === undefined ? {} : { email: options.email });
  return { ctx, customer };
}

describe("the form behind the link", () => {
  test("P-V2, P-V3: names and password make the account and sign in; the number signs in, the e-mail does not", async () => {
    const { ctx, customer } = await invited();
    const token = await invite(ctx, admin, customer);
    const newPassword = freshPassword();
    const done = await activate(ctx, token, { email: customer.email.toUpperCase().toLowerCase(), newPassword, firstName: "Ina" });
    if (!done.ok || done.value.kind !== "active") throw new Error("not activated");
    const session = await findSession(ctx, done.value.session.token);
    expect(session).toMatchObject({ customerNumber: customer.number, email: customer.email });
    expect(await accountOf(ctx, customer)).toMatchObject({
      signsInWithEmail: false,
      signsInWithNumber: true,
      email: customer.email,
    });
    expect((await accountOf(ctx, customer))?.emailVerifiedAt).toBeInstanceOf(Date);
    expect((await findCustomerById(ctx.db, customer.id))?.firstName).toBe("Ina");
    expect(await canSignIn(ctx, customer.number, newPassword)).toBe(true);
    expect(await canSignIn(ctx, customer.email, newPassword)).toBe(false);
    expect((await newestMail(ctx, customer.email)).facts).toEqual({ number: customer.number, names: customer.number });
  });

  test("P-V3: with number and e-mail both names work", async () => {
    const { ctx, customer } = await invited({ settings: { settings: { "activation.signInWith": "number-and-email" } } });
    const newPassword = freshPassword();
    await activate(ctx, await invite(ctx, admin, customer), { email: customer.email, newPassword });
    expect(await canSignIn(ctx, customer.number, newPassword)).toBe(true);
    expect(await canSignIn(ctx, customer.email, newPassword)).toBe(true);
  });

  test("P-V3: where the shop lets only e-mails sign in, the proven e-mail does whatever the other setting says", async () => {
    const { ctx, customer } = await invited({ settings: { settings: { "access.signInNames": "email" } } });
    const newPassword = freshPassword();
    await activate(ctx, await invite(ctx, admin, customer), { email: customer.email, newPassword });
    expect(await canSignIn(ctx, customer.email, newPassword)).toBe(true);
  });

  test("P-R7: orders placed as a guest with the proven address come along", async () => {
    const { ctx, customer } = await invited();
    const guest = await insertCustomer(ctx.db, {
      firstName: "Ida",
      lastName: "Guest",
      email: customer.email,
      emailKey: customer.email,
      origin: "guest",
    });
    await ctx.db.execute(sql`
      insert into orders (customer_id, name, email, email_key, street, postcode, postcode_key, city, country, language, total_cents)
      values (${guest.id}, 'Ida', ${customer.email}, ${customer.email}, 'Weg 1', '1', '1', 'Berlin', 'DE', 'en', 100)`);
    await activate(ctx, await invite(ctx, admin, customer), { email: customer.email });
    expect(await count(ctx, "orders", `customer_id = '${customer.id}'`)).toBe(1);
  });

  test("T-V1: looking, however often, changes nothing at all", async () => {
    const { ctx, customer } = await invited();
    const token = await invite(ctx, admin, customer);
    const before = await contents(ctx);
    for (let i = 0; i < 3; i++) expect((await openActivation(ctx, { token, browser: newToken() })).ok).toBe(true);
    expect(await contents(ctx)).toBe(before);
    expect((await activate(ctx, token, { email: customer.email })).ok).toBe(true);
  });

  test("T-V4, T-FX19: of twenty at once one makes the account, with one session; the others hear that the link was used", async () => {
    const { ctx, customer } = await invited();
    const token = await invite(ctx, admin, customer);
    const answers = await Promise.all(Array.from({ length: 20 }, () => activate(ctx, token, { email: customer.email })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.flatMap((one) => (one.ok ? [] : [one.code]))).toEqual(Array(19).fill("proof.invalid"));
    const account = await accountOf(ctx, customer);
    expect(await count(ctx, "sessions", `account_id = '${account?.id}'`)).toBe(1);
    expect((await queuedMails(ctx, customer.email)).map(({ message }) => message)).toEqual([
      "activate-account",
      "account-active",
    ]);
  });

  test("T-V5: cut off, altered, unknown, expired and used links and those of another purpose are one and the same", async () => {
    const { ctx, customer } = await invited();
    const token = await invite(ctx, admin, customer);
    const other = await invited();
    const used = await invite(other.ctx, admin, other.customer);
    await activate(other.ctx, used, { email: other.customer.email });
    const late = await invited();
    const expired = await invite(late.ctx, admin, late.customer);
    await age(late.ctx, "proofs", ["expires_at"], "4 days", `customer_id = '${late.customer.id}'`);
    const altered = `${token.startsWith("A") ? "B" : "A"}${token.slice(1)}`;
    for (const bad of ["", token.slice(0, -1), altered, newToken(), used, expired]) {
      expect(await activate(ctx, bad, { email: customer.email })).toEqual(
        await activate(ctx, newToken(), { email: customer.email }),
      );
      expect(await openActivation(ctx, { token: bad, browser: undefined })).toMatchObject({ code: "proof.invalid" });
    }
    await ctx.db.execute(sql`update proofs set purpose = 'reset' where customer_id = ${customer.id}`);
    expect(await activate(ctx, token, { email: customer.email })).toMatchObject({ code: "proof.invalid" });
  });

  test("T-N6, T-V14: an account that exists, shut or not, keeps its password and its sessions whatever link is shown", async () => {
    const { ctx, customer } = await invited();
    const first = await invite(ctx, admin, customer);
    const newPassword = freshPassword();
    await activate(ctx, first, { email: customer.email, newPassword });
    // A link that outlived the activation, as no use case leaves one.
    await ctx.db.execute(sql`update proofs set used_at = null, superseded_at = null, data = ${JSON.stringify({ kind: "mailed", staffId: admin })}::jsonb
      where customer_id = ${customer.id}`);
    await ctx.db.execute(sql`insert into activations (customer_id, staff_id, email, expires_at)
      values (${customer.id}, ${admin}, ${customer.email}, now() + interval '1 day')`);
    const account = await accountOf(ctx, customer);
    for (const change of ["deactivated_at = null", "deactivated_at = now()"]) {
      await ctx.db.execute(sql.raw(`update accounts set ${change} where id = '${account?.id}'`));
      expect(await activate(ctx, first, { email: customer.email })).toMatchObject({ code: "proof.invalid" });
    }
    expect(await count(ctx, "sessions", `account_id = '${account?.id}'`)).toBe(1);
    await ctx.db.execute(sql`update accounts set deactivated_at = null where id = ${account?.id}`);
    expect(await canSignIn(ctx, customer.number, newPassword)).toBe(true);
  });

  test("T-X2, T-X4: SSO only, switched on meanwhile, closes link, form and code; no password row appears", async () => {
    const { ctx, customer } = await invited();
    const token = await invite(ctx, admin, customer);
    const closed = world.ctx({ settings: { "access.ssoOnly": "true" } });
    const browser = newToken();
    expect(await openActivation(closed, { token, browser })).toMatchObject({ code: "access.sso-only" });
    expect(await activate(closed, token, { email: customer.email })).toMatchObject({ code: "access.sso-only" });
    await activate(ctx, token, { email: freshEmail("other"), browser });
    expect(await confirmActivationCode(closed, { token, code: "123456", browser, ...alone })).toMatchObject({
      code: "access.sso-only",
    });
    expect(await accountOf(ctx, customer)).toBeNull();
  });

  test("T-R20: in a browser where somebody is signed in nothing happens until they say so; then the other session has ended first", async () => {
    const { ctx, customer } = await invited();
    const token = await invite(ctx, admin, customer);
    const other = await makeAccount(ctx);
    const session = await startSession(ctx, { accountId: other.accountId, method: "password" });
    const asked = { email: customer.email, isSignedIn: true, isSwitching: false };
    expect(await activate(ctx, token, asked)).toMatchObject({ code: "registration.signed-in" });
    expect(await findSession(ctx, session.token)).not.toBeNull();
    expect((await activate(ctx, token, { email: customer.email, replaces: session.token })).ok).toBe(true);
    expect(await findSession(ctx, session.token)).toBeNull();
    expect(await accountOf(ctx, { id: other.customerId })).toMatchObject({ email: other.email });
  });

  test("T-R13: a password that is short or made of the number is refused, and the link still works", async () => {
    const { ctx, customer } = await invited();
    const token = await invite(ctx, admin, customer);
    const short = await activate(ctx, token, { email: customer.email, newPassword: "short" });
    const personal = await activate(ctx, token, { email: customer.email, newPassword: `${customer.email}` });
    expect([short, personal]).toMatchObject([{ code: "password.too-short" }, { code: "password.personal" }]);
    expect(await activate(ctx, token, { email: "" })).toMatchObject({ problems: [{ code: "field.required", field: "email" }] });
    expect((await activate(ctx, token, { email: customer.email })).ok).toBe(true);
  });
});

test("T-V6: a link that was mailed to a former address opens nothing once another one is on file", async () => {
  const { ctx, customer } = await invited();
  const token = await invite(ctx, admin, customer);
  const moved = freshEmail("elsewhere");
  await ctx.db.execute(sql`update customers set email = ${moved}, email_key = ${moved} where id = ${customer.id}`);
  expect(await openActivation(ctx, { token, browser: newToken() })).toMatchObject({ code: "proof.invalid" });
  expect(await activate(ctx, token, { email: customer.email })).toMatchObject({ code: "proof.invalid" });
  expect(await accountOf(ctx, customer)).toBeNull();
});

describe("another address", () => {
  test("P-V2: it counts only after its own code; until then there is no account, and the address on file stays", async () => {
    const { ctx, customer } = await invited();
    const token = await invite(ctx, admin, customer);
    const [email, browser, newPassword] = [freshEmail("moved"), newToken(), freshPassword()];
    expect(await activate(ctx, token, { email, browser, newPassword })).toMatchObject({ value: { kind: "needs-code" } });
    expect(await accountOf(ctx, customer)).toBeNull();
    expect((await findCustomerById(ctx.db, customer.id))?.email).toBe(customer.email);
    const mail = await newestMail(ctx, email);
    expect(mail).toMatchObject({ message: "confirm-activation-address", facts: {}, link: "" });
    expect(await openActivation(ctx, { token, browser })).toMatchObject({ value: { codeSentTo: email } });
    expect(await openActivation(ctx, { token, browser: newToken() })).toMatchObject({ value: { codeSentTo: null } });
    const done = await confirmActivationCode(ctx, { token, code: mail.code, browser, ...alone });
    expect(done.ok).toBe(true);
    expect(await accountOf(ctx, customer)).toMatchObject({ email, signsInWithEmail: false });
    expect((await findCustomerById(ctx.db, customer.id))?.email).toBe(email);
    expect(await canSignIn(ctx, customer.number, newPassword)).toBe(true);
    expect((await newestMail(ctx, customer.email)).facts).toEqual({ number: customer.number, invited: "yes" });
    expect(await count(ctx, "proofs", `customer_id = '${customer.id}' and data ? 'passwordHash'`)).toBe(0);
  });

  test("T-G4: that a code went to another address stands in the log, masked", async () => {
    const { ctx, customer } = await invited();
    const token = await invite(ctx, admin, customer);
    await activate(ctx, token, { email: freshEmail("moved") });
    const masked = "detail->>'email' = 'm***@example.com' and detail->>'mailed' = 'yes'";
    const isNoted = `action = 'activation.code-sent' and target_id = '${customer.id}' and ${masked}`;
    expect(await count(ctx, "audit_log", isNoted)).toBe(1);
  });

  test("T-C4, T-C6: the code counts with this link, in this browser, and for nobody else's account", async () => {
    const { ctx, customer } = await invited();
    const second = await makeInvited(ctx);
    const [token, elsewhere] = [await invite(ctx, admin, customer), await invite(ctx, admin, second)];
    const [email, browser] = [freshEmail("moved"), newToken()];
    await activate(ctx, token, { email, browser });
    const { code } = await newestMail(ctx, email);
    const wrong = code === "000000" ? "000001" : "000000";
    const tryIt = (changed: object) => confirmActivationCode(ctx, { token, code, browser, ...alone, ...changed });
    expect(await tryIt({ code: wrong })).toMatchObject({ code: "code.wrong" });
    expect(await tryIt({ browser: newToken() })).toMatchObject({ code: "code.ended" });
    expect(await tryIt({ token: elsewhere })).toMatchObject({ code: "code.ended" });
    expect(await tryIt({ token: newToken() })).toMatchObject({ code: "proof.invalid" });
    expect(await tryIt({ isSignedIn: true })).toMatchObject({ code: "registration.signed-in" });
    expect([await accountOf(ctx, customer), await accountOf(ctx, second)]).toEqual([null, null]);
    expect((await tryIt({})).ok).toBe(true);
  });

  test("T-C7: of twenty codes at once one makes the account", async () => {
    const { ctx, customer } = await invited();
    const token = await invite(ctx, admin, customer);
    const [email, browser] = [freshEmail("moved"), newToken()];
    await activate(ctx, token, { email, browser });
    const { code } = await newestMail(ctx, email);
    const confirm = () => confirmActivationCode(world.ctx(), { token, code, browser, ...alone });
    const answers = await Promise.all(Array.from({ length: 20 }, confirm));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("T-C9, T-C12: another code ends the earlier one and keeps what was typed; a mailbox gets one a minute", async () => {
    const { ctx, customer } = await invited();
    const token = await invite(ctx, admin, customer);
    const [email, browser, newPassword] = [freshEmail("moved"), newToken(), freshPassword()];
    await activate(ctx, token, { email, browser, newPassword });
    const { code: first } = await newestMail(ctx, email);
    expect(await resendActivationCode(ctx, { token, browser })).toMatchObject({ value: { email } });
    expect(await queuedMails(ctx, email)).toHaveLength(1);
    await forgetMailLimits(ctx);
    await resendActivationCode(ctx, { token, browser });
    const { code } = await newestMail(ctx, email);
    const confirm = (typed: string) => confirmActivationCode(ctx, { token, code: typed, browser, ...alone });
    if (first !== code) expect((await confirm(first)).ok).toBe(false);
    expect((await confirm(code)).ok).toBe(true);
    expect(await canSignIn(ctx, customer.number, newPassword)).toBe(true);
    expect(await resendActivationCode(ctx, { token, browser: newToken() })).toMatchObject({ ok: false });
  });

  test("P-V5, T-N7: another account's address looks like any other until its code is given; then it is told and nothing changed", async () => {
    const { ctx, customer } = await invited();
    const token = await invite(ctx, admin, customer);
    const other = await makeAccount(ctx);
    const browser = newToken();
    const free = await activate(ctx, token, { email: freshEmail("free"), browser: newToken() });
    expect(await activate(ctx, token, { email: other.email, browser })).toEqual(free);
    const { code, facts } = await newestMail(ctx, other.email);
    expect(facts).toEqual({ taken: "yes" });
    const told = await confirmActivationCode(ctx, { token, code, browser, ...alone });
    expect(told).toMatchObject({ problems: [{ code: "registration.taken", field: "code" }] });
    expect(await accountOf(ctx, customer)).toBeNull();
    expect(await accountOf(ctx, { id: other.customerId })).toMatchObject({ id: other.accountId, email: other.email });
    expect((await activate(ctx, token, { email: customer.email })).ok).toBe(true);
  });

  test("P-V5: an address that got an account after the mail was sent is told to who holds the link, and another one still works", async () => {
    const { ctx, customer } = await invited();
    const token = await invite(ctx, admin, customer);
    await makeAccount(ctx, { email: customer.email });
    expect(await activate(ctx, token, { email: customer.email })).toMatchObject({
      problems: [{ code: "registration.taken", field: "email" }],
    });
    const browser = newToken();
    const email = freshEmail("moved");
    await activate(ctx, token, { email, browser });
    const { code } = await newestMail(ctx, email);
    expect((await confirmActivationCode(ctx, { token, code, browser, ...alone })).ok).toBe(true);
  });
});

describe("a copied link", () => {
  test("T-V11: it proves no mailbox: the account has no address, signs in with the number, and the customer is told by mail", async () => {
    const { ctx, customer } = await invited({ settings: { settings: { "activation.signInWith": "number-and-email" } } });
    const token = await copyLink(ctx, admin, customer.number);
    const newPassword = freshPassword();
    expect((await activate(ctx, token, { email: customer.email, newPassword })).ok).toBe(true);
    expect(await accountOf(ctx, customer)).toMatchObject({ email: null, emailVerifiedAt: null, signsInWithEmail: false });
    expect(await canSignIn(ctx, customer.email, newPassword)).toBe(false);
    expect(await canSignIn(ctx, customer.number, newPassword)).toBe(true);
    expect(await queuedMails(ctx, customer.email)).toMatchObject([
      { message: "account-active", facts: { number: customer.number, invited: "yes", copied: "yes" } },
    ]);
  });

  test("T-V11: the customer is told of a copied link even when the mailed one was used", async () => {
    const { ctx, customer } = await invited();
    const token = await invite(ctx, admin, customer);
    await copyLink(ctx, admin, customer.number);
    await activate(ctx, token, { email: customer.email });
    expect((await newestMail(ctx, customer.email)).facts).toMatchObject({ copied: "yes" });
  });

  test("T-V11: with an address of somebody's own behind it, that address needs its code, and the one on file is told", async () => {
    const { ctx, customer } = await invited();
    const token = await copyLink(ctx, admin, customer.number);
    const [email, browser] = [freshEmail("taker"), newToken()];
    expect(await activate(ctx, token, { email, browser })).toMatchObject({ value: { kind: "needs-code" } });
    const { code } = await newestMail(ctx, email);
    expect((await confirmActivationCode(ctx, { token, code, browser, ...alone })).ok).toBe(true);
    expect(await queuedMails(ctx, customer.email)).toMatchObject([{ facts: { invited: "yes", copied: "yes" } }]);
  });

  test("P-V2: where only e-mails sign in, the address on file needs its code, too", async () => {
    const { ctx, customer } = await invited({ settings: { settings: { "access.signInNames": "email" } } });
    const token = await copyLink(ctx, admin, customer.number);
    expect(await activate(ctx, token, { email: "" })).toMatchObject({ problems: [{ code: "field.required", field: "email" }] });
    expect(await activate(ctx, token, { email: customer.email })).toMatchObject({ value: { kind: "needs-code" } });
    expect(await accountOf(ctx, customer)).toBeNull();
  });
});

describe("registering instead", () => {
  test("P-R6: a registration that proves a pending customer's address completes that very activation; the links end", async () => {
    const shop = await openShop(world);
    const ctx = shop();
    const older = await makeInvited(ctx);
    const newer = await insertCustomer(ctx.db, {
      firstName: "",
      lastName: "Guest",
      email: older.email,
      emailKey: older.email,
      origin: "guest",
    });
    await ctx.db.execute(sql`update customers set last_order_at = now() where id = ${newer.id}`);
    const token = await invite(ctx, admin, older);
    await forgetMailLimits(ctx);
    const registrant = freshRegistrant({ email: older.email });
    expect((await start(ctx, registrant)).ok).toBe(true);
    const { code, message } = await newestMail(ctx, older.email);
    expect(message).toBe("confirm-address");
    expect(await confirmCode(ctx, registrant.browser, code)).toMatchObject({ value: { kind: "active" } });
    expect(await accountOf(ctx, older)).toMatchObject({ email: older.email, signsInWithEmail: true, signsInWithNumber: true });
    expect(await canSignIn(ctx, older.number, registrant.password)).toBe(true);
    expect(await activate(ctx, token, { email: older.email })).toMatchObject({ code: "proof.invalid" });
    expect(await count(ctx, "activations", `customer_id = '${older.id}'`)).toBe(0);
    expect((await findCustomerById(ctx.db, older.id))?.standing).toBe("active");
  });

  test("P-R6: an activation and a registration of one address at the same moment make one account", async () => {
    const shop = await openShop(world);
    const ctx = shop();
    const customer = await makeInvited(ctx);
    const token = await invite(ctx, admin, customer);
    await forgetMailLimits(ctx);
    const registrant = freshRegistrant({ email: customer.email });
    await start(ctx, registrant);
    const { code } = await newestMail(ctx, customer.email);
    const [one, two] = await Promise.all([
      activate(ctx, token, { email: customer.email }),
      confirmCode(shop(), registrant.browser, code),
    ]);
    const made = [one, two].filter((answer) => answer.ok && answer.value.kind === "active");
    expect(made).toHaveLength(1);
    expect(await count(ctx, "accounts", `email_key = '${customer.email}'`)).toBe(1);
  });
});
