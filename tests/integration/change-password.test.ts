import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changePassword } from "@/core/passwords/change-password";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { resetPassword } from "@/core/sign-in/reset-password";
import { accounts } from "@/db/schema/people";
import { makeWorld, type World } from "@/tests/support/context";
import { freshPassword, makeAccount } from "@/tests/support/make";
import { queuedMails } from "@/tests/support/queued-mail";
import { canSignIn, getReset } from "@/tests/support/reset";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

describe("changing the password while signed in", () => {
  test("P-M5: with the current password a new one is set, the owner is told by mail, and the log knows", async () => {
    const ctx = world.ctx();
    const { accountId, email, password } = await makeAccount(ctx, { firstName: "Ann" });
    const newPassword = freshPassword();
    expect((await changePassword(ctx, { accountId, password, newPassword })).ok).toBe(true);
    expect([await canSignIn(ctx, email, newPassword), await canSignIn(ctx, email, password)]).toEqual([true, false]);
    expect(await queuedMails(ctx, email)).toMatchObject([{ message: "password-changed", facts: { name: "Ann" } }]);
    const log = await ctx.db.execute(
      sql`select action, outcome from audit_log where target_id = ${accountId} and action = 'password.changed'`,
    );
    expect([...log]).toEqual([{ action: "password.changed", outcome: "ok" }]);
  });

  test("T-K6: all other sessions end and this browser's is a new one", async () => {
    const ctx = world.ctx();
    const { accountId, password } = await makeAccount(ctx);
    const here = await startSession(ctx, { accountId, method: "password" });
    const elsewhere = await startSession(ctx, { accountId, method: "password" });
    const changed = await changePassword(ctx, { accountId, password, newPassword: freshPassword() });
    if (!changed.ok) throw new Error(changed.code);
    expect([await findSession(ctx, here.token), await findSession(ctx, elsewhere.token)]).toEqual([null, null]);
    expect(await findSession(ctx, changed.value.token)).toMatchObject({ accountId });
  });

  test("T-P6: a reset link asked for before the change is dead after it", async () => {
    const ctx = world.ctx();
    const { accountId, email, password } = await makeAccount(ctx);
    const { token } = await getReset(ctx, email);
    expect((await changePassword(ctx, { accountId, password, newPassword: freshPassword() })).ok).toBe(true);
    expect(await resetPassword(ctx, { kind: "link", token }, freshPassword())).toMatchObject({ code: "proof.invalid" });
  });

  test("T-S8: wrong current passwords count as failed sign-ins: five, then even the right one waits, here and at the door", async () => {
    const ctx = world.ctx();
    const { accountId, email, password } = await makeAccount(ctx);
    const guess = (typed: string) => changePassword(ctx, { accountId, password: typed, newPassword: freshPassword() });
    for (let i = 0; i < 5; i++) {
      expect(await guess("not the current one")).toMatchObject({
        code: "password.wrong-current",
        problems: [{ field: "password" }],
      });
    }
    expect(await guess(password)).toMatchObject({ code: "limits.too-many" });
    expect(await canSignIn(world.ctx(), email, password)).toBe(false);
    expect((await queuedMails(ctx, email)).length).toBe(0);
  });

  test("T-R13: the new password passes the same rule as everywhere, before the current one is looked at", async () => {
    const ctx = world.ctx();
    const { accountId, email } = await makeAccount(ctx);
    for (const [newPassword, code] of [
      ["short", "password.too-short"],
      ["password12345678", "password.common"],
      [email, "password.personal"],
    ] as const) {
      const answer = await changePassword(ctx, { accountId, password: "whatever it was", newPassword });
      expect(answer).toMatchObject({ code, problems: [{ field: "newPassword" }] });
    }
  });

  test("of two changes at once with the same current password one holds", async () => {
    const ctx = world.ctx();
    const { accountId, email, password } = await makeAccount(ctx);
    const wanted = [freshPassword(), freshPassword()];
    const answers = await Promise.all(wanted.map((newPassword) => changePassword(ctx, { accountId, password, newPassword })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await canSignIn(ctx, email, wanted[answers.findIndex(({ ok }) => ok)] ?? "")).toBe(true);
  });

  test("an account without a password cannot change one: nothing typed is its current password", async () => {
    const ctx = world.ctx();
    const { accountId } = await makeAccount(ctx);
    await ctx.db.execute(sql`delete from passwords where account_id = ${accountId}`);
    const answer = await changePassword(ctx, { accountId, password: "nobody's password", newPassword: freshPassword() });
    expect(answer).toMatchObject({ code: "password.wrong-current" });
  });

  test("T-K5: an account deactivated meanwhile changes nothing", async () => {
    const ctx = world.ctx();
    const { accountId, password } = await makeAccount(ctx);
    await ctx.db.update(accounts).set({ deactivatedAt: sql`now()` }).where(eq(accounts.id, accountId));
    expect((await changePassword(ctx, { accountId, password, newPassword: freshPassword() })).ok).toBe(false);
  });

  test("P-A5: with SSO only there is no password to change", async () => {
    const ctx = world.ctx({ settings: { "access.ssoOnly": "true" } });
    const { accountId, password } = await makeAccount(ctx);
    expect(await changePassword(ctx, { accountId, password, newPassword: freshPassword() })).toMatchObject({
      code: "access.sso-only",
    });
  });
});
