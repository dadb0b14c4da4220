import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { findConfirmation } from "@/core/registration/find-confirmation";
import { hashCount } from "@/core/security/password-hash";
import { newToken } from "@/core/security/token";
import { findSession } from "@/core/sessions/find-session";
import { signIn } from "@/core/sign-in/sign-in";
import { rowsAbout } from "@/tests/support/all-rows";
import { makeBuyer, makeOrderOf, shownOrders } from "@/tests/support/guest-orders";
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

/** A registration whose mail has come. */
async function mailed(changes: Partial<Registrant> = {}, ctx: Ctx = shop()) {
  const registrant = freshRegistrant(changes);
  await start(ctx, registrant);
  return { registrant, mail: await newestMail(ctx, registrant.email) };
}

const accountsOf = (email: string) => count(shop(), "accounts", `email_key = '${email}'`);

describe("in the browser that began it", () => {
  test("P-R2: the code makes the account active and signs in", async () => {
    const ctx = shop();
    const { registrant, mail } = await mailed();
    const done = await confirmCode(ctx, registrant.browser, mail.code);
    if (!done.ok || done.value.kind !== "active") throw new Error("not active");
    expect(await findSession(ctx, done.value.session.token)).toMatchObject({ email: registrant.email, name: "Robin Reed" });
    const [session] = await ctx.db.execute(sql`select s.method from sessions s join accounts a on a.id = s.account_id
      where a.email_key = ${registrant.email}`);
    expect(session).toEqual({ method: "registration" });
    expect((await signIn(ctx, { identifier: registrant.email, password: registrant.password })).ok).toBe(true);
  });

  test("P-R2: the link does so as well, with the password chosen before and none asked again", async () => {
    const ctx = shop();
    const { registrant, mail } = await mailed();
    expect(await findConfirmation(ctx, { token: mail.token, browser: registrant.browser })).toMatchObject({
      value: { isSameBrowser: true, asks: [] },
    });
    const ignored = { newPassword: freshPassword(), firstName: "Somebody", lastName: "Else" };
    const done = await confirmLink(ctx, registrant.browser, mail.token, ignored);
    if (!done.ok || done.value.kind !== "active") throw new Error("not active");
    expect(await findSession(ctx, done.value.session.token)).toMatchObject({ name: "Robin Reed" });
    expect((await signIn(ctx, { identifier: registrant.email, password: registrant.password })).ok).toBe(true);
  });

  test("P-R2: a new customer has a number and can sign in with it, and a mail says that the account is active", async () => {
    const ctx = shop();
    const { registrant, mail } = await mailed();
    await confirmCode(ctx, registrant.browser, mail.code);
    const [customer] = await ctx.db.execute<{ number: string; origin: string }>(
      sql`select number, origin from customers where email_key = ${registrant.email}`,
    );
    expect(customer).toMatchObject({ origin: "registration" });
    expect((await signIn(ctx, { identifier: customer?.number ?? "", password: registrant.password })).ok).toBe(true);
    expect(await newestMail(ctx, registrant.email)).toMatchObject({
      message: "account-active",
      facts: { number: customer?.number, names: `${registrant.email}, ${customer?.number}` },
    });
  });

  test("P-A2 [registration]: the wanted page survives, ours only, and in this browser only", async () => {
    const outcome = async (returnTo: string, elsewhere = false) => {
      const { registrant, mail } = await mailed({ returnTo });
      const extra = elsewhere ? { newPassword: freshPassword(), firstName: "A", lastName: "B" } : {};
      const done = await confirmLink(shop(), elsewhere ? newToken() : registrant.browser, mail.token, extra);
      return done.ok && done.value.kind === "active" ? done.value.returnTo : "not active";
    };
    expect(await outcome("/products/brass-lamp?colour=green")).toBe("/products/brass-lamp?colour=green");
    expect(await outcome("https://evil.example/")).toBeNull();
    expect(await outcome("//evil.example/")).toBeNull();
    expect(await outcome("/cart", true)).toBeNull();
  });

  test("T-G4: what happened can be followed in the audit log, with the address masked", async () => {
    const ctx = shop();
    const { registrant, mail } = await mailed({ email: "grace.under-test@example.com" });
    await confirmCode(ctx, registrant.browser, mail.code);
    const rows = await ctx.db.execute<{ action: string; outcome: string; detail: object; address: string }>(
      sql`select action, outcome, detail, address from audit_log where detail->>'email' = 'g***@example.com' order by id`,
    );
    expect(rows.map(({ action, outcome }) => [action, outcome])).toEqual([
      ["registration.started", "ok"],
      ["registration.completed", "ok"],
    ]);
    expect(JSON.stringify(rows)).not.toContain("grace.under-test");
  });

  test("the password of a finished registration is erased from the record of the attempt", async () => {
    const ctx = shop();
    const { registrant, mail } = await mailed();
    await confirmCode(ctx, registrant.browser, mail.code);
    expect(
      await count(
        ctx,
        "pending_registrations",
        `email_key = '${registrant.email}' and password_hash is null and browser_hash is null`,
      ),
    ).toBe(1);
  });
});

describe("in another browser", () => {
  test("T-R3: the password typed at the beginning never counts: a new one and the names are asked for", async () => {
    const ctx = shop();
    const { registrant, mail } = await mailed({ firstName: "Mallory", lastName: "Planted" });
    const here = newToken();
    expect(await findConfirmation(ctx, { token: mail.token, browser: here })).toMatchObject({
      value: { asks: ["fields", "password", "consents"], firstName: "Mallory" },
    });
    const bare = await confirmLink(ctx, here, mail.token);
    expect(bare).toMatchObject({ ok: false, code: "field.required" });
    expect(!bare.ok && bare.problems.map(({ field }) => field)).toEqual(["newPassword", "firstName", "lastName"]);
    const newPassword = freshPassword();
    const done = await confirmLink(ctx, here, mail.token, { newPassword, firstName: "Olive", lastName: "Owner" });
    if (!done.ok || done.value.kind !== "active") throw new Error("not active");
    expect(await findSession(ctx, done.value.session.token)).toMatchObject({ name: "Olive Owner" });
    expect((await signIn(ctx, { identifier: registrant.email, password: registrant.password })).ok).toBe(false);
    expect((await signIn(ctx, { identifier: registrant.email, password: newPassword })).ok).toBe(true);
  });

  test("T-R3: a browser without any attempt of its own is another browser", async () => {
    const { mail } = await mailed();
    expect(await findConfirmation(shop(), { token: mail.token, browser: undefined })).toMatchObject({
      value: { asks: ["fields", "password", "consents"] },
    });
    expect(await confirmLink(shop(), undefined, mail.token)).toMatchObject({ code: "field.required" });
  });

  test("T-R13: the new password there meets the same rule", async () => {
    const { registrant, mail } = await mailed();
    const names = { firstName: "Olive", lastName: "Owner" };
    for (const [newPassword, code] of [
      ["seven77", "password.too-short"],
      ["passwordpassword", "password.common"],
      [`${registrant.email}`, "password.personal"],
    ] as const) {
      const refused = await confirmLink(shop(), newToken(), mail.token, { ...names, newPassword });
      expect(refused).toMatchObject({ ok: false, problems: [{ code, field: "newPassword" }] });
    }
    expect((await confirmLink(shop(), newToken(), mail.token, { ...names, newPassword: freshPassword() })).ok).toBe(true);
  });
});

describe("a proof", () => {
  test("T-V1: looking at the link, as scanners do, changes nothing", async () => {
    const { registrant, mail } = await mailed();
    const dump = () =>
      shop().db.execute(sql`select (select json_agg(p order by id)::text from proofs p) as proofs,
      (select json_agg(r order by id)::text from pending_registrations r) as pendings, (select count(*) from accounts) as accounts`);
    const before = await dump();
    for (let i = 0; i < 3; i++) await findConfirmation(shop(), { token: mail.token, browser: undefined });
    expect(await dump()).toEqual(before);
    expect((await confirmLink(shop(), registrant.browser, mail.token)).ok).toBe(true);
  });

  test("T-C11: neither the password nor its proof can be read in any table, before the account or after", async () => {
    const { registrant, mail } = await mailed();
    const kept = async () => rowsAbout(world.database, [registrant.email, registrant.password, mail.token]);
    for (const when of ["before", "after"]) {
      expect(await kept(), when).toContain(registrant.email);
      expect(await kept(), when).not.toContain(registrant.password);
      expect(await kept(), when).not.toContain(mail.token);
      await confirmCode(shop(), registrant.browser, mail.code);
    }
  });

  test("T-C14: the code is never a password", async () => {
    const { registrant, mail } = await mailed();
    const tryCode = () => signIn(shop(), { identifier: registrant.email, password: mail.code });
    expect(await tryCode()).toMatchObject({ code: "sign-in.refused" });
    await confirmCode(shop(), registrant.browser, mail.code);
    expect(await tryCode()).toMatchObject({ code: "sign-in.refused" });
  });

  test("T-V5: expired, used, cut off, changed and unknown links are answered alike", async () => {
    const used = await mailed();
    await confirmLink(shop(), used.registrant.browser, used.mail.token);
    const expired = await mailed();
    await age(shop(), "proofs", ["expires_at"], "25 hours", `email_key = '${expired.registrant.email}'`);
    const good = await mailed();
    const changed = good.mail.token.slice(0, -1) + (good.mail.token.endsWith("A") ? "B" : "A");
    for (const token of [used.mail.token, expired.mail.token, good.mail.token.slice(0, 30), changed, "", "x".repeat(200)]) {
      expect(await findConfirmation(shop(), { token, browser: undefined })).toEqual(
        await findConfirmation(shop(), { token: newToken(), browser: undefined }),
      );
      expect(await confirmLink(shop(), good.registrant.browser, token)).toMatchObject({ ok: false, code: "proof.invalid" });
    }
    expect((await confirmLink(shop(), good.registrant.browser, good.mail.token)).ok).toBe(true);
  });

  test("T-FX20: fifty registrations of one address make one account; the others hear that it is taken", async () => {
    const email = freshEmail();
    const begun = [];
    for (let i = 0; i < 8; i++) {
      await forgetMailLimits(shop());
      begun.push(await mailed({ email }));
    }
    const late = await Promise.all(Array.from({ length: 42 }, () => start(shop(), freshRegistrant({ email }))));
    expect(new Set(late.map(({ ok }) => ok))).toEqual(new Set([true]));
    const answers = await Promise.all(begun.map(({ registrant, mail }) => confirmLink(shop(), registrant.browser, mail.token)));
    const kinds = answers.map((answer) => (answer.ok ? answer.value.kind : answer.code)).sort();
    expect(kinds).toEqual(["active", ...Array.from({ length: 7 }, () => "taken")]);
    expect(await accountsOf(email)).toBe(1);
    expect(await count(shop(), "customers", `email_key = '${email}'`)).toBe(1);
  });
});

describe("an address that is used already", () => {
  test("P-R6: the owner of an account hears so after the proof, and nothing changes", async () => {
    const ctx = shop();
    const { email, accountId } = await makeAccount(ctx);
    const { registrant, mail } = await mailed({ email });
    expect(mail.message).toBe("address-taken");
    expect(await confirmCode(ctx, registrant.browser, mail.code)).toEqual({
      ok: true,
      value: { kind: "taken", signsInWith: "email" },
    });
    expect(await count(ctx, "sessions", `account_id = '${accountId}'`)).toBe(0);
    expect(
      (await queuedMails(ctx, email)).map(({ message }) => message),
      "no word of an active account",
    ).toEqual(["address-taken"]);
  });

  test("P-R6: in another browser nobody is asked for a password that would not count", async () => {
    const ctx = shop();
    const { email } = await makeAccount(ctx);
    const { mail } = await mailed({ email });
    expect(await findConfirmation(ctx, { token: mail.token, browser: undefined })).toMatchObject({
      value: { asks: [] },
    });
    const before = hashCount.value;
    expect(await confirmLink(ctx, undefined, mail.token)).toMatchObject({ value: { kind: "taken" } });
    expect(hashCount.value).toBe(before);
  });

  test("P-R6: the contact address of an account that signs in by number only is used as well", async () => {
    const ctx = shop();
    const { email, accountId } = await makeAccount(ctx);
    await ctx.db.execute(
      sql`update accounts set signs_in_with_email = false, email = null, email_key = null where id = ${accountId}`,
    );
    const { registrant, mail } = await mailed({ email });
    expect(mail.message).toBe("address-taken");
    expect(await confirmCode(ctx, registrant.browser, mail.code)).toMatchObject({
      value: { kind: "taken", signsInWith: "number" },
    });
    expect(await accountsOf(email)).toBe(0);
  });

  test("P-R6: a deactivated account keeps its address", async () => {
    const ctx = shop();
    const { email, accountId } = await makeAccount(ctx);
    await ctx.db.execute(sql`update accounts set deactivated_at = now() where id = ${accountId}`);
    const { registrant, mail } = await mailed({ email });
    expect(await confirmCode(ctx, registrant.browser, mail.code)).toMatchObject({ value: { kind: "taken" } });
  });

  test("P-R6: an account that came into being between mail and proof is respected", async () => {
    const ctx = shop();
    const { registrant, mail } = await mailed();
    expect(mail.message).toBe("confirm-address");
    const { accountId } = await makeAccount(ctx, { email: registrant.email });
    expect(await confirmLink(ctx, registrant.browser, mail.token)).toMatchObject({ value: { kind: "taken" } });
    expect(await count(ctx, "sessions", `account_id = '${accountId}'`)).toBe(0);
  });

  test("P-R6: of several customer records the account joins the one with the newest purchase; the others are noted for merging", async () => {
    const ctx = shop();
    const email = freshEmail();
    const older = await makeBuyer(shop(), email, "30 days");
    const newest = await makeBuyer(shop(), email, "1 day");
    const never = await makeBuyer(shop(), email, null);
    const { registrant, mail } = await mailed({ email });
    expect(mail.message, "guest purchases are no reason to refuse").toBe("confirm-address");
    expect(await confirmCode(ctx, registrant.browser, mail.code)).toMatchObject({ value: { kind: "active" } });
    const [account] =
      await ctx.db.execute(sql`select c.id, c.first_name, c.origin from accounts a join customers c on c.id = a.customer_id
      where a.email_key = ${email}`);
    expect(account).toEqual({ id: newest, first_name: "Robin", origin: "guest" });
    const noted = await ctx.db.execute(sql`select target_id from audit_log where action = 'customer.same-address'
      and target_id in (${older}, ${newest}, ${never}) order by target_id`);
    expect(noted.map(({ target_id }) => target_id)).toEqual([older, never].sort());
  });
});

describe("purchase history", () => {
  test("P-R7: guest orders placed with the proven address appear, each with a row that says why", async () => {
    const email = freshEmail();
    const guest = await makeBuyer(shop(), email, "1 day");
    const elsewhere = await makeBuyer(shop(), email, "9 days");
    const numbers = [
      await makeOrderOf(shop(), guest, email),
      await makeOrderOf(shop(), guest, email),
      await makeOrderOf(shop(), elsewhere, email),
    ];
    const { registrant, mail } = await mailed({ email });
    await confirmCode(shop(), registrant.browser, mail.code);
    expect(await shownOrders(shop(), email)).toEqual(numbers.sort().map((number) => [number, "proven-address"]));
  });

  test("T-R5: orders that an account placed stay with it, whatever address they bear", async () => {
    const email = freshEmail();
    const owner = await makeAccount(shop());
    const number = await makeOrderOf(shop(), owner.customerId, email, owner.accountId);
    const { registrant, mail } = await mailed({ email });
    await confirmCode(shop(), registrant.browser, mail.code);
    expect(await shownOrders(shop(), email)).toEqual([]);
    expect((await shownOrders(shop(), owner.email)).map(([shownNumber]) => shownNumber)).toEqual([number]);
  });

  test("P-R7: an order that somebody claimed before stays with them", async () => {
    const email = freshEmail();
    const owner = await makeAccount(shop());
    const number = await makeOrderOf(shop(), owner.customerId, email);
    const { registrant, mail } = await mailed({ email });
    await confirmCode(shop(), registrant.browser, mail.code);
    expect(await shownOrders(shop(), email)).toEqual([]);
    expect(await shownOrders(shop(), owner.email)).toEqual([[number, null]]);
  });
});
