import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { newToken } from "@/core/security/token";
import { changeStaffPassword } from "@/core/staff/change-staff-password";
import { confirmSecondFactor } from "@/core/staff/confirm-second-factor";
import type { StaffOperator } from "@/core/staff/confirm-staff";
import { createUnlockLink } from "@/core/staff/create-unlock-link";
import { deactivateStaff } from "@/core/staff/deactivate-staff";
import { findStaffSession } from "@/core/staff/find-staff-session";
import { endOwnStaffSessions, listOwnSessions } from "@/core/staff/own-sessions";
import { removeSecondFactor, resetSecondFactor } from "@/core/staff/remove-second-factor";
import { renewRecoveryCodes } from "@/core/staff/renew-recovery-codes";
import { isAtSecondStep, takeSecondStep } from "@/core/staff/second-step";
import { openShownCodes, sealShownCodes } from "@/core/staff/shown-codes";
import { findOwnSecondFactor, startSecondFactor } from "@/core/staff/start-second-factor";
import { STAFF_SESSIONS_AT_MOST } from "@/core/staff/start-staff-session";
import { unlockStaff } from "@/core/staff/unlock-staff";
import { makeWorld, type World } from "@/tests/support/context";
import { age, freshOperator, freshPassword, makeStaff } from "@/tests/support/make";
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
  await world.database.sql`delete from staff`;
  await world.database.sql`delete from guess_counters`;
  ctx = world.ctx();
  person = await makeStaff(ctx);
  by = await freshOperator(ctx, person.staffId, person.password);
});

const begun = () => beginSecondFactor(ctx, person.staffId);
const switchedOn = () => switchSecondFactorOn(ctx, by);
const half = (password = person.password) => signInHalf(world.ctx(), { email: person.email, password });
const finish = (browserHash: string, code: string) => takeSecondStep(world.ctx(), { browserHash, code, replaces: undefined });
const REFUSED = { ok: false, code: "staff.code-refused" };
const noticesTo = async (email: string) => (await queuedMails(ctx, email)).map(({ facts }) => facts.event);
const sessionsOf = (staffId: string) => world.database.sql`select id from staff_sessions where staff_id = ${staffId}`;

describe("setting a second factor up", () => {
  test("T-A13: a code of the new authenticator and the password switch it on; other sessions end, the person is told", async () => {
    const secret = await begun();
    const other = await freshOperator(ctx, person.staffId);
    const code = codeOf(secret);
    expect(await confirmSecondFactor(ctx, { code: "000 000", by })).toMatchObject({ code: "staff.code-wrong" });
    expect(await confirmSecondFactor(ctx, { code, by: { ...by, confirmPassword: "" } })).toMatchObject({
      code: "staff.confirm-needed",
    });
    expect(await confirmSecondFactor(ctx, { code, by: { ...by, confirmPassword: "wrong" } })).toMatchObject({
      code: "password.wrong-current",
    });
    expect(await findOwnSecondFactor(ctx, person.staffId)).toMatchObject({ state: "waiting" });
    const done = await confirmSecondFactor(ctx, { code, by });
    expect(done).toMatchObject({ ok: true, value: { codes: { length: 10 } } });
    expect(await findOwnSecondFactor(ctx, person.staffId)).toMatchObject({ state: "on", codesLeft: 10 });
    const left = (await sessionsOf(person.staffId)).map(({ id }) => id);
    expect([left.includes(by.sessionId), left.includes(other.sessionId)]).toEqual([true, false]);
    expect(await noticesTo(person.email)).toEqual(["secondFactorOn"]);
    const log = await world.database.sql`select action from audit_log where target_id = ${person.staffId} order by id`;
    expect(log.at(-1)?.action).toBe("staff.second-factor-on");
  });

  test("T-A13: what was begun ends after a quarter of an hour, and when it is begun anew; once on it cannot be begun", async () => {
    const first = await begun();
    const second = await begun();
    expect(second).not.toBe(first);
    expect(await confirmSecondFactor(ctx, { code: codeOf(first), by })).toMatchObject({ code: "staff.code-wrong" });
    await age(ctx, "staff_totp", ["created_at"], "16 minutes");
    expect(await findOwnSecondFactor(ctx, person.staffId)).toEqual({ state: "off" });
    expect(await confirmSecondFactor(ctx, { code: codeOf(second), by })).toMatchObject({ code: "staff.setup-ended" });
    await switchedOn();
    expect(await startSecondFactor(ctx, { staffId: person.staffId })).toMatchObject({ code: "staff.second-factor-on" });
  });

  test("T-K2: the database holds neither secret nor recovery code, and the log and mails hold none either", async () => {
    const { secret, codes } = await switchedOn();
    const tables = await Promise.all(
      ["staff_totp", "staff_recovery_codes", "audit_log", "mails", "proofs"].map((name) =>
        world.database.sql.unsafe(`select * from ${name}`),
      ),
    );
    const dump = JSON.stringify(tables).toUpperCase();
    expect(dump).toContain(person.staffId.toUpperCase());
    for (const one of [secret, ...codes, ...codes.map((code) => code.replace("-", ""))])
      expect(dump).not.toContain(one.toUpperCase());
    expect(await findOwnSecondFactor(ctx, person.staffId)).not.toHaveProperty("secret");
  });

  test("new codes are shown to the session that made them, for two minutes", () => {
    const sealed = sealShownCodes(ctx, "mine", ["A-B"]);
    expect(sealed).not.toContain("A-B");
    expect(openShownCodes(ctx, "mine", sealed)).toEqual(["A-B"]);
    expect(openShownCodes(ctx, "another", sealed)).toBeNull();
    expect(openShownCodes({ ...ctx, now: new Date(ctx.now.getTime() + 121_000) }, "mine", sealed)).toBeNull();
    expect(openShownCodes(ctx, "mine", `${sealed.slice(0, -2)}AA`)).toBeNull();
  });
});

describe("signing in with a second factor", () => {
  test("T-A13: the password alone opens nothing; with the code, in the same browser, it does", async () => {
    const { secret } = await switchedOn();
    const before = (await sessionsOf(person.staffId)).length;
    const browser = await half();
    expect(await sessionsOf(person.staffId)).toHaveLength(before);
    expect(await isAtSecondStep(ctx, browser)).toBe(true);
    const code = codeOf(secret);
    expect(await finish(newToken(), code), "another browser").toMatchObject(REFUSED);
    const done = await finish(browser, code);
    expect(await findStaffSession(ctx, done.ok ? done.value.token : "")).toMatchObject({
      staffId: person.staffId,
      hasSecondFactor: true,
    });
    expect(await isAtSecondStep(ctx, browser)).toBe(false);
  });

  test("each code counts once, also the one that switched it on, also when many try at once (RFC 6238 5.2)", async () => {
    const secret = await begun();
    const used = codeOf(secret);
    expect(await confirmSecondFactor(ctx, { code: used, by })).toMatchObject({ ok: true });
    expect(await finish(await half(), used)).toMatchObject(REFUSED);
    await world.database.sql`update staff_totp set last_step = last_step - 10`;
    await world.database.sql`delete from guess_counters`;
    const browsers = [await half(), await half(), await half()];
    await world.database.sql`delete from guess_counters`;
    const code = codeOf(secret);
    const answers = await Promise.all(browsers.map((browser) => finish(browser, code)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await finish(await half(), code)).toMatchObject(REFUSED);
    await world.database.sql`delete from guess_counters`;
    expect(await finish(await half(), codeOf(secret, 3)), "too far ahead").toMatchObject(REFUSED);
    expect(await finish(await half(), codeOf(secret, 1)), "a phone that is fast").toMatchObject({ ok: true });
  });

  test("T-S5: five tries after one password, however parallel; then even the right code is refused, in the same words", async () => {
    const { secret } = await switchedOn();
    const browser = await half();
    await world.database.sql`update guess_counters set locked_until = null, recent = 0`;
    const wrong = await Promise.all(Array.from({ length: 8 }, (_, at) => finish(browser, String(100_000 + at))));
    for (const answer of wrong) expect(answer).toMatchObject(REFUSED);
    const [tried] = await world.database
      .sql`select code_tries from proofs where purpose = 'staff-second-factor' and staff_id = ${person.staffId}`;
    expect(tried?.code_tries).toBe(5);
    await world.database.sql`delete from guess_counters`;
    expect(await finish(browser, codeOf(secret))).toMatchObject(REFUSED);
    expect(await finish(await half(), codeOf(secret))).toMatchObject({ ok: true });
  });

  test("T-S3: codes count as guesses with the passwords, and the right password does not clear them", async () => {
    const { secret } = await switchedOn();
    for (let round = 0; round < 4; round++) {
      const browser = await half();
      await world.database.sql`update guess_counters set locked_until = null`;
      await finish(browser, "000000");
      await world.database.sql`update guess_counters set locked_until = null`;
    }
    const [counter] = await world.database.sql`select consecutive from guess_counters where key = ${`staff:${person.staffId}`}`;
    expect(counter?.consecutive).toBe(8);
    const browser = await half();
    expect(await finish(browser, codeOf(secret)), "locked by now").toMatchObject(REFUSED);
    await world.database.sql`update guess_counters set locked_until = null`;
    expect(await finish(browser, codeOf(secret))).toMatchObject({ ok: true });
    expect(await world.database.sql`select 1 from guess_counters`).toHaveLength(0);
  });

  test("a recovery code lets in once, also of many at once, typed as people do; the person is told", async () => {
    const { codes } = await switchedOn();
    const typed = ` ${(codes[3] ?? "").toLowerCase().replace("-", " ")} `;
    const browsers = [await half(), await half(), await half()];
    const answers = await Promise.all(browsers.map((browser) => finish(browser, typed)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await finish(await half(), typed)).toMatchObject(REFUSED);
    expect(await noticesTo(person.email)).toEqual(["secondFactorOn", "recoveryCodeUsed"]);
    expect(await findOwnSecondFactor(ctx, person.staffId)).toMatchObject({ codesLeft: 9 });
  });

  test("T-V9: a step that was begun ends with the password, with the access, and after ten minutes", async () => {
    const { secret } = await switchedOn();
    const [one, two] = [await half(), await half()];
    await age(ctx, "proofs", ["expires_at"], "11 minutes", `browser_hash = '${one}'`);
    expect(await finish(one, codeOf(secret))).toMatchObject(REFUSED);
    const next = freshPassword();
    expect(await changeStaffPassword(ctx, { newPassword: next, by })).toMatchObject({ ok: true });
    expect(await finish(two, codeOf(secret))).toMatchObject(REFUSED);
    const three = await half(next);
    await makeStaff(ctx);
    await deactivateStaff(ctx, { staffId: person.staffId, by: { kind: "system" } });
    expect(await finish(three, codeOf(secret))).toMatchObject(REFUSED);
  });
});

describe("losing and leaving a second factor", () => {
  test("T-A13: off only with password and code; a known password or an open session alone is not enough, nor guessing on", async () => {
    const { secret } = await switchedOn();
    expect(await removeSecondFactor(ctx, { code: codeOf(secret), by: { ...by, confirmPassword: "" } })).toMatchObject({
      code: "staff.confirm-needed",
    });
    expect(await removeSecondFactor(ctx, { code: "123456", by })).toMatchObject({ code: "staff.code-wrong" });
    expect(await removeSecondFactor(ctx, { code: codeOf(secret), by })).toMatchObject({ ok: true });
    expect(await findOwnSecondFactor(ctx, person.staffId)).toEqual({ state: "off" });
    expect(await world.database.sql`select 1 from staff_recovery_codes`).toHaveLength(0);
    expect((await noticesTo(person.email)).at(-1)).toBe("secondFactorOff");
    for (let at = 0; at < 10; at++) await removeSecondFactor(ctx, { code: "123456", by });
    expect(await removeSecondFactor(ctx, { code: "123456", by })).toMatchObject({ code: "limits.too-many" });
  });

  test("new recovery codes end the old ones, and need the password", async () => {
    const { codes } = await switchedOn();
    expect(await renewRecoveryCodes(ctx, { by: { ...by, confirmPassword: "" } })).toMatchObject({ code: "staff.confirm-needed" });
    const renewed = await renewRecoveryCodes(ctx, { by });
    expect(await finish(await half(), codes[0] ?? "")).toMatchObject(REFUSED);
    expect(await finish(await half(), renewed.ok ? (renewed.value.codes[0] ?? "") : "")).toMatchObject({ ok: true });
  });

  test("T-A13: another admin can reset it, after their password; the person is told and the log has it; nobody resets their own", async () => {
    await switchedOn();
    const other = await makeStaff(ctx);
    const theirs = await freshOperator(ctx, other.staffId);
    const { staffId } = person;
    const agent = await makeStaff(ctx, { role: "agent" });
    expect(await resetSecondFactor(ctx, { staffId, by: await freshOperator(ctx, agent.staffId) })).toMatchObject({
      code: "staff.not-permitted",
    });
    expect(await resetSecondFactor(ctx, { staffId, by })).toMatchObject({ code: "staff.not-yourself" });
    const browser = await half();
    expect(await resetSecondFactor(ctx, { staffId, by: theirs })).toMatchObject({ ok: true });
    expect(await isAtSecondStep(ctx, browser)).toBe(false);
    expect((await noticesTo(person.email)).at(-1)).toBe("secondFactorReset");
    const log = await world.database.sql`select action, actor_id from audit_log where target_id = ${staffId} order by id`;
    expect(log.at(-1)).toMatchObject({ action: "staff.second-factor-reset", actor_id: other.staffId });
    expect(await enter(world.ctx(), { identifier: person.email, password: person.password })).toMatchObject({ ok: true });
    expect(await resetSecondFactor(ctx, { staffId, by: theirs })).toMatchObject({ code: "staff.second-factor-off" });
  });

  test("T-X5: an unlock link sets a new password, drops a lost authenticator, signs everybody else out, and says so", async () => {
    await switchedOn();
    const made = await createUnlockLink(ctx, person.email);
    const token = made.ok ? (made.value.link.split("/").at(-1) ?? "") : "";
    const newPassword = freshPassword();
    expect(await unlockStaff(ctx, { token, newPassword: "short", replaces: undefined })).toMatchObject({
      code: "password.too-short",
    });
    const done = await unlockStaff(ctx, { token, newPassword, replaces: undefined });
    expect(await findStaffSession(ctx, done.ok ? done.value.token : "")).toMatchObject({
      staffId: person.staffId,
      hasSecondFactor: false,
    });
    expect(await sessionsOf(person.staffId)).toHaveLength(1);
    expect((await noticesTo(person.email)).at(-1)).toBe("unlocked");
    const log = await world.database.sql`select action, detail from audit_log where target_id = ${person.staffId} order by id`;
    expect(log.at(-1)).toMatchObject({ action: "staff.unlocked", detail: { secondFactor: "removed" } });
    expect(await enter(world.ctx(), { identifier: person.email, password: newPassword })).toMatchObject({ ok: true });
    expect(await enter(world.ctx(), { identifier: person.email, password: person.password })).toMatchObject({ ok: false });
  });
});

describe("one's own sessions", () => {
  test("T-K8: are listed with device and address, and ended one by one or all others; somebody else's are as good as none", async () => {
    const other = await freshOperator(ctx, (await makeStaff(ctx)).staffId);
    const third = await freshOperator(ctx, person.staffId);
    await enter(ctx, { identifier: person.email, password: person.password });
    const { staffId, sessionId } = by;
    const list = await listOwnSessions(ctx, staffId);
    expect(list).toHaveLength(3);
    expect(list).toContainEqual(expect.objectContaining({ userAgent: "a test", address: ctx.request.address }));
    expect(Object.keys(list[0] ?? {})).not.toContain("tokenHash");
    await endOwnStaffSessions(ctx, { staffId, sessionId, session: other.sessionId });
    expect(await sessionsOf(other.staffId)).toHaveLength(1);
    await endOwnStaffSessions(ctx, { staffId, sessionId, session: third.sessionId });
    expect(await listOwnSessions(ctx, staffId)).toHaveLength(2);
    await endOwnStaffSessions(ctx, { staffId, sessionId, session: "others" });
    expect((await listOwnSessions(ctx, staffId)).map(({ id }) => id)).toEqual([sessionId]);
  });

  test("T-K14: one more than the maximum ends the oldest", async () => {
    const first = await enter(world.ctx(), { identifier: person.email, password: person.password });
    for (let at = 0; at < STAFF_SESSIONS_AT_MOST + 3; at++) {
      await enter(world.ctx(), { identifier: person.email, password: person.password });
    }
    expect(await sessionsOf(person.staffId)).toHaveLength(STAFF_SESSIONS_AT_MOST);
    expect(await findStaffSession(ctx, first.ok ? first.value.token : "")).toBeNull();
  });

  test("T-K6: a new password needs the present one, ends every session, starts one here, and the person is told", async () => {
    const newPassword = freshPassword();
    expect(await changeStaffPassword(ctx, { newPassword, by: { ...by, confirmPassword: "wrong" } })).toMatchObject({
      code: "password.wrong-current",
    });
    const done = await changeStaffPassword(ctx, { newPassword, by });
    expect(done).toMatchObject({ ok: true });
    expect((await sessionsOf(person.staffId)).map(({ id }) => id)).not.toContain(by.sessionId);
    expect(await sessionsOf(person.staffId)).toHaveLength(1);
    expect(await noticesTo(person.email)).toEqual(["passwordChanged"]);
    expect(await enter(world.ctx(), { identifier: person.email, password: newPassword })).toMatchObject({ ok: true });
  });
});
