import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findOpenArrival } from "@/core/identities/find-arrival";
import { hashToken } from "@/core/security/token";
import { endAllSessions } from "@/core/sessions/end-all-sessions";
import { endOwnSessions } from "@/core/sessions/end-own-sessions";
import { findSession, type Session } from "@/core/sessions/find-session";
import { listOwnSessions } from "@/core/sessions/list-own-sessions";
import { ownMethods } from "@/core/sessions/own-methods";
import { startSession } from "@/core/sessions/start-session";
import { resetPassword } from "@/core/sign-in/reset-password";
import { signIn } from "@/core/sign-in/sign-in";
import { findStaffSession } from "@/core/staff/find-staff-session";
import { startStaffSession } from "@/core/staff/start-staff-session";
import { runScript } from "@/tests/support/command";
import { makeWorld, type World } from "@/tests/support/context";
import { aConnection, anArrival, arriveUnknown } from "@/tests/support/identities";
import { age, freshPassword, type MadeAccount, makeAccount, makeStaff } from "@/tests/support/make";
import { TEST_SECRET } from "@/tests/support/product";
import { getReset } from "@/tests/support/reset";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

async function begin({ accountId }: MadeAccount, userAgent = FIREFOX): Promise<{ token: string; session: Session }> {
  const ctx = world.ctx();
  const { token } = await startSession({ ...ctx, request: { ...ctx.request, userAgent } }, { accountId, method: "password" });
  const session = await findSession(ctx, token);
  if (!session) throw new Error("no session was made");
  return { token, session };
}
const isAlive = async (token: string) => (await findSession(world.ctx(), token)) !== null;
const countOf = async ({ accountId }: MadeAccount): Promise<number> =>
  (await world.database.sql`select 1 from sessions where account_id = ${accountId}`).length;

describe("one's own sessions", () => {
  test("P-M5, T-K8: are listed with device, address and instants, this one first, and nobody else's among them", async () => {
    const [mine, theirs] = [await makeAccount(world.ctx()), await makeAccount(world.ctx())];
    const there = await begin(mine, "curl/8");
    const here = await begin(mine);
    await begin(theirs);
    const listed = await listOwnSessions(world.ctx(), here.session);
    expect(listed.map(({ id, isThis }) => [id, isThis])).toEqual([
      [here.session.id, true],
      [there.session.id, false],
    ]);
    expect(listed[0]).toMatchObject({ device: { browser: "Firefox", system: "Linux" }, method: { kind: "password" } });
    expect(listed[1]?.device).toEqual({ browser: null, system: null });
    expect(listed[0]?.address).toMatch(/^10\./);
    expect(JSON.stringify(listed)).not.toContain(hashToken(here.token));
  });

  test.each(ownMethods)("P-M5: a session that began by %s is not taken for one of a provider", async (method) => {
    const account = await makeAccount(world.ctx());
    const { token } = await startSession(world.ctx(), { accountId: account.accountId, method });
    const here = await findSession(world.ctx(), token);
    expect(here && (await listOwnSessions(world.ctx(), here))).toMatchObject([{ method: { kind: method } }]);
  });

  test("P-M5: what has ended by its limits is not listed", async () => {
    const account = await makeAccount(world.ctx());
    const old = await begin(account);
    await age(world.ctx(), "sessions", ["last_seen_at"], "8 days", `id = '${old.session.id}'`);
    const here = await begin(account);
    expect(await listOwnSessions(world.ctx(), here.session)).toHaveLength(1);
  });

  test("P-M5: one is ended at once, and the log knows", async () => {
    const account = await makeAccount(world.ctx());
    const [here, there] = [await begin(account), await begin(account)];
    expect(await endOwnSessions(world.ctx(), { session: there.session.id, by: here.session })).toMatchObject({ ok: true });
    expect([await isAlive(here.token), await isAlive(there.token)]).toEqual([true, false]);
    const [row] = await world.database
      .sql`select actor_id, detail from audit_log where action = 'session.ended' order by id desc limit 1`;
    expect(row).toEqual({ actor_id: account.accountId, detail: { sessions: "1" } });
  });

  test("P-M5: all others are ended, this one stays", async () => {
    const account = await makeAccount(world.ctx());
    const [here, ...others] = [await begin(account), await begin(account), await begin(account)];
    const other = await begin(await makeAccount(world.ctx()));
    expect(await endOwnSessions(world.ctx(), { session: "others", by: here.session })).toMatchObject({ ok: true });
    expect(await isAlive(here.token)).toBe(true);
    for (const { token } of others) expect(await isAlive(token)).toBe(false);
    expect(await isAlive(other.token)).toBe(true);
  });

  test("T-K8: another's session is not found, no more than one that never was, and lives on", async () => {
    const [here, other] = [await begin(await makeAccount(world.ctx())), await begin(await makeAccount(world.ctx()))];
    for (const session of [other.session.id, "00000000-0000-4000-8000-000000000000"]) {
      expect(await endOwnSessions(world.ctx(), { session, by: here.session })).toMatchObject({
        ok: false,
        code: "access.not-found",
      });
    }
    expect([await isAlive(here.token), await isAlive(other.token)]).toEqual([true, true]);
  });
});

describe("T-K14: an account has at most as many sessions as the setting says", () => {
  test("two hundred sign-ins leave twenty, the newest; the one not used for the longest time ended first", async () => {
    const account = await makeAccount(world.ctx());
    const first = await begin(account);
    await age(world.ctx(), "sessions", ["last_seen_at"], "1 hour", `id = '${first.session.id}'`);
    const tokens: string[] = [];
    for (let at = 0; at < 200; at++)
      tokens.push((await startSession(world.ctx(), { accountId: account.accountId, method: "password" })).token);
    expect(await countOf(account)).toBe(20);
    expect(await isAlive(first.token)).toBe(false);
    const alive = await Promise.all(tokens.map(isAlive));
    expect(alive.lastIndexOf(false)).toBe(179);
  });

  test("the setting decides, also for those who sign in at once", async () => {
    const ctx = world.ctx({ settings: { "sessions.perAccount": "2" } });
    const account = await makeAccount(ctx);
    const asked = { identifier: account.email, password: account.password };
    for (const each of await Promise.all(
      Array.from({ length: 4 }, () => signIn({ ...ctx, request: world.ctx().request }, asked)),
    ))
      expect(each.ok).toBe(true);
    expect(await countOf(account)).toBe(2);
  });

  test("nobody else's end for it", async () => {
    const ctx = world.ctx({ settings: { "sessions.perAccount": "1" } });
    const [one, other] = [await makeAccount(ctx), await begin(await makeAccount(ctx))];
    for (let at = 0; at < 3; at++) await startSession(ctx, { accountId: one.accountId, method: "password" });
    expect(await countOf(one)).toBe(1);
    expect(await isAlive(other.token)).toBe(true);
  });
});

describe("T-K15, T-FX36: one command ends everything that a backup may have brought back", () => {
  test("sessions of customers and staff, and links that were used since", async () => {
    const ctx = world.ctx();
    const account = await makeAccount(ctx);
    const { token } = await begin(account);
    const staff = await makeStaff(ctx);
    const staffSession = await startStaffSession(ctx, staff);
    const mail = await getReset(ctx, account.email);
    const given = { kind: "link", token: mail.token } as const;
    expect(await resetPassword(ctx, given, freshPassword())).toMatchObject({ ok: true });
    // Yesterday's rows are back: the link was not used yet, the session not ended.
    await world.database.sql`update proofs set used_at = null, superseded_at = null`;
    const restored = await begin(account);
    const ended = await endAllSessions(world.ctx());
    expect(ended.customers).toBeGreaterThan(0);
    expect([await isAlive(token), await isAlive(restored.token)]).toEqual([false, false]);
    expect(await findStaffSession(world.ctx(), staffSession.token)).toBeNull();
    expect(await resetPassword(world.ctx(), given, freshPassword())).toMatchObject({ ok: false, code: "proof.invalid" });
    const [row] = await world.database
      .sql`select actor_kind, detail->>'staff' as staff from audit_log where action = 'session.ended' order by id desc limit 1`;
    expect(row).toEqual({ actor_kind: "system", staff: String(ended.staff) });
  });

  test("people who came from a provider and have not accepted yet: their cookie makes no account any more", async () => {
    const work = aConnection();
    const ctx = world.ctx({ connections: [work] });
    const arrival = await arriveUnknown(ctx, anArrival(work));
    expect(await findOpenArrival(ctx, arrival.browser)).not.toBeNull();
    await endAllSessions(world.ctx());
    expect(await findOpenArrival(ctx, arrival.browser)).toBeNull();
  });

  test("with --restored mails of that time are given up, with their links, and can be sent again one by one", async () => {
    const ctx = world.ctx();
    await getReset(ctx, (await makeAccount(ctx)).email);
    expect(await endAllSessions(ctx)).toMatchObject({ mails: 0 });
    expect((await world.database.sql`select 1 from mails where state = 'queued'`).length).toBeGreaterThan(0);
    expect((await endAllSessions(ctx, { isRestored: true })).mails).toBeGreaterThan(0);
    expect(await world.database.sql`select 1 from mails where state = 'queued' or secrets is not null`).toHaveLength(0);
    expect(await world.database.sql`select 1 from pgboss.job`).toHaveLength(0);
  });

  test("npm run sessions:end-all does it beside the running shop, and says what it did", async () => {
    const { token } = await begin(await makeAccount(world.ctx()));
    const env = { PUBLIC_URL: "http://localhost:4631", DATABASE_URL: world.url, AUTH_SECRET: TEST_SECRET };
    const ran = await runScript("sessions-end-all.ts", ["--restored"], env);
    expect(ran).toMatchObject({ code: 0, errors: "" });
    expect(ran.output).toMatch(/Sessions of customers ended: [1-9]\d*\nSessions of staff ended: \d+\n/);
    expect(await isAlive(token)).toBe(false);
    expect(await runScript("sessions-end-all.ts", ["--everything"], env)).toMatchObject({ code: 1 });
    expect(await world.database.db.execute(sql`select 1 from sessions`)).toHaveLength(0);
  });
});
