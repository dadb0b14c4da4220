import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openConnection } from "@/core/connections/open-connection";
import { testDirectory } from "@/core/connections/test-directory";
import type { Ctx } from "@/core/ctx";
import { insertConnections } from "@/tests/support/connections";
import { makeWorld, type World } from "@/tests/support/context";
import { startDirectory, type TestDirectory } from "@/tests/support/directory";
import { age, freshOperator, makeStaff } from "@/tests/support/make";

const SECRET = "a secret of the tests, long enough for anything";
let world: World;
let ctx: Ctx;
let slapd: TestDirectory;
let by: Awaited<ReturnType<typeof freshOperator>>;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx({ secret: SECRET });
  slapd = await startDirectory();
  await slapd.addPerson({ uid: "nora", password: "nora's own", mail: "nora@example.com" });
  by = await freshOperator(ctx, (await makeStaff(ctx)).staffId);
});
afterAll(async () => {
  await slapd.stop();
  await world.end();
});
beforeEach(() => insert({}));

async function insert(texts: Record<string, string>): Promise<void> {
  await world.database.sql`delete from connections`;
  const all = { ...slapd.texts, ...texts };
  await insertConnections(ctx.db, [{ id: "ldap-house", provider: "ldap", texts: all, isEnabled: false }], SECRET);
  await world.database.sql`update connections set tested_at = null`;
}

const tryAs = (identifier: string, password: string, operator = by) =>
  testDirectory(world.ctx({ secret: SECRET }), { id: "ldap-house", identifier, password, by: operator });
const opened = async () => (await openConnection(ctx, "ldap-house")) ?? expect.fail("the connection is gone");
const found = async () => (await opened()).checks?.lines.map(({ check, outcome, detail }) => [check, outcome, detail]);

describe("testing a directory", () => {
  test("P-A6: a person with the right password makes it tested; what the directory says is shown, and nobody is made", async () => {
    expect(await tryAs("nora", "nora's own")).toMatchObject({ ok: true, value: { isGood: true } });
    expect(await opened()).toMatchObject({
      state: "tested",
      trial: {
        trouble: null,
        profile: { email: "nora@example.com" },
        claims: expect.arrayContaining([["mail", "nora@example.com"]]),
      },
    });
    for (const table of ["accounts", "identities", "pending_identities", "sessions"])
      expect(await world.database.sql.unsafe(`select 1 from ${table}`), table).toHaveLength(0);
  });

  test.each([
    ["a wrong password", "nora", "wrong", {}, "wrong-password"],
    ["a person nobody knows", "nobody", "nora's own", {}, "not-found"],
    [
      "a person outside of the group",
      "nora",
      "nora's own",
      { groupFilter: `(&(objectClass=groupOfNames)(cn=shoppers)(member={dn}))` },
      "not-allowed",
    ],
    ["an entry without its lasting attribute", "nora", "nora's own", { idAttribute: "employeeNumber" }, "unusable"],
  ])(
    "P-A6: %s tests nothing, says so, and does not make the directory a broken one",
    async (_what, name, password, texts, reason) => {
      await insert(texts);
      expect(await tryAs(name, password)).toMatchObject({ ok: true, value: { isGood: false } });
      expect(await found()).toEqual([
        ["directory", "good", undefined],
        ["person", "bad", reason],
      ]);
      expect(await opened()).toMatchObject({ state: "untested" });
    },
  );

  test("T-LD6: a directory that is away or does not know the service account is told, never thrown", async () => {
    await insert({ bindPassword: "wrong" });
    await tryAs("nora", "nora's own");
    expect(await found()).toEqual([["directory", "bad", "InvalidCredentialsError"]]);
    await insert({ url: "ldaps://localhost:9" });
    await tryAs("nora", "nora's own");
    expect(await opened()).toMatchObject({ state: "failing" });
  });

  test("T-G1: neither password is kept anywhere", async () => {
    await tryAs("nora", "nora's own");
    await tryAs("nora", "canary wrong");
    const stored = [
      await world.database.sql`select * from connections`,
      await world.database.sql`select * from audit_log`,
      await opened(),
    ];
    expect(JSON.stringify(stored)).not.toMatch(/nora's own|canary|who looks people up/);
  });

  test("T-A13: with an old session it asks for the admin's own password first", async () => {
    const old = await freshOperator(ctx, by.staffId);
    await age(ctx, "staff_sessions", ["authenticated_at"], "16 minutes", `id = '${old.sessionId}'`);
    expect(await tryAs("nora", "nora's own", old)).toMatchObject({ code: "staff.confirm-needed" });
    expect((await opened()).checks).toBeNull();
  });
});
