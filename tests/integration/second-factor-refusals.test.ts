import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { makeSecrets } from "@/core/security/secrets";
import { newToken } from "@/core/security/token";
import { changeStaffPassword } from "@/core/staff/change-staff-password";
import { confirmSecondFactor } from "@/core/staff/confirm-second-factor";
import type { StaffOperator } from "@/core/staff/confirm-staff";
import { inviteStaff } from "@/core/staff/invite-staff";
import { endOwnStaffSessions } from "@/core/staff/own-sessions";
import { removeSecondFactor, resetSecondFactor } from "@/core/staff/remove-second-factor";
import { renewRecoveryCodes } from "@/core/staff/renew-recovery-codes";
import { resendInvitation } from "@/core/staff/resend-invitation";
import { isAtSecondStep, takeSecondStep } from "@/core/staff/second-step";
import { setUpStaff } from "@/core/staff/set-up-staff";
import { findOwnSecondFactor } from "@/core/staff/start-second-factor";
import { makeWorld, type World } from "@/tests/support/context";
import { age, freshEmail, freshOperator, freshPassword, makeStaff } from "@/tests/support/make";
import { queuedMails } from "@/tests/support/queued-mail";
import { beginSecondFactor, codeOf, signInHalf, switchSecondFactorOn } from "@/tests/support/second-factor";
import { enter } from "@/tests/support/staff-door";

let world: World;
let ctx: Ctx;
let person: Awaited<ReturnType<typeof makeStaff>>;
let by: StaffOperator;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());
beforeEach(async () => {
  for (const table of ["staff", "guess_counters", "limits", "settings", "mails"])
    await world.database.sql`delete from ${world.database.sql(table)}`;
  ctx = world.ctx();
  person = await makeStaff(ctx);
  by = await freshOperator(ctx, person.staffId, person.password);
});

const begun = () => beginSecondFactor(ctx, person.staffId);
const switchedOn = () => switchSecondFactorOn(ctx, by);
const half = (password = person.password) => signInHalf(world.ctx(), { email: person.email, password });
const finish = (browserHash: string, code: string, on = world.ctx()) =>
  takeSecondStep(on, { browserHash, code, replaces: undefined });
const actionsOf = async () =>
  (await world.database.sql`select action from audit_log where target_id = ${person.staffId} order by id`).map(
    ({ action }) => action,
  );
const noticesTo = async (email: string) => (await queuedMails(ctx, email)).map(({ facts }) => facts.event);

describe("what a second factor refuses", () => {
  test("T-S3: codes typed while it is set up or switched off are limited, right ones afterwards, too", async () => {
    const secret = await begun();
    for (let tries = 0; tries < 10; tries++)
      expect(await confirmSecondFactor(ctx, { code: "12345x", by })).toMatchObject({ code: "staff.code-wrong" });
    expect(await confirmSecondFactor(ctx, { code: codeOf(secret), by })).toMatchObject({ code: "limits.too-many" });
    expect(await removeSecondFactor(ctx, { code: codeOf(secret), by })).toMatchObject({ code: "limits.too-many" });
  });

  test("T-S5: of two confirmations at one moment one switches it on, and the codes it showed are the ones that count", async () => {
    const secret = await begun();
    const code = codeOf(secret);
    const answers = await Promise.all([confirmSecondFactor(ctx, { code, by }), confirmSecondFactor(ctx, { code, by })]);
    const won = answers.filter((answer) => answer.ok);
    expect(won).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: "staff.setup-ended" });
    const [first = ""] = won[0]?.ok ? won[0].value.codes : [];
    expect(await finish(await half(), first)).toMatchObject({ ok: true });
  });

  test("T-A13: where none is on there is nothing to switch off and no code to renew", async () => {
    const none = { code: "staff.second-factor-off" };
    expect(await removeSecondFactor(ctx, { code: "123456", by })).toMatchObject(none);
    expect(await renewRecoveryCodes(ctx, { by })).toMatchObject(none);
    expect(await world.database.sql`select 1 from staff_recovery_codes`).toHaveLength(0);
  });

  test("P-M6: new recovery codes, switching off and ending one's own sessions stand in the log, and the first two are told by mail", async () => {
    const { secret } = await switchedOn();
    expect(await renewRecoveryCodes(ctx, { by })).toMatchObject({ ok: true });
    expect(await removeSecondFactor(ctx, { code: codeOf(secret, 1), by })).toMatchObject({ ok: true });
    await freshOperator(ctx, person.staffId);
    await endOwnStaffSessions(ctx, { staffId: person.staffId, sessionId: by.sessionId, session: "others" });
    expect(await actionsOf()).toEqual(
      expect.arrayContaining(["staff.recovery-codes", "staff.second-factor-off", "staff.session-ended"]),
    );
    expect(await noticesTo(person.email)).toEqual(["secondFactorOn", "recoveryCodesRenewed", "secondFactorOff"]);
  });

  test("T-A13: resetting a colleague's asks for the own password when it was given long ago", async () => {
    await switchedOn();
    const other = await makeStaff(ctx);
    const stale = await freshOperator(ctx, other.staffId);
    await age(ctx, "staff_sessions", ["authenticated_at"], "16 minutes", `id = '${stale.sessionId}'`);
    const { staffId } = person;
    expect(await resetSecondFactor(ctx, { staffId, by: stale })).toMatchObject({ code: "staff.confirm-needed" });
    expect(await findOwnSecondFactor(ctx, staffId)).toMatchObject({ state: "on" });
    expect(await resetSecondFactor(ctx, { staffId, by: { ...stale, confirmPassword: other.password } })).toMatchObject({
      ok: true,
    });
  });

  test("T-S4: tries at the second step count with those at the door, by the address they come from", async () => {
    const here = world.ctx();
    for (let tries = 0; tries < 20; tries++) await finish(newToken(), "123456", here);
    expect(await finish(newToken(), "123456", here)).toMatchObject({ code: "limits.too-many" });
  });

  test("T-K5: somebody who was shut out between the password and the code does not come in, nor after ten minutes", async () => {
    const { secret, codes } = await switchedOn();
    const late = await half();
    await age(ctx, "proofs", ["expires_at"], "11 minutes", "purpose = 'staff-second-factor'");
    expect(await isAtSecondStep(ctx, late)).toBe(false);
    expect(await finish(late, codeOf(secret))).toMatchObject({ code: "staff.code-refused" });
    const browser = await half();
    await world.database.sql`update staff set deactivated_at = now() where id = ${person.staffId}`;
    expect(await finish(browser, codes[0] ?? "")).toMatchObject({ code: "staff.code-refused" });
  });

  test("T-K2: recovery codes go on while AUTH_SECRET is changed, as long as the old one stands in the list", async () => {
    const { codes } = await switchedOn();
    const browser = await half();
    const fresh = "another secret of the tests, long enough for anything";
    const only = { ...world.ctx(), secrets: makeSecrets([fresh]) };
    expect(await finish(browser, codes[1] ?? "", only)).toMatchObject({ code: "staff.code-refused" });
    const both = { ...world.ctx(), secrets: makeSecrets([fresh, "a secret of the tests, long enough for anything"]) };
    expect(await finish(browser, codes[1] ?? "", both)).toMatchObject({ ok: true });
  });

  test("T-R13: staff's own new password has to meet the rule", async () => {
    expect(await changeStaffPassword(ctx, { newPassword: "too short", by })).toMatchObject({ code: "password.too-short" });
    expect(await enter(ctx, { identifier: person.email, password: person.password })).toMatchObject({ ok: true });
  });
});

describe("what an invitation gives, and what not", () => {
  async function invited(role: "agent" | "admin", email = freshEmail("nell")) {
    const done = await inviteStaff(ctx, { name: "Nell New", email, role, by });
    if (!done.ok) throw new Error(done.code);
    return { staffId: done.value.staffId, email, token: (await queuedMails(ctx, email)).at(-1)?.token ?? "" };
  }
  const inCharge = async () =>
    (await world.database.sql`select value from settings where key = 'registration.personInCharge'`)[0]?.value;

  test("P-R12: an agent who comes first is not the person in charge by that, an admin is", async () => {
    const agent = await invited("agent");
    expect(await setUpStaff(ctx, { token: agent.token, newPassword: freshPassword() })).toMatchObject({ ok: true });
    expect(await inCharge()).toBeUndefined();
    const admin = await invited("admin");
    await setUpStaff(ctx, { token: admin.token, newPassword: freshPassword() });
    expect(await inCharge()).toBe(admin.email);
  });

  test("T-S3: who was guessed at before they had a password gets in with the one they set", async () => {
    const { token, email } = await invited("agent");
    for (let tries = 0; tries < 12; tries++) await enter(world.ctx(), { identifier: email, password: "a guess of somebody" });
    const password = freshPassword();
    await setUpStaff(ctx, { token, newPassword: password });
    expect(await enter(world.ctx(), { identifier: email, password })).toMatchObject({ ok: true });
  });

  test("T-A5: nobody sends an invitation again that gives more than they have", async () => {
    const { staffId } = await invited("admin");
    const other = await makeStaff(ctx);
    await world.database.sql`update staff set withheld = '{mail.read}' where id = ${other.staffId}`;
    await world.database.sql`delete from limits`;
    const operator = await freshOperator(ctx, other.staffId);
    expect(await resendInvitation(ctx, { staffId, by: operator })).toMatchObject({ code: "staff.beyond-own" });
  });
});
