import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { isGuessAllowed } from "@/core/security/guess-limit";
import { createAdmin } from "@/core/staff/create-admin";
import { createUnlockLink } from "@/core/staff/create-unlock-link";
import { findStaffSession } from "@/core/staff/find-staff-session";
import { findStaffSetup } from "@/core/staff/find-staff-setup";
import { findStaffUnlock, unlockStaff } from "@/core/staff/unlock-staff";
import { makeWorld, type World } from "@/tests/support/context";
import { age, freshEmail, freshPassword, makeStaff } from "@/tests/support/make";

let world: World;
let ctx: Ctx;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
});
afterAll(() => world.end());
beforeEach(async () => {
  await world.database.sql`delete from staff`;
});

async function linkFor(email?: string): Promise<string> {
  const made = await createUnlockLink(ctx, email);
  return made.ok ? made.value.link.replace("https://shop.example/admin/unlock/", "") : expect.fail(made.code);
}
const use = (token: string, replaces?: string, newPassword = freshPassword()) =>
  unlockStaff(ctx, { token, newPassword, replaces });

describe("npm run admin:unlock", () => {
  test("T-X5: the link signs an existing admin in, once, also when many try at once, and the log has both", async () => {
    const { staffId, email } = await makeStaff(ctx);
    const token = await linkFor();
    const all = await Promise.all(Array.from({ length: 8 }, () => use(token)));
    const [won, ...others] = all.filter(({ ok }) => ok);
    expect(others).toEqual([]);
    expect(await findStaffSession(ctx, won?.ok ? won.value.token : "")).toMatchObject({
      staffId,
      email,
      role: "admin",
      isFresh: true,
    });
    expect(await use(token)).toMatchObject({ code: "proof.invalid" });
    const log = await world.database
      .sql`select action, actor_kind, outcome from audit_log where target_id = ${staffId} order by id`;
    expect([...log]).toEqual([
      { action: "staff.unlock-link", actor_kind: "system", outcome: "ok" },
      { action: "staff.unlocked", actor_kind: "staff", outcome: "ok" },
    ]);
  });

  test("T-X5: after five minutes, and after a newer link, it opens nothing; looking at it changes nothing", async () => {
    await makeStaff(ctx);
    const first = await linkFor();
    const second = await linkFor();
    expect(await use(first)).toMatchObject({ code: "proof.invalid" });
    expect(await findStaffUnlock(ctx, second)).toMatchObject({ ok: true });
    expect(await findStaffUnlock(ctx, second)).toMatchObject({ ok: true });
    await age(ctx, "proofs", ["expires_at"], "4 minutes", "purpose = 'unlock'");
    expect(await findStaffUnlock(ctx, second)).toMatchObject({ ok: true });
    await age(ctx, "proofs", ["expires_at"], "61 seconds", "purpose = 'unlock'");
    expect(await findStaffUnlock(ctx, second)).toMatchObject({ code: "proof.invalid" });
    expect(await use(second)).toMatchObject({ code: "proof.invalid" });
  });

  test("T-X5: agents, strangers and former admins get no link, and a link ends with its admin's role", async () => {
    const agent = await makeStaff(ctx, { role: "agent" });
    expect(await createUnlockLink(ctx, undefined)).toMatchObject({ code: "staff.no-admin" });
    expect(await createUnlockLink(ctx, agent.email)).toMatchObject({ code: "staff.no-admin" });
    const { staffId, email } = await makeStaff(ctx);
    const token = await linkFor(` ${email.toUpperCase()} `);
    await world.database.sql`update staff set role = 'agent' where id = ${staffId}`;
    expect(await use(token)).toMatchObject({ code: "proof.invalid" });
    await world.database.sql`update staff set role = 'admin', deactivated_at = now() where id = ${staffId}`;
    expect(await use(token)).toMatchObject({ code: "proof.invalid" });
    expect(await createUnlockLink(ctx, email)).toMatchObject({ code: "staff.no-admin" });
  });

  test("T-X5: of several admins it must be said which", async () => {
    const { email } = await makeStaff(ctx);
    await makeStaff(ctx);
    expect(await createUnlockLink(ctx, undefined)).toMatchObject({ code: "staff.several-admins" });
    expect(await createUnlockLink(ctx, email)).toMatchObject({ ok: true, value: { email } });
  });

  test("T-C5: a link for one thing is worthless for another", async () => {
    const made = await createAdmin(ctx, { email: freshEmail("kim"), name: "Kim" });
    const setup = made.ok ? (made.value.link.split("/").at(-1) ?? "") : "";
    expect(await findStaffUnlock(ctx, setup)).toMatchObject({ code: "proof.invalid" });
    expect(await findStaffSetup(ctx, await linkFor())).toMatchObject({ code: "proof.invalid" });
  });

  test("T-S6: somebody locked out by a stranger's guesses can use their password again; the browser's old session ends", async () => {
    const { staffId } = await makeStaff(ctx);
    const guessed = { kind: "staff", id: staffId } as const;
    while (await isGuessAllowed(ctx, guessed));
    const first = await use(await linkFor());
    const old = first.ok ? first.value.token : "";
    expect(await isGuessAllowed(ctx, guessed)).toBe(true);
    await use(await linkFor(), old);
    expect(await findStaffSession(ctx, old)).toBeNull();
  });
});
