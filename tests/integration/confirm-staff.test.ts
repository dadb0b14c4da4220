import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { hashCount } from "@/core/security/password-hash";
import { saveSettings } from "@/core/settings/save-settings";
import { confirmStaff } from "@/core/staff/confirm-staff";
import { findStaffSession } from "@/core/staff/find-staff-session";
import { makeWorld, type World } from "@/tests/support/context";
import { age, freshOperator, makeStaff } from "@/tests/support/make";
import { enter } from "@/tests/support/staff-door";

let world: World;
let ctx: Ctx;
let staff: Awaited<ReturnType<typeof makeStaff>>;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
});
afterAll(() => world.end());
beforeEach(async () => {
  await world.database.sql`delete from settings`;
  staff = await makeStaff(ctx);
});

/** A session whose password was given that long ago. */
async function sessionOf(since: string, confirmPassword = "") {
  const operator = await freshOperator(ctx, staff.staffId, confirmPassword);
  await age(ctx, "staff_sessions", ["authenticated_at"], since, `id = '${operator.sessionId}'`);
  return operator;
}

describe("T-A13: is it really this person?", () => {
  test("T-A13: within fifteen minutes of the password nothing is asked, after that it is", async () => {
    expect(await confirmStaff(ctx, await sessionOf("14 minutes"))).toMatchObject({ ok: true });
    expect(await confirmStaff(ctx, await sessionOf("15 minutes 1 second"))).toMatchObject({
      code: "staff.confirm-needed",
      problems: [{ field: "confirmPassword" }],
    });
    expect(await confirmStaff(ctx, { kind: "system" })).toMatchObject({ ok: true });
  });

  test("T-A13: the right password counts for this session and for the next fifteen minutes, and both are in the log", async () => {
    const other = await sessionOf("20 minutes");
    const operator = await sessionOf("20 minutes", staff.password);
    expect(await confirmStaff(ctx, { ...operator, confirmPassword: "wrong" })).toMatchObject({ code: "password.wrong-current" });
    expect(await confirmStaff(ctx, operator)).toMatchObject({ ok: true });
    expect(await confirmStaff(ctx, { ...operator, confirmPassword: "" })).toMatchObject({ ok: true });
    expect(await confirmStaff(ctx, other)).toMatchObject({ ok: false });
    const log = await world.database.sql`
      select outcome from audit_log where action = 'staff.confirmed' and actor_id = ${staff.staffId} order by id`;
    expect(log.map(({ outcome }) => outcome)).toEqual(["password.wrong-current", "ok"]);
  });

  test("T-S3: guesses here count like guesses at the door: after some even the right one is refused, here and there", async () => {
    const operator = await sessionOf("20 minutes", staff.password);
    for (let guess = 0; guess < 6; guess++) await confirmStaff(ctx, { ...operator, confirmPassword: `guess ${guess}` });
    expect(await confirmStaff(ctx, operator)).toMatchObject({ code: "password.wrong-current" });
    const { email: identifier, password } = staff;
    expect(await enter(ctx, { identifier, password })).toMatchObject({ code: "sign-in.refused" });
  });

  test("T-S9: an absurdly long password is refused and costs no hash", async () => {
    const operator = await sessionOf("20 minutes", "x".repeat(1_000_000));
    const before = hashCount.value;
    expect(await confirmStaff(ctx, operator)).toMatchObject({ code: "password.wrong-current" });
    expect(hashCount.value).toBe(before);
  });

  test("T-A13: a session of somebody deactivated meanwhile confirms nothing", async () => {
    const operator = await sessionOf("20 minutes", staff.password);
    await world.database.sql`update staff set deactivated_at = now() where id = ${staff.staffId}`;
    expect(await confirmStaff(ctx, operator)).toMatchObject({ ok: false });
  });

  test("T-A13: the session itself says whether it must be asked", async () => {
    const signedIn = await enter(ctx, { identifier: staff.email, password: staff.password });
    const token = signedIn.ok ? signedIn.value.token : "";
    expect(await findStaffSession(ctx, token)).toMatchObject({ isFresh: true });
    await age(ctx, "staff_sessions", ["authenticated_at"], "16 minutes", `staff_id = '${staff.staffId}'`);
    expect(await findStaffSession(ctx, token)).toMatchObject({ isFresh: false });
  });
});

describe("T-A13: what asks", () => {
  test.each([
    ["access.customerAccounts", "false"],
    ["access.forceLogin", "true"],
    ["access.internalHosts", "login.corp.example"],
    ["mail.sender", "shop@example.com"],
    ["mail.smtpUrl", "smtp://mail.example.com"],
  ])("T-A13: %s is saved only by somebody who has just said who they are", async (key, value) => {
    const changes = { [key]: value };
    expect(await saveSettings(ctx, { changes, by: await sessionOf("16 minutes") })).toMatchObject({
      code: "staff.confirm-needed",
    });
    expect(await world.database.sql`select 1 from settings`).toHaveLength(0);
    expect(await saveSettings(ctx, { changes, by: await sessionOf("16 minutes", staff.password) })).toMatchObject({ ok: true });
  });

  test("T-A13: nothing else asks, nor what is sent but does not change", async () => {
    const by = await sessionOf("16 minutes");
    const changes = {
      "shop.name": "The Corner",
      "access.guestCheckout": "false",
      "access.forceLogin": "false",
      "mail.smtpUrl": "",
    };
    expect(await saveSettings(ctx, { changes, by })).toMatchObject({ ok: true });
  });
});
