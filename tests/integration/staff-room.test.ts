import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { explainClosed } from "@/core/registration/explain-closed";
import { changePermissions, changeRole } from "@/core/staff/change-staff";
import type { StaffOperator } from "@/core/staff/confirm-staff";
import { deactivateStaff, reactivateStaff } from "@/core/staff/deactivate-staff";
import { findStaffSession } from "@/core/staff/find-staff-session";
import { findStaffSetup } from "@/core/staff/find-staff-setup";
import { inviteStaff, inviteStaffInput } from "@/core/staff/invite-staff";
import { listStaff, openColleague } from "@/core/staff/list-staff";
import { permissions } from "@/core/staff/permissions";
import { resendInvitation, withdrawInvitation } from "@/core/staff/resend-invitation";
import { setUpStaff, setUpStaffInput } from "@/core/staff/set-up-staff";
import { makeWorld, type World } from "@/tests/support/context";
import { age, freshEmail, freshOperator, freshPassword, makeStaff } from "@/tests/support/make";
import { queuedMails } from "@/tests/support/queued-mail";
import { enter } from "@/tests/support/staff-door";

let world: World;
let ctx: Ctx;
let admin: Awaited<ReturnType<typeof makeStaff>>;
let by: StaffOperator;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());
beforeEach(async () => {
  await world.database.sql`delete from staff`;
  ctx = world.ctx();
  admin = await makeStaff(ctx);
  by = await freshOperator(ctx, admin.staffId);
});

const all = new Set<string>(permissions);
const person = (changes: Partial<Record<"name" | "email" | "role", string>> = {}) =>
  inviteStaffInput.parse({ name: "Nell New", email: freshEmail("nell"), role: "agent", ...changes });

async function invited(changes: Parameters<typeof person>[0] = {}, operator = by) {
  const typed = person(changes);
  const done = await inviteStaff(ctx, { ...typed, by: operator });
  if (!done.ok) throw new Error(done.code);
  return { ...typed, staffId: done.value.staffId, token: await linkTo(typed.email) };
}

/** The token of the newest link that was mailed to somebody. */
async function linkTo(email: string): Promise<string> {
  const link = (await queuedMails(ctx, email)).at(-1)?.link ?? "";
  expect(link).toMatch(/^https:\/\/shop\.example\/admin\/setup\/[\w-]{43}$/);
  return link.split("/").at(-1) ?? "";
}

const accept = (token: string, present?: string) =>
  setUpStaff(ctx, { token, newPassword: freshPassword(), ...(present === undefined ? {} : { replaces: present }) });
const rowOf = async (id: string) => (await world.database.sql`select * from staff where id = ${id}`)[0];
const logOf = async (id: string) =>
  (await world.database.sql`select action, outcome, detail from audit_log where target_id = ${id} order by id`).map((row) => ({
    ...row,
  }));

describe("an invitation", () => {
  test("T-V6: its link makes exactly the person whom an admin wrote down, whatever is posted along with it", async () => {
    const { token, staffId, email } = await invited();
    const posted = { token, newPassword: freshPassword(), role: "admin", email: "evil@example.com", staffId: admin.staffId };
    expect(await setUpStaff(ctx, setUpStaffInput.parse(posted))).toMatchObject({ ok: true });
    expect(await rowOf(staffId)).toMatchObject({ role: "agent", email, withheld: [], last_sign_in_at: expect.anything() });
    expect(await rowOf(admin.staffId)).toMatchObject({ email: admin.email });
    expect(await logOf(staffId)).toMatchObject([
      { action: "staff.invited", detail: { role: "agent", email: expect.stringMatching(/^n\*\*\*@/) } },
      { action: "staff.password-set" },
      { action: "staff.sign-in" },
    ]);
  });

  test("T-V7: in a browser where another staff member is signed in it is refused, and works elsewhere", async () => {
    const { token } = await invited();
    const here = await enter(ctx, { identifier: admin.email, password: admin.password });
    const present = here.ok ? here.value.token : "";
    expect(await findStaffSetup(ctx, token, present)).toMatchObject({ code: "staff.other-session" });
    expect(await accept(token, present)).toMatchObject({ code: "staff.other-session" });
    expect(await findStaffSession(ctx, present)).toMatchObject({ staffId: admin.staffId });
    expect(await accept(token)).toMatchObject({ ok: true });
  });

  test("T-V8: of many who use it at once exactly one gets in", async () => {
    const { token, staffId } = await invited();
    const answers = await Promise.all(Array.from({ length: 12 }, () => accept(token)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await world.database.sql`select 1 from staff_sessions where staff_id = ${staffId}`).toHaveLength(1);
  });

  test("T-V9: withdrawn, it opens nothing, and the person is gone; who has used theirs cannot be withdrawn", async () => {
    const first = await invited();
    expect(await withdrawInvitation(ctx, { staffId: first.staffId, by })).toMatchObject({ ok: true });
    expect(await accept(first.token)).toMatchObject({ code: "proof.invalid" });
    expect(await rowOf(first.staffId)).toBeUndefined();
    await world.database.sql`delete from limits`;
    const second = await invited({ email: first.email });
    expect(await accept(second.token)).toMatchObject({ ok: true });
    expect(await withdrawInvitation(ctx, { staffId: second.staffId, by })).toMatchObject({ code: "staff.not-invited" });
    expect(await resendInvitation(ctx, { staffId: second.staffId, by })).toMatchObject({ code: "staff.not-invited" });
  });

  test("T-V9: it ends with the one who sent it: deactivated, made an agent, or let in again later", async () => {
    const other = await makeStaff(ctx);
    const theirs = await freshOperator(ctx, other.staffId);
    const [one, two] = [await invited({}, theirs), await invited()];
    await deactivateStaff(ctx, { staffId: other.staffId, by });
    expect(await accept(one.token)).toMatchObject({ code: "proof.invalid" });
    await reactivateStaff(ctx, { staffId: other.staffId, by });
    expect(await accept(one.token)).toMatchObject({ code: "proof.invalid" });
    expect(await accept(two.token)).toMatchObject({ ok: true });
    const three = await invited({}, await freshOperator(ctx, other.staffId));
    await changeRole(ctx, { staffId: other.staffId, role: "agent", by });
    expect(await accept(three.token)).toMatchObject({ code: "proof.invalid" });
  });

  test("T-V9: a right to invite that was lost in any other way ends it as well", async () => {
    const other = await makeStaff(ctx);
    const { token } = await invited({}, await freshOperator(ctx, other.staffId));
    await world.database.sql`update staff set role = 'agent' where id = ${other.staffId}`;
    expect(await findStaffSetup(ctx, token)).toMatchObject({ code: "proof.invalid" });
  });

  test("T-V10: a new mail ends the link of the one before, a link lasts 72 hours, and mails to one person are limited", async () => {
    const { token, staffId, email } = await invited();
    expect(await resendInvitation(ctx, { staffId, by })).toMatchObject({ code: "limits.too-many" });
    await world.database.sql`delete from limits`;
    expect(await resendInvitation(ctx, { staffId, by })).toMatchObject({ ok: true });
    expect(await findStaffSetup(ctx, token)).toMatchObject({ code: "proof.invalid" });
    const next = await linkTo(email);
    await age(ctx, "proofs", ["expires_at"], "71 hours", "purpose = 'staff-setup'");
    expect(await findStaffSetup(ctx, next)).toMatchObject({ ok: true });
    await age(ctx, "proofs", ["expires_at"], "61 minutes", "purpose = 'staff-setup'");
    expect(await findStaffSetup(ctx, next)).toMatchObject({ code: "proof.invalid" });
    expect(await openColleague(ctx, staffId)).toMatchObject({ state: "invited", isLinkExpired: true });
  });

  test("T-A5: an address that works here already is refused, and nobody takes it over", async () => {
    expect(await inviteStaff(ctx, { ...person({ email: admin.email, role: "admin" }), by })).toMatchObject({
      code: "staff.exists",
      problems: [{ field: "email" }],
    });
    expect(await queuedMails(ctx, admin.email)).toHaveLength(0);
  });
});

describe("who may change whom", () => {
  const changes = (staffId: string, operator: StaffOperator) => [
    inviteStaff(ctx, { ...person(), by: operator }),
    resendInvitation(ctx, { staffId, by: operator }),
    withdrawInvitation(ctx, { staffId, by: operator }),
    changeRole(ctx, { staffId, role: "admin", by: operator }),
    changePermissions(ctx, { staffId, role: "agent", granted: all, by: operator }),
    deactivateStaff(ctx, { staffId, by: operator }),
    reactivateStaff(ctx, { staffId, by: operator }),
  ];

  test("T-A5: an agent changes nobody, and a former admin with the page open neither", async () => {
    const agent = await makeStaff(ctx, { role: "agent" });
    const operator = await freshOperator(ctx, agent.staffId);
    const before = await world.database.sql`select * from staff order by id`;
    for (const answer of await Promise.all(changes(admin.staffId, operator)))
      expect(answer).toMatchObject({ code: "staff.not-permitted" });
    expect(await world.database.sql`select * from staff order by id`).toEqual(before);
  });

  test("T-A13: each asks for the password again when it was given long ago", async () => {
    const agent = await makeStaff(ctx, { role: "agent" });
    await age(ctx, "staff_sessions", ["authenticated_at"], "16 minutes");
    for (const answer of await Promise.all(changes(agent.staffId, by)))
      expect(answer).toMatchObject({ code: "staff.confirm-needed" });
    const confirmed = { ...by, confirmPassword: admin.password };
    expect(await deactivateStaff(ctx, { staffId: agent.staffId, by: confirmed })).toMatchObject({ ok: true });
  });

  test("T-A5: nobody changes their own role or permissions, or shuts themselves out", async () => {
    const { staffId } = admin;
    await makeStaff(ctx);
    const not = { code: "staff.not-yourself" };
    expect(await changeRole(ctx, { staffId, role: "agent", by })).toMatchObject(not);
    expect(await changePermissions(ctx, { staffId, role: "admin", granted: all, by })).toMatchObject(not);
    expect(await deactivateStaff(ctx, { staffId, by })).toMatchObject(not);
  });

  test("T-A5: nobody gives what was withheld from them: not by permission, role or invitation, nor by letting somebody in", async () => {
    await world.database.sql`update staff set withheld = '{mail.read,settings.edit}' where id = ${admin.staffId}`;
    const agent = await makeStaff(ctx, { role: "agent" });
    await world.database.sql`update staff set withheld = '{mail.read}' where id = ${agent.staffId}`;
    const { staffId } = agent;
    const beyond = { code: "staff.beyond-own" };
    expect(await changePermissions(ctx, { staffId, role: "agent", granted: all, by })).toMatchObject(beyond);
    expect(await changeRole(ctx, { staffId, role: "admin", by })).toMatchObject(beyond);
    const gone = await makeStaff(ctx);
    await world.database.sql`update staff set deactivated_at = now() where id = ${gone.staffId}`;
    expect(await reactivateStaff(ctx, { staffId: gone.staffId, by })).toMatchObject(beyond);
    const next = await invited({ role: "admin" });
    expect((await rowOf(next.staffId))?.withheld).toEqual(["mail.read", "settings.edit"]);
  });

  test("P-M6: withheld and given permissions, roles and access stand in the log with before and after", async () => {
    const { staffId } = await makeStaff(ctx, { role: "agent" });
    const granted = new Set([...all].filter((one) => one !== "mail.read" && one !== "audit.read"));
    await changePermissions(ctx, { staffId, role: "agent", granted, by });
    expect((await rowOf(staffId))?.withheld).toEqual(["audit.read", "mail.read"]);
    expect(await changePermissions(ctx, { staffId, role: "admin", granted: all, by })).toMatchObject({
      code: "form.out-of-date",
    });
    await changePermissions(ctx, { staffId, role: "agent", granted: all, by });
    await changeRole(ctx, { staffId, role: "admin", by });
    await deactivateStaff(ctx, { staffId, by });
    await reactivateStaff(ctx, { staffId, by });
    expect(await logOf(staffId)).toMatchObject([
      { action: "staff.permissions-changed", detail: { withheld: "– → audit.read, mail.read" } },
      { action: "staff.permissions-changed", detail: { withheld: "audit.read, mail.read → –" } },
      { action: "staff.role-changed", detail: { role: "agent → admin" } },
      { action: "staff.deactivated" },
      { action: "staff.reactivated" },
    ]);
  });

  test("T-A5: who manages staff cannot be withheld, so that nobody loses the last one who does", async () => {
    const { staffId } = await makeStaff(ctx);
    await changePermissions(ctx, { staffId, role: "admin", granted: new Set(), by });
    const left = (await rowOf(staffId))?.withheld;
    expect(left).not.toContain("staff.manage");
    expect(left).toHaveLength(permissions.length - 1);
  });
});

describe("the last admin", () => {
  test("T-A5: two admins who shut each other out at one moment, again and again, never leave nobody", async () => {
    for (let round = 0; round < 5; round++) {
      await world.database.sql`delete from staff`;
      const [one, two] = [await makeStaff(ctx), await makeStaff(ctx)];
      const [first, second] = [await freshOperator(ctx, one.staffId), await freshOperator(ctx, two.staffId)];
      const answers = await Promise.all([
        round % 2 === 0
          ? deactivateStaff(ctx, { staffId: two.staffId, by: first })
          : changeRole(ctx, { staffId: two.staffId, role: "agent", by: first }),
        deactivateStaff(ctx, { staffId: one.staffId, by: second }),
      ]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      const left = await world.database.sql`select 1 from staff where role = 'admin' and deactivated_at is null`;
      expect(left).toHaveLength(1);
    }
  });

  test("T-A5: the last one who could sign in stays, whoever asks; an invited one is none yet", async () => {
    await invited({ role: "admin" });
    const system = { kind: "system" } as const;
    expect(await deactivateStaff(ctx, { staffId: admin.staffId, by: system })).toMatchObject({ code: "staff.last-admin" });
    expect(await changeRole(ctx, { staffId: admin.staffId, role: "agent", by: system })).toMatchObject({
      code: "staff.last-admin",
    });
    await makeStaff(ctx);
    expect(await deactivateStaff(ctx, { staffId: admin.staffId, by: system })).toMatchObject({ ok: true });
  });
});

describe("deactivated staff", () => {
  test("T-K5, T-K7: are out with their next click, in every browser, and come back with nothing but their password", async () => {
    const agent = await makeStaff(ctx, { role: "agent" });
    const tokens = [];
    for (let browser = 0; browser < 3; browser++) {
      const entered = await enter(ctx, { identifier: agent.email, password: agent.password });
      tokens.push(entered.ok ? entered.value.token : "");
    }
    expect(await findStaffSession(ctx, tokens[0])).not.toBeNull();
    await deactivateStaff(ctx, { staffId: agent.staffId, by });
    for (const token of tokens) expect(await findStaffSession(ctx, token)).toBeNull();
    expect(await enter(ctx, { identifier: agent.email, password: agent.password })).toMatchObject({ code: "sign-in.refused" });
    await reactivateStaff(ctx, { staffId: agent.staffId, by });
    for (const token of tokens) expect(await findStaffSession(ctx, token)).toBeNull();
    expect(await enter(ctx, { identifier: agent.email, password: agent.password })).toMatchObject({ ok: true });
  });

  test("P-R12: the person in charge is named as such beforehand; afterwards registration is closed and says why", async () => {
    const agent = await makeStaff(ctx, { role: "agent" });
    const open = world.ctx({ settings: { "registration.personInCharge": agent.email } });
    expect((await listStaff(open)).filter(({ isInCharge }) => isInCharge).map(({ id }) => id)).toEqual([agent.staffId]);
    expect(await explainClosed(open)).toBeNull();
    await deactivateStaff(open, { staffId: agent.staffId, by });
    expect(await explainClosed(open)).toBe("person-in-charge-inactive");
  });
});
