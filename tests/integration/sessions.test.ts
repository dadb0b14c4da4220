import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inSeconds } from "@/core/duration";
import { hashToken, newToken } from "@/core/security/token";
import { endSession } from "@/core/sessions/end-session";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { findStaffSession } from "@/core/staff/find-staff-session";
import { STAFF_SESSION } from "@/core/staff/start-staff-session";
import { type Database, openDatabase } from "@/db";
import { deleteExpiredSessions } from "@/db/queries/sessions";
import { insertStaffSession } from "@/db/queries/staff";
import { makeWorld, type World } from "@/tests/support/context";
import { age, type MadeAccount, makeAccount, makeStaff } from "@/tests/support/make";

let world: World;
let elsewhere: Database;

beforeAll(async () => {
  world = await makeWorld();
  elsewhere = openDatabase(world.url, 2);
});
afterAll(async () => {
  await elsewhere.end();
  await world.end();
});

const run = (statement: ReturnType<typeof sql>) => world.database.db.execute(statement);
const begin = async ({ accountId }: MadeAccount, ctx = world.ctx()) => startSession(ctx, { accountId, method: "password" });
const isAlive = async (token: string, ctx = world.ctx()) => (await findSession(ctx, token)) !== null;
const ageSession = (token: string, columns: readonly string[], by: string) =>
  age(world.ctx(), "sessions", columns, by, `token_hash = '${hashToken(token)}'`);

describe("a customer's session", () => {
  test("says who is signed in, and nothing that opens anything", async () => {
    const account = await makeAccount(world.ctx(), { firstName: "Ann", lastName: "Archer" });
    const { token, maxAgeSeconds } = await begin(account);
    const session = await findSession(world.ctx(), token);
    expect(session).toMatchObject({
      accountId: account.accountId,
      customerId: account.customerId,
      customerNumber: account.number,
      name: "Ann Archer",
      email: account.email,
    });
    expect(JSON.stringify(session)).not.toContain(token);
    expect(JSON.stringify(session)).not.toContain(hashToken(token));
    expect(maxAgeSeconds).toBe(30 * 24 * 3600);
  });

  test("T-K2: the tables hold no token, and what they hold of it opens nothing", async () => {
    const account = await makeAccount(world.ctx());
    const { token } = await begin(account);
    const dump =
      JSON.stringify(await run(sql`select s::text from sessions s`)) +
      JSON.stringify(await run(sql`select a::text from audit_log a`));
    expect(dump).not.toContain(token);
    const [row] = await run(sql`select token_hash, id from sessions where account_id = ${account.accountId}`);
    expect(row?.token_hash).toBe(hashToken(token));
    for (const stolen of [String(row?.token_hash), String(row?.id), account.accountId]) expect(await isAlive(stolen)).toBe(false);
  });

  test.each([undefined, "", "x", "x".repeat(43), "x".repeat(100_000), "' or 1=1 --", "\0", "é".repeat(43)])(
    "T-K13: %j is no session",
    async (token) => expect(await findSession(world.ctx(), token)).toBeNull(),
  );

  test("T-K3: it ends after thirty days though it is used every six hours", async () => {
    const { token } = await begin(await makeAccount(world.ctx()));
    let hours = 0;
    while (hours < 31 * 24 && (await isAlive(token))) {
      await ageSession(token, ["expires_at", "last_seen_at", "created_at"], "6 hours");
      hours += 6;
    }
    expect(hours).toBe(30 * 24);
  });

  test("T-K3: it ends after seven days without use, and each use begins them anew", async () => {
    const { token } = await begin(await makeAccount(world.ctx()));
    await ageSession(token, ["last_seen_at"], "6 days 23 hours");
    expect(await isAlive(token)).toBe(true);
    await ageSession(token, ["last_seen_at"], "6 days 23 hours");
    expect(await isAlive(token)).toBe(true);
    await ageSession(token, ["last_seen_at"], "7 days 1 second");
    expect(await isAlive(token)).toBe(false);
  });

  test("T-K3: both limits are settings, and the idle one counts for sessions that began before it", async () => {
    const ctx = world.ctx({ settings: { "sessions.idleDays": "2", "sessions.absoluteDays": "3" } });
    const account = await makeAccount(ctx);
    const { token, maxAgeSeconds } = await begin(account, ctx);
    expect(maxAgeSeconds).toBe(3 * 24 * 3600);
    await ageSession(token, ["last_seen_at"], "2 days 1 second");
    expect(await isAlive(token)).toBe(true);
    const other = await begin(account);
    await ageSession(other.token, ["last_seen_at"], "3 days");
    expect(await isAlive(other.token, ctx)).toBe(false);
    expect(await isAlive(other.token)).toBe(true);
  });

  test("T-K3: an expired row is dead though nobody tidied, and tidying takes only dead ones", async () => {
    const account = await makeAccount(world.ctx());
    const [dead, alive] = [await begin(account), await begin(account)];
    await ageSession(dead.token, ["expires_at"], "30 days 1 second");
    expect(await isAlive(dead.token)).toBe(false);
    expect(await run(sql`select 1 from sessions where account_id = ${account.accountId}`)).toHaveLength(2);
    await deleteExpiredSessions(world.database.db);
    expect(await run(sql`select 1 from sessions where account_id = ${account.accountId}`)).toHaveLength(1);
    expect(await isAlive(alive.token)).toBe(true);
  });

  test("use is noted at most every five minutes, so that looking costs no write", async () => {
    const { token } = await begin(await makeAccount(world.ctx()));
    const seenAt = async () =>
      (await run(sql`select last_seen_at::text as at from sessions where token_hash = ${hashToken(token)}`))[0]?.at;
    const before = await seenAt();
    await isAlive(token);
    expect(await seenAt()).toBe(before);
    await ageSession(token, ["last_seen_at"], "6 minutes");
    await isAlive(token);
    expect(String(await seenAt()) > String(before)).toBe(true);
  });

  test("T-K4: after signing out the row is gone and the cookie opens nothing, wherever it still lies", async () => {
    const account = await makeAccount(world.ctx());
    const [here, there] = [await begin(account), await begin(account)];
    await endSession(world.ctx(), here.token);
    expect(await isAlive(here.token)).toBe(false);
    expect(await isAlive(there.token)).toBe(true);
    expect(await run(sql`select 1 from sessions where token_hash = ${hashToken(here.token)}`)).toEqual([]);
  });

  test("T-G4: signing out is noted once, and only where somebody was signed in", async () => {
    const account = await makeAccount(world.ctx());
    const { token } = await begin(account);
    for (const one of [token, token, newToken(), undefined]) await endSession(world.ctx(), one);
    const rows = await run(sql`select action, outcome from audit_log where actor_id = ${account.accountId}`);
    expect(rows).toMatchObject([{ action: "sign-out", outcome: "ok" }]);
  });

  test("T-K5: all sessions of a deactivated customer are over with the next request, on every process", async () => {
    const account = await makeAccount(world.ctx());
    const tokens = [await begin(account), await begin(account), await begin(account)].map(({ token }) => token);
    const onBoth = async () => {
      const seen = await Promise.all(
        tokens.flatMap((token) => [isAlive(token), isAlive(token, { ...world.ctx(), db: elsewhere.db })]),
      );
      return new Set(seen);
    };
    expect(await onBoth()).toEqual(new Set([true]));
    await run(sql`update accounts set deactivated_at = now() where id = ${account.accountId}`);
    expect(await onBoth()).toEqual(new Set([false]));
  });

  test("T-K5: a deleted account takes its sessions along", async () => {
    const account = await makeAccount(world.ctx());
    const { token } = await begin(account);
    await run(sql`delete from accounts where id = ${account.accountId}`);
    expect(await isAlive(token)).toBe(false);
    expect(await run(sql`select 1 from sessions where token_hash = ${hashToken(token)}`)).toEqual([]);
  });

  test("P-A1: while customer accounts are off nobody is signed in, and the session is there again afterwards", async () => {
    const { token } = await begin(await makeAccount(world.ctx()));
    expect(await isAlive(token, world.ctx({ settings: { "access.customerAccounts": "false" } }))).toBe(false);
    expect(await isAlive(token)).toBe(true);
  });

  test("what a browser says of itself is cut to what the table keeps", async () => {
    const account = await makeAccount(world.ctx());
    const ctx = world.ctx();
    await begin(account, { ...ctx, request: { ...ctx.request, userAgent: "x".repeat(10_000), address: "y".repeat(10_000) } });
    const [row] = await run(
      sql`select length(user_agent) as agent, length(address) as address from sessions where account_id = ${account.accountId}`,
    );
    expect(row).toMatchObject({ agent: 200, address: 64 });
  });
});

describe("a staff session", () => {
  async function beginStaff(role: "agent" | "admin" = "agent") {
    const { staffId } = await makeStaff(world.ctx(), { role });
    const token = newToken();
    await insertStaffSession(world.database.db, {
      tokenHash: hashToken(token),
      staffId,
      maxAgeSeconds: inSeconds(STAFF_SESSION),
      address: null,
      userAgent: null,
    });
    const ageStaff = (columns: readonly string[], by: string) =>
      age(world.ctx(), "staff_sessions", columns, by, `staff_id = '${staffId}'`);
    return { staffId, token, ageStaff, find: () => findStaffSession(world.ctx(), token) };
  }

  test("T-K3: it ends after fifteen minutes without use", async () => {
    const { ageStaff, find } = await beginStaff();
    await ageStaff(["last_seen_at"], "14 minutes 50 seconds");
    expect(await find()).not.toBeNull();
    await ageStaff(["last_seen_at"], "14 minutes 50 seconds");
    expect(await find()).not.toBeNull();
    await ageStaff(["last_seen_at"], "15 minutes 1 second");
    expect(await find()).toBeNull();
  });

  test("T-K3: it ends after ten hours though it is used every ten minutes", async () => {
    const { ageStaff, find } = await beginStaff();
    let minutes = 0;
    while (minutes < 11 * 60 && (await find())) {
      await ageStaff(["expires_at", "last_seen_at"], "10 minutes");
      minutes += 10;
    }
    expect(minutes).toBe(600);
  });

  test("T-K5, T-K7: a role taken away counts at once, and so does an end", async () => {
    const { staffId, find } = await beginStaff("admin");
    expect(await find()).toMatchObject({ staffId, role: "admin" });
    await run(sql`update staff set role = 'agent' where id = ${staffId}`);
    expect(await find()).toMatchObject({ role: "agent" });
    await run(sql`update staff set deactivated_at = now() where id = ${staffId}`);
    expect(await find()).toBeNull();
  });

  test("a customer's token opens no back office, and a staff token no account", async () => {
    const { token } = await begin(await makeAccount(world.ctx()));
    expect(await findStaffSession(world.ctx(), token)).toBeNull();
    const staff = await beginStaff();
    expect(await findSession(world.ctx(), staff.token)).toBeNull();
  });
});
