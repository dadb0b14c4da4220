import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newToken } from "@/core/security/token";
import { signInAtDirectory } from "@/core/sign-in/sign-in-at-directory";
import { makeWorld, type World } from "@/tests/support/context";
import { startDirectory, type TestDirectory } from "@/tests/support/directory";
import { startHostileDirectory } from "@/tests/support/hostile-directory";
import { aConnection } from "@/tests/support/identities";
import { freshEmail } from "@/tests/support/make";
import { openShop } from "@/tests/support/registration";
import { type Noted, noteStatements } from "@/tests/support/statements";

let world: World;
let noted: Noted;
let shop: Awaited<ReturnType<typeof openShop>>;
let slapd: TestDirectory;

beforeAll(async () => {
  world = await makeWorld();
  noted = noteStatements(world.url);
  shop = await openShop(world);
  slapd = await startDirectory();
  await slapd.addPerson({ uid: "nora", password: "nora's own", mail: "nora@example.com" });
  for (const uid of ["omar", "olga"]) await slapd.addPerson({ uid, password: `${uid}'s own`, mail: "twice@example.com" });
});
afterAll(async () => {
  await slapd.stop();
  await noted.end();
  await world.end();
});

const house = (texts: Readonly<Record<string, string>>) =>
  aConnection({ id: "ldap-house", provider: "ldap", texts: { idAttribute: "entryUUID", mailAttribute: "mail", ...texts } });
const input = { connection: "ldap-house", replaces: undefined, returnTo: null };
const open = (texts: Readonly<Record<string, string>> = {}) => shop({ connections: [house({ ...slapd.texts, ...texts })] });
const rows = async (statement: ReturnType<typeof sql>) => [...(await world.database.db.execute(statement))];

describe("guesses at people of a directory", () => {
  test.each([
    ["everybody may come in", ""],
    ["the person's own entry says who", "(employeeType=buyer)"],
    ["a group says who", "(&(objectClass=groupOfNames)(member={dn}))"],
  ])("T-S1: whoever is named costs the same statements and hears the same: %s", async (_, groupFilter) => {
    const seen = new Map<string, unknown>();
    for (const [who, identifier, password] of [
      ["known", "nora", "wrong"],
      ["known by address", "nora@example.com", "wrong"],
      ["unknown", "nobody", "nora's own"],
      ["ambiguous", "twice@example.com", "omar's own"],
    ] as const) {
      noted.statements.length = 0;
      const ctx = { ...open({ groupFilter }), db: noted.db };
      const answer = await signInAtDirectory(ctx, { ...input, identifier, password, browser: newToken() });
      seen.set(who, { ...answer, supportCode: "", statements: [...noted.statements] });
    }
    for (const [who, what] of seen) expect(what, who).toEqual(seen.get("unknown"));
    expect(seen.get("unknown")).toMatchObject({ ok: false, code: "sign-in.refused" });
  });

  test("T-S5: of forty wrong passwords at once no more than five reach the directory, from wherever they come", async () => {
    const hostile = await startHostileDirectory("denies");
    const began = performance.now();
    const tries = Array.from({ length: 40 }, (_, at) =>
      signInAtDirectory(shop({ connections: [house(hostile.texts)] }), {
        ...input,
        identifier: at % 2 ? "nora" : `nora${at}`,
        password: `wrong ${at}`,
        browser: newToken(),
      }),
    );
    const answers = new Set((await Promise.all(tries)).map((answer) => !answer.ok && answer.code));
    expect([...answers]).toEqual(["sign-in.refused"]);
    const nora = hostile.seen.compared.filter((name) => !name.startsWith("cn=nobody"));
    // On a busy machine the first locks, of a second and of two, may end meanwhile.
    const more = Math.floor((performance.now() - began) / 1000);
    expect(nora.length).toBeGreaterThanOrEqual(5);
    expect(nora.length).toBeLessThanOrEqual(5 + more);
    expect(hostile.seen.compared).toHaveLength(40);
    await hostile.stop();
  });

  test("T-L11, T-FX22: twenty first sign-ins at once of one person make one account", async () => {
    const email = freshEmail("parallel");
    await slapd.addPerson({ uid: "parallel", password: "all at once", mail: email });
    const ctx = () => open({ trustEmail: "true", skipsAccept: "true" });
    // The first few find a free guess; nobody else is the person either.
    const tries = Array.from({ length: 20 }, () =>
      signInAtDirectory(ctx(), { ...input, identifier: "parallel", password: "all at once", browser: newToken() }),
    );
    const answers = await Promise.all(tries);
    expect(answers.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(5);
    for (const answer of answers) expect(answer.ok ? answer.value.kind : answer.code).toMatch(/^(signed-in|sign-in\.refused)$/);
    expect(await rows(sql`select count(*)::int as n from accounts where email_key = ${email}`)).toEqual([{ n: 1 }]);
    const [made] = await rows(sql`select count(*)::int as n from identities where connection = 'ldap-house'`);
    expect(made).toEqual({ n: 1 });
  });

  test("T-G1: what somebody typed is not in the reason why a filter cannot be read", async () => {
    const ctx = open({ userFilter: "(&(uid={name})(!))" });
    const typed = { identifier: "canary in the wrong box", password: "whatever" };
    const answer = await signInAtDirectory(ctx, { ...input, ...typed, browser: newToken() });
    expect(answer).toMatchObject({ ok: false, code: "sso.unavailable" });
    const code = answer.ok ? "" : (answer.supportCode ?? "");
    const [entry] = await rows(sql`select detail from audit_log where support_code = ${code}`);
    expect(entry?.detail).toEqual({ trouble: "provider.unreachable", reason: "the filter cannot be read" });
  });
});
