import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { isGuessAllowed } from "@/core/security/guess-limit";
import { changeRole } from "@/core/staff/change-staff";
import type { StaffOperator } from "@/core/staff/confirm-staff";
import { deactivateStaff } from "@/core/staff/deactivate-staff";
import { findStaffSession } from "@/core/staff/find-staff-session";
import { findStaffSetup } from "@/core/staff/find-staff-setup";
import { renewStaffPassword } from "@/core/staff/renew-staff-password";
import { sendPasswordLink } from "@/core/staff/send-password-link";
import { setUpStaff } from "@/core/staff/set-up-staff";
import { staffSignIn } from "@/core/staff/staff-sign-in";
import { makeWorld, type World } from "@/tests/support/context";
import { age, freshOperator, freshPassword, makeStaff } from "@/tests/support/make";
import { queuedMails } from "@/tests/support/queued-mail";
import { enter } from "@/tests/support/staff-door";

let world: World;
let ctx: Ctx;
let admin: Awaited<ReturnType<typeof makeStaff>>;
let agent: Awaited<ReturnType<typeof makeStaff>>;
let by: StaffOperator;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());
beforeEach(async () => {
  await world.database.sql`delete from staff`;
  await world.database.sql`delete from limits`;
  ctx = world.ctx();
  admin = await makeStaff(ctx);
  agent = await makeStaff(ctx, { role: "agent" });
  by = await freshOperator(ctx, admin.staffId);
});

/** Sends a link and answers its token. */
async function link(operator = by): Promise<string> {
  await world.database.sql`delete from limits`;
  const sent = await sendPasswordLink(ctx, { staffId: agent.staffId, by: operator });
  if (!sent.ok) throw new Error(sent.code);
  const mail = (await queuedMails(ctx, agent.email)).filter(({ message }) => message === "staff-password-link").at(-1);
  expect(mail?.link).toMatch(/^https:\/\/shop\.example\/admin\/setup\/[\w-]{43}$/);
  return mail?.token ?? "";
}

const renew = (token: string, newPassword = freshPassword(), present?: string) =>
  renewStaffPassword(ctx, { token, newPassword, ...(present === undefined ? {} : { present }) });
const signIn = (password: string) => enter(ctx, { identifier: agent.email, password });
const logOf = async (id: string) =>
  (
    await world.database
      .sql`select action, actor_id, detail from audit_log where target_id = ${id} and action <> 'staff.sign-in' order by id`
  ).map((row) => ({ ...row }));

describe("a link for a new password of an agent", () => {
  test("P-V6, P-M6: sets one once; the old password and every session end, the agent is told, and the log has who sent and who used it", async () => {
    const before = await signIn(agent.password);
    const token = await link();
    expect(await findStaffSession(ctx, before.ok ? before.value.token : "")).toBeNull();
    const again = await signIn(agent.password);
    expect(again.ok, "a link that nobody used locks nobody out").toBe(true);
    const next = freshPassword();
    expect(await renew(token, next)).toEqual({ ok: true, value: undefined });
    expect(await findStaffSession(ctx, again.ok ? again.value.token : "")).toBeNull();
    expect(await signIn(agent.password)).toMatchObject({ code: "sign-in.refused" });
    expect(await signIn(next)).toMatchObject({ ok: true });
    expect(await renew(token)).toMatchObject({ code: "proof.invalid" });
    expect((await queuedMails(ctx, agent.email)).map(({ message, facts }) => [message, facts.by ?? facts.event])).toEqual([
      ["staff-password-link", "Sam Staff"],
      ["staff-notice", "passwordChanged"],
    ]);
    expect(await logOf(agent.staffId)).toMatchObject([
      { action: "staff.password-link", actor_id: admin.staffId, detail: { email: expect.stringMatching(/^s\*\*\*@/) } },
      { action: "staff.password-changed", actor_id: agent.staffId },
    ]);
  });

  test("T-C7: of many who use it at once exactly one sets a password", async () => {
    const token = await link();
    const answers = await Promise.all(Array.from({ length: 8 }, () => renew(token)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("T-A13: it replaces the password and nothing more: nobody is signed in, and the second factor is asked for as before", async () => {
    await world.database.sql`insert into staff_totp (staff_id, secret, confirmed_at) values (${agent.staffId}, 'sealed', now())`;
    const next = freshPassword();
    expect(await renew(await link(), next)).toMatchObject({ ok: true });
    expect(await world.database.sql`select 1 from staff_sessions where staff_id = ${agent.staffId}`).toHaveLength(0);
    const half = await staffSignIn(ctx, { identifier: agent.email, password: next, browserHash: "a browser" });
    expect(half).toMatchObject({ ok: true, value: { kind: "second-step" } });
  });

  test("T-S3: wrong tries of before do not keep the agent out afterwards", async () => {
    for (let tries = 0; tries < 12; tries++) await signIn("not it at all");
    const next = freshPassword();
    expect(await signIn(agent.password)).toMatchObject({ ok: false });
    await renew(await link(), next);
    expect(await isGuessAllowed(ctx, { kind: "staff", id: agent.staffId })).toBe(true);
  });

  test("T-V10: a newer one ends it, it lasts 24 hours, and mails to one person are limited", async () => {
    const first = await link();
    expect(await sendPasswordLink(ctx, { staffId: agent.staffId, by })).toMatchObject({ code: "limits.too-many" });
    const second = await link();
    expect(await renew(first)).toMatchObject({ code: "proof.invalid" });
    await age(ctx, "proofs", ["expires_at"], "23 hours", "purpose = 'staff-setup'");
    expect(await findStaffSetup(ctx, second)).toMatchObject({ ok: true, value: { isRenewal: true } });
    await age(ctx, "proofs", ["expires_at"], "61 minutes", "purpose = 'staff-setup'");
    expect(await renew(second)).toMatchObject({ code: "proof.invalid" });
  });

  test("T-V9: it ends with the right of the one who sent it, with the agent's access, and when the agent becomes an admin", async () => {
    const other = await makeStaff(ctx);
    const theirs = await link(await freshOperator(ctx, other.staffId));
    await deactivateStaff(ctx, { staffId: other.staffId, by });
    expect(await renew(theirs)).toMatchObject({ code: "proof.invalid" });
    const promoted = await link();
    await changeRole(ctx, { staffId: agent.staffId, role: "admin", by });
    expect(await renew(promoted)).toMatchObject({ code: "proof.invalid" });
    await changeRole(ctx, { staffId: agent.staffId, role: "agent", by });
    const shut = await link();
    await deactivateStaff(ctx, { staffId: agent.staffId, by });
    expect(await renew(shut)).toMatchObject({ code: "proof.invalid" });
  });

  test("T-V6, T-V7: it makes nobody, an invitation is none, and in a browser where a colleague is signed in it is refused", async () => {
    const token = await link();
    expect(await setUpStaff(ctx, { token, newPassword: freshPassword() })).toMatchObject({ code: "proof.invalid" });
    const here = await enter(ctx, { identifier: admin.email, password: admin.password });
    const present = here.ok ? here.value.token : "";
    expect(await renew(token, freshPassword(), present)).toMatchObject({ code: "staff.other-session" });
    expect(await renew(token, "too short")).toMatchObject({ code: "password.too-short" });
    expect(await renew(token)).toMatchObject({ ok: true });
    await world.database
      .sql`update proofs set data = data - 'kind', used_at = null, superseded_at = null where purpose = 'staff-setup'`;
    expect(await renew(token)).toMatchObject({ code: "proof.invalid" });
  });
});

describe("who may send one, and to whom", () => {
  test("T-A5: admins only, for active agents only, and nobody gets by it what is withheld from them", async () => {
    const { staffId } = agent;
    const colleague = await makeStaff(ctx, { role: "agent" });
    const operator = await freshOperator(ctx, colleague.staffId);
    expect(await sendPasswordLink(ctx, { staffId, by: operator })).toMatchObject({ code: "staff.not-permitted" });
    const other = await makeStaff(ctx);
    expect(await sendPasswordLink(ctx, { staffId: other.staffId, by })).toMatchObject({ code: "staff.no-password-link" });
    expect(await sendPasswordLink(ctx, { staffId: admin.staffId, by })).toMatchObject({ code: "staff.not-yourself" });
    await world.database.sql`update staff set withheld = '{mail.read}' where id = ${admin.staffId}`;
    expect(await sendPasswordLink(ctx, { staffId, by })).toMatchObject({ code: "staff.beyond-own" });
    await world.database.sql`update staff set withheld = '{}', deactivated_at = null where id = ${admin.staffId}`;
    await world.database.sql`delete from limits`;
    for (const state of ["deactivated_at = now()", "deactivated_at = null, password_hash = null"]) {
      await world.database.sql.unsafe(`update staff set ${state} where id = '${staffId}'`);
      expect(await sendPasswordLink(ctx, { staffId, by })).toMatchObject({ code: "staff.no-password-link" });
    }
    expect(await queuedMails(ctx, agent.email)).toEqual([]);
  });

  test("T-A13: asks for the admin's own password when it was given long ago", async () => {
    await age(ctx, "staff_sessions", ["authenticated_at"], "16 minutes");
    expect(await sendPasswordLink(ctx, { staffId: agent.staffId, by })).toMatchObject({ code: "staff.confirm-needed" });
    const confirmed = { ...by, confirmPassword: admin.password };
    expect(await sendPasswordLink(ctx, { staffId: agent.staffId, by: confirmed })).toMatchObject({ ok: true });
  });
});
