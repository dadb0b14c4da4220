import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { choosePassword, mayChoosePassword } from "@/core/passwords/choose-password";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { resetPassword } from "@/core/sign-in/reset-password";
import { insertIdentity } from "@/db/queries/identities";
import { makeWorld, type World } from "@/tests/support/context";
import { aConnection } from "@/tests/support/identities";
import { age, freshPassword, makeAccount } from "@/tests/support/make";
import { newestMail, queuedMails } from "@/tests/support/queued-mail";
import { confirmCode, count, freshRegistrant, openShop, start } from "@/tests/support/registration";
import { canSignIn, getReset } from "@/tests/support/reset";
import { startAndWait } from "@/tests/support/start-and-wait";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
});
afterAll(() => world.end());

const byCode = { settings: { "registration.flow": "code" } };
const work = aConnection({ id: "oidc-work" });

async function ownerOf(ctx: Ctx, token: string) {
  const session = await findSession(ctx, token);
  if (!session) throw new Error("no session");
  return { sessionId: session.id, accountId: session.accountId };
}

/** Somebody who has just registered by a code: an account without a password, and its session. */
async function registered(ctx: Ctx = shop(byCode)) {
  const registrant = freshRegistrant();
  await start(ctx, registrant);
  const done = await confirmCode(ctx, registrant.browser, (await newestMail(ctx, registrant.email)).code);
  if (!done.ok || done.value.kind !== "active") throw new Error("not active");
  const { token } = done.value.session;
  return { ctx, email: registrant.email, token, owner: await ownerOf(ctx, token) };
}

const passwordsOf = (ctx: Ctx, accountId: string) => count(ctx, "passwords", `account_id = '${accountId}'`);

describe("the first password of an account that was made without one", () => {
  test("P-R4: is chosen by who has just registered, and signs in from then on; the owner is told", async () => {
    const { ctx, email, owner } = await registered();
    expect(await mayChoosePassword(ctx, owner)).toBe("yes");
    const newPassword = freshPassword();
    expect(await choosePassword(ctx, { ...owner, newPassword })).toMatchObject({ ok: true });
    expect(await canSignIn(ctx, email, newPassword)).toBe(true);
    expect((await queuedMails(ctx, email)).map(({ message }) => message)).toEqual([
      "confirm-address",
      "account-active",
      "password-changed",
    ]);
    expect(
      await count(ctx, "audit_log", `action = 'password.changed' and target_id = '${owner.accountId}' and outcome = 'ok'`),
    ).toBe(1);
  });

  test("T-K6: ends every session of the account, and this browser gets a new one", async () => {
    const { ctx, token, owner } = await registered();
    const elsewhere = await startSession(ctx, { accountId: owner.accountId, method: "code" });
    const chosen = await choosePassword(ctx, { ...owner, newPassword: freshPassword() });
    if (!chosen.ok) throw new Error(chosen.code);
    expect([await findSession(ctx, token), await findSession(ctx, elsewhere.token)]).toEqual([null, null]);
    expect(await findSession(ctx, chosen.value.token)).toMatchObject({ accountId: owner.accountId });
  });

  test("T-P6: ends a reset that is on its way", async () => {
    const { ctx, email, owner } = await registered();
    const { token } = await getReset(ctx, email);
    expect(await choosePassword(ctx, { ...owner, newPassword: freshPassword() })).toMatchObject({ ok: true });
    expect(await resetPassword(ctx, { kind: "link", token }, freshPassword())).toMatchObject({ code: "proof.invalid" });
  });

  test("T-K6: is no way past the current one: where there is a password, this changes none", async () => {
    const { ctx, email, owner } = await registered();
    const first = freshPassword();
    const chosen = await choosePassword(ctx, { ...owner, newPassword: first });
    if (!chosen.ok) throw new Error(chosen.code);
    const again = await ownerOf(ctx, chosen.value.token);
    expect(await mayChoosePassword(ctx, again)).toBe("elsewhere");
    expect(await choosePassword(ctx, { ...again, newPassword: freshPassword() })).toMatchObject({ code: "form.out-of-date" });
    expect(await canSignIn(ctx, email, first)).toBe(true);
  });

  test("T-FX19: of three at once one is the password, and the others are told that the page is out of date or their session over", async () => {
    const { ctx, email, owner } = await registered();
    const passwords = Array.from({ length: 3 }, freshPassword);
    const answers = await Promise.all(passwords.map((newPassword) => choosePassword(ctx, { ...owner, newPassword })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    // The winner ends all sessions: who was looked at in between has none any more.
    for (const answer of answers) if (!answer.ok) expect(["form.out-of-date", "sso.confirm-first"]).toContain(answer.code);
    const winner = passwords[answers.findIndex(({ ok }) => ok)] ?? "";
    expect(await canSignIn(ctx, email, winner)).toBe(true);
    expect((await queuedMails(ctx, email)).filter(({ message }) => message === "password-changed")).toHaveLength(1);
  });

  test("P-R4: a session that was left open for a quarter of an hour cannot choose one; a fresh one can", async () => {
    const { ctx, owner } = await registered();
    await age(ctx, "sessions", ["authenticated_at"], "14 minutes", `id = '${owner.sessionId}'`);
    expect(await mayChoosePassword(ctx, owner)).toBe("yes");
    await age(ctx, "sessions", ["authenticated_at"], "2 minutes", `id = '${owner.sessionId}'`);
    expect(await mayChoosePassword(ctx, owner)).toBe("sign-in-again");
    expect(await choosePassword(ctx, { ...owner, newPassword: freshPassword() })).toMatchObject({ code: "sso.confirm-first" });
    expect(await passwordsOf(ctx, owner.accountId)).toBe(0);
    const { token } = await startSession(ctx, { accountId: owner.accountId, method: "code" });
    expect(await choosePassword(ctx, { ...(await ownerOf(ctx, token)), newPassword: freshPassword() })).toMatchObject({
      ok: true,
    });
  });

  test("T-P11: an account that a provider signs in gets no password beside it", async () => {
    const { accountId } = await makeAccount(world.ctx());
    await world.database.sql`delete from passwords where account_id = ${accountId}`;
    const ctx = shop({ connections: [work] });
    await insertIdentity(ctx.db, { accountId, connection: work.id, subject: "nia at work", kind: "oidc" });
    const owner = await ownerOf(ctx, (await startSession(ctx, { accountId, method: work.id })).token);
    expect(await mayChoosePassword(ctx, owner)).toBe("elsewhere");
    expect(await choosePassword(ctx, { ...owner, newPassword: freshPassword() })).toMatchObject({ code: "form.out-of-date" });
    expect(await passwordsOf(ctx, accountId)).toBe(0);
  });

  test.each([
    ["passwords are no way in", { "access.ssoOnly": "true" }, "access.sso-only"],
    ["there are no customer accounts", { "access.customerAccounts": "false" }, "access.accounts-off"],
  ] as const)("P-A5: is not chosen where %s", async (_why, settings, code) => {
    const { owner } = await registered();
    const closed = shop({ settings: { ...byCode.settings, ...settings } });
    expect(await mayChoosePassword(closed, owner)).toBe("elsewhere");
    expect(await choosePassword(closed, { ...owner, newPassword: freshPassword() })).toMatchObject({ code });
    expect(await passwordsOf(closed, owner.accountId)).toBe(0);
  });

  test("T-K8, T-P7: a session that was ended while the password was hashed chooses none and gets no new session", async () => {
    const { ctx, owner } = await registered();
    const choosing = await world.database.sql.begin(async (held) => {
      await held`select 1 from accounts where id = ${owner.accountId} for update`;
      const begun = await startAndWait(world, () => choosePassword(ctx, { ...owner, newPassword: freshPassword() }));
      await held`delete from sessions where id = ${owner.sessionId}`;
      return begun;
    });
    expect(await choosing.running).toMatchObject({ code: "sso.confirm-first" });
    expect(await passwordsOf(ctx, owner.accountId)).toBe(0);
    expect(await count(ctx, "sessions", `account_id = '${owner.accountId}'`)).toBe(0);
  });

  test("T-K5: an account that was shut meanwhile gets none", async () => {
    const { ctx, owner } = await registered();
    await world.database.sql`update accounts set deactivated_at = now() where id = ${owner.accountId}`;
    expect(await choosePassword(ctx, { ...owner, newPassword: freshPassword() })).toMatchObject({ code: "form.out-of-date" });
    expect(await passwordsOf(ctx, owner.accountId)).toBe(0);
  });
});
