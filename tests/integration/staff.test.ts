import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Ctx, inTransaction } from "@/core/ctx";
import { hashCount, hashPassword, STANDARD_HASH } from "@/core/security/password-hash";
import { hashToken } from "@/core/security/token";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { createAdmin } from "@/core/staff/create-admin";
import { endStaffSession } from "@/core/staff/end-staff-session";
import { findStaffSession } from "@/core/staff/find-staff-session";
import { findStaffSetup } from "@/core/staff/find-staff-setup";
import { setUpStaff } from "@/core/staff/set-up-staff";
import { staff } from "@/db/schema/people";
import { staffSessions } from "@/db/schema/sessions";
import { CHEAP_HASH, makeWorld, type World } from "@/tests/support/context";
import { age, freshEmail, freshPassword, makeAccount, makeStaff } from "@/tests/support/make";
import { enter } from "@/tests/support/staff-door";
import { startAndWait } from "@/tests/support/start-and-wait";
import { noteStatements } from "@/tests/support/statements";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

/** Adds an admin as the command does and answers the link's token. */
async function invite(ctx: Ctx, email: string): Promise<string> {
  const made = await createAdmin(ctx, { email, name: "Kim Keeper" });
  if (!made.ok) throw new Error(made.code);
  return new URL(made.value.link).pathname.replace("/admin/setup/", "");
}

async function setUp(ctx: Ctx, email: string): Promise<string> {
  const newPassword = freshPassword();
  const done = await setUpStaff(ctx, { token: await invite(ctx, email), newPassword });
  if (!done.ok) throw new Error(done.code);
  return newPassword;
}

const signIn = (ctx: Ctx, identifier: string, password: string, replaces?: string) =>
  enter(ctx, { identifier, password, replaces });

describe("the first admin", () => {
  test("T-A9: a fresh installation has nobody who could sign in", async () => {
    const fresh = await makeWorld();
    try {
      const ctx = fresh.ctx();
      expect(await fresh.database.sql`select 1 from staff`).toHaveLength(0);
      for (const name of ["admin", "admin@example.com", "root@localhost.localdomain"]) {
        expect(await signIn(ctx, name, "admin")).toMatchObject({ ok: false, code: "sign-in.refused" });
      }
    } finally {
      await fresh.end();
    }
  });

  test("T-A9: the link is at our own origin, sets one password, signs in, and is then spent", async () => {
    const ctx = world.ctx();
    const email = freshEmail("kim");
    const made = await createAdmin(ctx, { email, name: "Kim Keeper" });
    if (!made.ok) throw new Error(made.code);
    expect(made.value.link).toMatch(/^https:\/\/shop\.example\/admin\/setup\/[\w-]{43}$/);
    const token = made.value.link.split("/").at(-1) ?? "";
    const newPassword = freshPassword();
    const done = await setUpStaff(ctx, { token, newPassword });
    if (!done.ok) throw new Error(done.code);
    expect(await findStaffSession(ctx, done.value.token)).toMatchObject({ email, role: "admin", name: "Kim Keeper" });
    expect(await signIn(ctx, email.toUpperCase(), newPassword)).toMatchObject({ ok: true });
    expect(await setUpStaff(ctx, { token, newPassword: freshPassword() })).toMatchObject({ code: "proof.invalid" });
    expect(await signIn(ctx, email, newPassword)).toMatchObject({ ok: true });
  });

  test("T-A9: of many who use the link at once exactly one sets the password", async () => {
    const ctx = world.ctx();
    const email = freshEmail("kim");
    const token = await invite(ctx, email);
    const passwords = Array.from({ length: 8 }, freshPassword);
    const done = await Promise.all(passwords.map((newPassword) => setUpStaff(ctx, { token, newPassword })));
    expect(done.filter(({ ok }) => ok)).toHaveLength(1);
    const winner = passwords[done.findIndex(({ ok }) => ok)] ?? "";
    expect(await signIn(ctx, email, winner)).toMatchObject({ ok: true });
  });

  test("T-A9: asking again before the link was used gives a new one and ends the old one", async () => {
    const ctx = world.ctx();
    const email = freshEmail("kim");
    const old = await invite(ctx, email);
    const token = await invite(ctx, email);
    expect(await findStaffSetup(ctx, old)).toMatchObject({ ok: false, code: "proof.invalid" });
    expect(await findStaffSetup(ctx, token)).toMatchObject({ ok: true, value: { email } });
  });

  test("T-A9: nobody's access can be taken over by the command", async () => {
    const ctx = world.ctx();
    const admin = freshEmail("kim");
    const password = await setUp(ctx, admin);
    const agent = freshEmail("agent");
    await ctx.db.execute(sql`insert into staff (name, email, email_key, role) values ('Al', ${agent}, ${agent}, 'agent')`);
    const gone = freshEmail("gone");
    await invite(ctx, gone);
    await ctx.db.execute(sql`update staff set deactivated_at = now() where email_key = ${gone}`);
    for (const email of [admin, agent, gone]) {
      expect(await createAdmin(ctx, { email, name: "Somebody" })).toMatchObject({ ok: false, code: "staff.exists" });
    }
    expect(await signIn(ctx, admin, password)).toMatchObject({ ok: true });
  });

  test("T-A9: two commands at once make one person and one link that works", async () => {
    const ctx = world.ctx();
    const email = freshEmail("kim");
    const tokens = await Promise.all([invite(ctx, email), invite(ctx, email)]);
    const found = await Promise.all(tokens.map((token) => findStaffSetup(ctx, token)));
    expect(found.filter(({ ok }) => ok)).toHaveLength(1);
    const rows = await ctx.db.execute(sql`select 1 from staff where email_key = ${email}`);
    expect(rows).toHaveLength(1);
  });

  test("T-V1: looking at the link changes nothing, however often", async () => {
    const ctx = world.ctx();
    const token = await invite(ctx, freshEmail("kim"));
    for (let look = 0; look < 3; look++) expect(await findStaffSetup(ctx, token)).toMatchObject({ ok: true });
  });

  test("T-V5: a link that is a day old, of somebody who left, or only almost right opens nothing", async () => {
    const ctx = world.ctx();
    const email = freshEmail("kim");
    const token = await invite(ctx, email);
    const changed = `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`;
    for (const wrong of ["", "x", changed, token.slice(0, -1), `${token}A`]) {
      expect(await setUpStaff(ctx, { token: wrong, newPassword: freshPassword() })).toMatchObject({ code: "proof.invalid" });
    }
    await ctx.db.execute(sql`update staff set deactivated_at = now() where email_key = ${email}`);
    expect(await setUpStaff(ctx, { token, newPassword: freshPassword() })).toMatchObject({ code: "proof.invalid" });
    await ctx.db.execute(sql`update staff set deactivated_at = null where email_key = ${email}`);
    await age(ctx, "proofs", ["expires_at"], "24 hours 1 second", `token_hash = '${hashToken(token)}'`);
    expect(await setUpStaff(ctx, { token, newPassword: freshPassword() })).toMatchObject({ code: "proof.invalid" });
  });

  test("T-R13: a weak password or one made of the name is refused, and the link lives on", async () => {
    const ctx = world.ctx();
    const token = await invite(ctx, freshEmail("kim"));
    expect(await setUpStaff(ctx, { token, newPassword: "too short" })).toMatchObject({ code: "password.too-short" });
    expect(await setUpStaff(ctx, { token, newPassword: "passwordpassword" })).toMatchObject({ code: "password.common" });
    expect(await setUpStaff(ctx, { token, newPassword: "Kim Keeper Keeper Kim" })).toMatchObject({ code: "password.personal" });
    expect(await setUpStaff(ctx, { token, newPassword: freshPassword() })).toMatchObject({ ok: true });
  });

  test("P-R12: the first admin is in charge of new customers by himself; a second one changes nothing", async () => {
    const fresh = await makeWorld();
    try {
      const inCharge = async () =>
        (await fresh.database.sql`select value from settings where key = 'registration.personInCharge'`)[0];
      const first = freshEmail("first");
      const token = await invite(fresh.ctx(), first);
      expect(await inCharge()).toBeUndefined();
      await setUpStaff(fresh.ctx(), { token, newPassword: freshPassword() });
      expect(await inCharge()).toEqual({ value: first });
      await setUp(fresh.ctx(), freshEmail("second"));
      expect(await inCharge()).toEqual({ value: first });
    } finally {
      await fresh.end();
    }
  });
});

describe("staff at the door", () => {
  test("T-S1, T-S2: unknown, wrong, deactivated and not set up yet get one answer for one hash and the same statements", async () => {
    const ctx = world.ctx();
    const known = await makeStaff(ctx);
    const gone = await makeStaff(ctx);
    await ctx.db.execute(sql`update staff set deactivated_at = now() where id = ${gone.staffId}`);
    const pending = freshEmail("pending");
    await invite(ctx, pending);
    const noted = noteStatements(world.url);
    const seen: unknown[] = [];
    for (const [name, password] of [
      [freshEmail("nobody"), freshPassword()],
      [known.email, freshPassword()],
      [gone.email, gone.password],
      [pending, ""],
      ["not an address", freshPassword()],
    ] as const) {
      noted.statements.length = 0;
      const hashes = hashCount.value;
      const answer = await signIn({ ...world.ctx(), db: noted.db }, name, password);
      if (answer.ok) throw new Error("let in");
      const { supportCode: _, ...rest } = answer;
      seen.push({
        answer: rest,
        hashes: hashCount.value - hashes,
        statements: noted.statements.map((text) => text.slice(0, 40)),
      });
    }
    await noted.end();
    for (const one of seen) expect(one).toEqual(seen[0]);
    expect(seen[0]).toMatchObject({ hashes: 1, answer: { code: "sign-in.refused" } });
  });

  test("T-S5: of many wrong passwords at once only a few are compared, and then the right one waits too", async () => {
    const ctx = world.ctx();
    const { email, password } = await makeStaff(ctx);
    await Promise.all(Array.from({ length: 30 }, () => signIn(world.ctx(), email, "wrong")));
    const [counter] = await world.database
      .sql`select key, recent, locked_until > last_at as "isLocked" from guess_counters where key like 'staff:%' order by last_at desc limit 1`;
    expect(counter).toMatchObject({ isLocked: true });
    expect(counter?.recent).toBeLessThanOrEqual(6);
    // The lock lasts for seconds, which a busy machine may need for the thirty.
    await world.database.sql`update guess_counters set locked_until = now() + interval '1 minute' where key = ${counter?.key}`;
    expect(await signIn(world.ctx(), email, password)).toMatchObject({ code: "sign-in.refused" });
  });

  test("T-S4: one address of the network gets 20 tries a minute, whoever is tried", async () => {
    const ctx = world.ctx();
    const codes: string[] = [];
    for (let at = 0; at < 22; at++) {
      const answer = await signIn(ctx, freshEmail(), "wrong");
      codes.push(answer.ok ? "ok" : answer.code);
    }
    expect(codes.filter((code) => code === "limits.too-many")).toHaveLength(2);
  });

  test("T-S14: what the browser showed before is no session afterwards", async () => {
    const ctx = world.ctx();
    const { email, password } = await makeStaff(ctx);
    const first = await signIn(ctx, email, password);
    if (!first.ok) throw new Error(first.code);
    const second = await signIn(ctx, email, password, first.value.token);
    if (!second.ok) throw new Error(second.code);
    expect(second.value.token).not.toBe(first.value.token);
    expect(await findStaffSession(ctx, first.value.token)).toBeNull();
    expect(await signIn(ctx, email, password, "planted")).toMatchObject({ ok: true });
    expect(await findStaffSession(ctx, "planted")).toBeNull();
  });

  test("a hash of older parameters is made anew at the next sign-in", async () => {
    const ctx = world.ctx();
    const { staffId, email, password } = await makeStaff(ctx);
    const hash = async () => (await world.database.sql`select password_hash from staff where id = ${staffId}`)[0]?.password_hash;
    expect(await hash()).toContain(`m=${STANDARD_HASH.memoryCost}`);
    await signIn(ctx, email, password);
    expect(await hash()).toContain(`m=${ctx.hash.memoryCost}`);
    expect(await signIn(ctx, email, password)).toMatchObject({ ok: true });
  });

  test.each([
    ["with today's hash", CHEAP_HASH],
    ["with a hash to refresh", { ...CHEAP_HASH, timeCost: 2 }],
  ])("T-P7: a sign-in that a new password overtakes opens nothing and does not bring the old one back (%s)", async (_, hash) => {
    const own = await makeWorld();
    const { staffId, email } = await makeStaff(own.ctx());
    const [old, next] = [freshPassword(), freshPassword()];
    const store = async (db: Ctx["db"], password: string) =>
      db
        .update(staff)
        .set({ passwordHash: await hashPassword(CHEAP_HASH, password) })
        .where(eq(staff.id, staffId));
    await store(own.database.db, old);
    const { running } = await inTransaction(own.ctx(), async (tx) => {
      await store(tx.db, next);
      return startAndWait(own, () => signIn({ ...own.ctx(), hash }, email, old));
    });
    expect(await running).toMatchObject({ ok: false, code: "sign-in.refused" });
    expect(await own.database.db.select().from(staffSessions)).toEqual([]);
    expect((await signIn(own.ctx(), email, old)).ok).toBe(false);
    expect((await signIn(own.ctx(), email, next)).ok).toBe(true);
    await own.end();
  });

  test("T-G4: every try is in the log, with the person or a masked name, and with the code the person was given", async () => {
    const ctx = world.ctx();
    const { staffId, email, password } = await makeStaff(ctx);
    await signIn(ctx, email, password);
    const refused = await signIn(ctx, "stranger@example.com", "wrong");
    if (refused.ok) throw new Error("let in");
    const [good] = await world.database.sql`select * from audit_log where actor_id = ${staffId} and action = 'staff.sign-in'`;
    expect(good).toMatchObject({ outcome: "ok", target_id: staffId, address: ctx.request.address });
    const [bad] = await world.database.sql`select * from audit_log where support_code = ${refused.supportCode ?? ""}`;
    expect(bad).toMatchObject({ actor_kind: "visitor", target_id: "s***@example.com", outcome: "sign-in.refused" });
  });
});

describe("staff sessions", () => {
  async function started(ctx: Ctx) {
    const person = await makeStaff(ctx);
    const session = await signIn(ctx, person.email, person.password);
    if (!session.ok) throw new Error(session.code);
    return { ...person, token: session.value.token, maxAgeSeconds: session.value.maxAgeSeconds };
  }

  test("T-K2: the table holds only hashes, and what it holds opens nothing", async () => {
    const ctx = world.ctx();
    const { token, staffId } = await started(ctx);
    const [row] = await world.database.sql`select token_hash from staff_sessions where staff_id = ${staffId}`;
    expect(row?.token_hash).toBe(hashToken(token));
    expect(await findStaffSession(ctx, row?.token_hash)).toBeNull();
  });

  test("T-K3: it ends after 15 minutes without a request, and after 10 hours in any case", async () => {
    const ctx = world.ctx();
    const idle = await started(ctx);
    await age(ctx, "staff_sessions", ["last_seen_at"], "14 minutes 50 seconds", `staff_id = '${idle.staffId}'`);
    expect(await findStaffSession(ctx, idle.token)).not.toBeNull();
    await age(ctx, "staff_sessions", ["last_seen_at"], "15 minutes 1 second", `staff_id = '${idle.staffId}'`);
    expect(await findStaffSession(ctx, idle.token)).toBeNull();
    const busy = await started(ctx);
    expect(busy.maxAgeSeconds).toBe(10 * 60 * 60);
    await age(ctx, "staff_sessions", ["expires_at"], "10 hours", `staff_id = '${busy.staffId}'`);
    expect(await findStaffSession(ctx, busy.token)).toBeNull();
  });

  test("T-K4: after signing out the cookie is worth nothing, and the log knows", async () => {
    const ctx = world.ctx();
    const { token, staffId } = await started(ctx);
    await endStaffSession(ctx, token);
    expect(await findStaffSession(ctx, token)).toBeNull();
    await endStaffSession(ctx, token);
    expect(
      await world.database.sql`select 1 from audit_log where actor_id = ${staffId} and action = 'staff.sign-out'`,
    ).toHaveLength(1);
  });

  test("T-K5, T-K7: a role that is taken away and a person who leaves are gone with the next request", async () => {
    const ctx = world.ctx();
    const { token, staffId } = await started(ctx);
    expect(await findStaffSession(ctx, token)).toMatchObject({ role: "admin" });
    await ctx.db.execute(sql`update staff set role = 'agent' where id = ${staffId}`);
    expect(await findStaffSession(ctx, token)).toMatchObject({ role: "agent" });
    await ctx.db.execute(sql`update staff set deactivated_at = now() where id = ${staffId}`);
    expect(await findStaffSession(ctx, token)).toBeNull();
  });

  test("T-A1: a customer's token is no staff session, nor the other way round", async () => {
    const ctx = world.ctx();
    const { accountId } = await makeAccount(ctx);
    const customer = await startSession(ctx, { accountId, method: "password" });
    const staff = await started(ctx);
    expect(await findStaffSession(ctx, customer.token)).toBeNull();
    expect(await findSession(ctx, staff.token)).toBeNull();
  });
});
