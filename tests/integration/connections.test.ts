import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addConnection } from "@/core/connections/add-connection";
import { hasTestedConnection } from "@/core/connections/connection-state";
import { deleteConnection } from "@/core/connections/delete-connection";
import { listConnections } from "@/core/connections/list-connections";
import { moveConnection } from "@/core/connections/move-connection";
import { openConnection } from "@/core/connections/open-connection";
import { type ConnectionChanges, readConnectionForm } from "@/core/connections/read-connection-form";
import { saveConnection } from "@/core/connections/save-connection";
import type { Ctx } from "@/core/ctx";
import { decrypt } from "@/core/security/secrets";
import { hashToken } from "@/core/security/token";
import { saveSettings } from "@/core/settings/save-settings";
import { findConnectionRow, listConnectionRows } from "@/db/queries/connections";
import { findPendingIdentity, insertIdentity, replacePendingIdentity } from "@/db/queries/identities";
import { readSettingsVersion } from "@/db/queries/settings";
import { oidc } from "@/providers/oidc";
import { connectionTexts } from "@/tests/support/connection-texts";
import { makeWorld, type World } from "@/tests/support/context";
import { aConnection, anArrival } from "@/tests/support/identities";
import { makeAccount } from "@/tests/support/make";

let world: World;
let ctx: Ctx;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
});
afterAll(() => world.end());
beforeEach(async () => {
  await world.database.sql`delete from settings`;
  await world.database.sql`delete from identities`;
  await world.database.sql`delete from connections`;
});

const by = { kind: "system" } as const;
const add = (provider: string, texts: Record<string, string | null>, more: Partial<ConnectionChanges> = {}, on = ctx) =>
  addConnection(on, { provider, changes: { texts, ...more }, by });
const save = (id: string, texts: Record<string, string | null>, more: Partial<ConnectionChanges> = {}, on = ctx) =>
  saveConnection(on, { id, changes: { texts, ...more }, by });
const problemsOf = (saved: Awaited<ReturnType<typeof save>>) =>
  saved.ok ? [] : saved.problems.map(({ code, field }) => `${field ?? "-"}: ${code}`);
const rowOf = async (id: string) => (await findConnectionRow(ctx.db, id)) ?? expect.fail(`no connection ${id}`);
const markTested = (id: string) => world.database.sql`update connections set tested_at = now() where id = ${id}`;
const setting = (key: string, value: string) => saveSettings(ctx, { changes: { [key]: value }, by });

/** A complete connection of a kind, ready to be enabled. */
async function made(provider: string, label = `Sign in with ${provider}`, texts: Record<string, string> = {}): Promise<string> {
  const added = await add(provider, { ...connectionTexts[provider], label, ...texts });
  return added.ok ? added.value.id : expect.fail(`${provider}: ${added.problems.map(({ field, code }) => `${field} ${code}`)}`);
}

async function enabled(provider: string, label?: string, texts?: Record<string, string>): Promise<string> {
  const id = await made(provider, label, texts);
  expect(problemsOf(await save(id, {}, { isEnabled: true }))).toEqual([]);
  return id;
}

describe("adding a connection", () => {
  test("P-S1: it begins disabled and untested, whatever was asked for, and every process will see it", async () => {
    const before = await readSettingsVersion(ctx.db);
    const added = await add("oidc", { ...connectionTexts.oidc, label: "Ståff & friends" }, { isEnabled: true });
    expect(added).toMatchObject({ ok: true, value: { id: "oidc-staff-friends" } });
    expect(await rowOf("oidc-staff-friends")).toMatchObject({ isEnabled: false, testedAt: null, provider: "oidc" });
    expect(await readSettingsVersion(ctx.db)).toBe(before + 1);
  });

  test("P-S1: ids never meet: the kind alone where it is one place, else with the label's words", async () => {
    expect([await made("google"), await made("google"), await made("google")]).toEqual(["google", "google-2", "google-3"]);
    expect([await made("oidc", "Staff"), await made("oidc", "STAFF!"), await made("oidc", "社員")]).toEqual([
      "oidc-staff",
      "oidc-staff-2",
      "oidc",
    ]);
    // Long labels end with a word, one long word anywhere.
    expect(await made("oidc", "Sign in with your Harbour account")).toBe("oidc-sign-in-with-your-harbour");
    expect(await made("oidc", "x".repeat(50))).toBe(`oidc-${"x".repeat(30)}`);
  });

  test("P-S1: admins who add at the same moment get a connection each", async () => {
    for (let round = 0; round < 5; round++) {
      await world.database.sql`delete from connections`;
      const all = await Promise.all(["A", "B", "C", "D"].map((label) => add("google", { label })));
      expect(all.map((one) => one.ok && one.value.id).sort()).toEqual(["google", "google-2", "google-3", "google-4"]);
    }
  });

  test("P-S1: with only a label it can be saved, so that the callback's address is known; enabling tells all that is missing", async () => {
    const added = await add("oidc", { label: "Staff", issuer: "" });
    expect(added).toMatchObject({ ok: true, value: { id: "oidc-staff" } });
    expect(await listConnections(ctx)).toMatchObject([{ state: "incomplete" }]);
    expect(problemsOf(await save("oidc-staff", {}, { isEnabled: true }))).toEqual([
      "issuer: field.required",
      "clientId: field.required",
    ]);
    expect(problemsOf(await add("oidc", { label: " " }))).toEqual(["label: field.required"]);
  });

  test("a kind that does not exist is not added", async () => {
    for (const kind of ["nonsense", "toString", "__proto__"])
      expect(await add(kind, { label: "x" })).toMatchObject({ code: "connection.not-found" });
  });
});

test("T-A11: an address that can be no connection's is nobody's, and no error of ours", async () => {
  for (const id of ["\u0000", "google\u0000", "'; drop table connections", "x".repeat(5000), "../google", ""])
    expect(await openConnection(ctx, id)).toBeNull();
});

describe("what a connection may hold", () => {
  const refused = [
    "http://localhost:5432",
    "http://127.0.0.1",
    "https://localhost",
    "https://127.1.2.3/x",
    "https://0.0.0.0",
    "https://169.254.169.254",
    "https://[::1]",
    "https://[fe80::1]",
    "http://login.example.com",
    "file:///etc/passwd",
    "ftp://login.example.com",
    "javascript:alert(1)",
    "login.example.com",
    "https://user:canary@login.example.com",
    "https://login.example.com?x=1",
    "https://login.example.com/#x",
    "https://login.example.com\\@evil.example",
    "https://",
    "https://login.example.com\u0000",
    `https://login.example.com/${"x".repeat(300)}`,
  ];

  test.each(refused)("T-O19: %j is no issuer, and the problem stands at its field", async (issuer) => {
    const problems = problemsOf(await add("oidc", { label: "Staff", issuer }));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^issuer: (address\.invalid|address\.not-allowed|field\.too-long|field\.odd-characters)$/);
    expect(await listConnectionRows(ctx.db)).toEqual([]);
  });

  test("T-O19: only a shop on this machine itself may have a provider on it, and that one in the clear too", async () => {
    const demo = { ...ctx, origin: "http://localhost:3000" };
    expect(problemsOf(await add("oidc", { label: "Demo", issuer: "http://localhost:4000" }, {}, demo))).toEqual([]);
    expect(problemsOf(await add("oidc", { label: "Demo", issuer: "http://login.example.com" }, {}, demo))).toEqual([
      "issuer: address.invalid",
    ]);
  });

  test("T-O2: an issuer is kept byte for byte", async () => {
    await made("oidc", "Staff", { issuer: "https://Login.example.com/realms/Ä/" });
    expect((await rowOf("oidc-staff")).fields.issuer).toBe("https://Login.example.com/realms/Ä/");
  });

  test("P-S5: domains are kept as mail compares them, and what is none is refused", async () => {
    const id = await made("oidc", "Staff", { domains: " @Example.COM,\nbücher.example example.com" });
    expect((await rowOf(id)).fields.domains).toBe("example.com, xn--bcher-kva.example");
    for (const domains of ["example", "a@example.com", "example.com/x", "-.example"])
      expect(problemsOf(await save(id, { domains })), domains).toEqual(["domains: domain.invalid"]);
  });

  test("P-S5: a domain leads to one enabled connection only", async () => {
    await enabled("oidc", "Staff", { domains: "example.com, example.org" });
    const other = await made("oidc", "Others", { domains: "example.org" });
    expect(problemsOf(await save(other, {}, { isEnabled: true }))).toEqual(["domains: connection.domain-taken"]);
    expect(problemsOf(await save(other, { domains: "example.net" }, { isEnabled: true }))).toEqual([]);
  });

  test("T-S15: a form holds the fields of its kind and nothing else", () => {
    const posted = { label: "x", issuer: "https://a.example", role: "admin", testedAt: "now", id: "y", position: "0" };
    expect(readConnectionForm(oidc, posted)).toEqual({ texts: { label: "x", issuer: "https://a.example" } });
  });

  test("P-M7: an unticked box is off only if the form showed it; an empty secret keeps, a ticked box removes", () => {
    const drawn = "label,trustEmail,clientSecret,enabled,isDefault";
    expect(readConnectionForm(oidc, { drawn, label: "x", clientSecret: "", enabled: "true" })).toEqual({
      texts: { label: "x", trustEmail: "false" },
      isEnabled: true,
      isDefault: false,
    });
    expect(readConnectionForm(oidc, { "remove.clientSecret": "true", clientSecret: "" })).toEqual({
      texts: { clientSecret: null },
    });
    expect(readConnectionForm(oidc, { "remove.clientSecret": "true", clientSecret: "new" })).toEqual({
      texts: { clientSecret: "new" },
    });
  });
});

describe("secrets of connections", () => {
  test("T-G1: a secret lies encrypted, is not on its page, not in the log, and an empty box keeps it", async () => {
    const id = await made("oidc", "Staff", { clientSecret: "canary-one" });
    const sealed = (await rowOf(id)).fields.clientSecret ?? "";
    expect(decrypt(ctx.secrets, "connections", sealed)).toBe("canary-one");
    await save(id, { clientId: "other" });
    expect((await rowOf(id)).fields.clientSecret).toBe(sealed);
    await save(id, { clientSecret: "canary-two" });
    expect(decrypt(ctx.secrets, "connections", (await rowOf(id)).fields.clientSecret ?? "")).toBe("canary-two");
    const seen = [await openConnection(ctx, id), await listConnections(ctx), await world.database.sql`select * from audit_log`];
    expect(JSON.stringify(seen)).not.toContain("canary");
    expect((await openConnection(ctx, id))?.secrets).toEqual(["clientSecret"]);
    await save(id, { clientSecret: null });
    expect((await openConnection(ctx, id))?.secrets).toEqual([]);
  });

  test("T-A3: a stored secret does not go along to another address, on no detour; typed again, or taken away, it may change", async () => {
    const id = await made("oidc", "Staff", { clientSecret: "canary-one" });
    const again = ["clientSecret: connection.secret-again"];
    for (const issuer of ["https://evil.example.com", "https://login.example.com/evil", ""])
      expect(problemsOf(await save(id, { issuer }))).toEqual(again);
    expect((await rowOf(id)).fields.issuer).toBe("https://login.example.com");
    expect(problemsOf(await save(id, { issuer: "https://other.example.com", clientSecret: "another" }))).toEqual([]);
    expect(problemsOf(await save(id, { issuer: "", clientSecret: null }))).toEqual([]);
    const directory = await made("ldap", "Directory", { bindDn: "cn=foyer", bindPassword: "canary-two" });
    expect(problemsOf(await save(directory, { url: "ldaps://evil.example.com" }))).toEqual([
      "bindPassword: connection.secret-again",
    ]);
    expect(problemsOf(await save(directory, { url: "ldaps://evil.example.com", bindPassword: "typed" }))).toEqual([]);
  });

  test("a connection whose key was lost is broken, says so, disturbs nobody, and is mended by typing the secret again", async () => {
    const lost = world.ctx({ secret: "an older secret that was lost, also long enough" });
    const added = await add("oidc", { ...connectionTexts.oidc, label: "Staff" }, {}, lost);
    const other = await made("google");
    expect(added.ok).toBe(true);
    expect((await listConnections(ctx)).map(({ id, state }) => `${id} ${state}`)).toEqual([
      "oidc-staff broken",
      `${other} untested`,
    ]);
    await save("oidc-staff", { label: "Everybody" });
    expect((await listConnections(ctx))[0]).toMatchObject({ label: "Everybody", state: "broken" });
    await save("oidc-staff", { clientSecret: "a new one" });
    expect((await listConnections(ctx))[0]).toMatchObject({ state: "untested" });
  });
});

describe("changing a connection", () => {
  test("P-A6: what was tested counts no more once how it connects has changed, and still counts after a new label", async () => {
    const id = await enabled("oidc", "Staff");
    for (const [texts, isTested] of [
      [{ label: "Everybody", domains: "example.com", trustEmail: "true", logo: "key" }, true],
      [{ clientSecret: "another" }, false],
      [{ scopes: "openid" }, false],
      [{ issuer: "https://login.example.com/", clientSecret: "another" }, false],
    ] as const) {
      await markTested(id);
      expect(problemsOf(await save(id, texts))).toEqual([]);
      expect((await rowOf(id)).testedAt !== null, Object.keys(texts).join()).toBe(isTested);
    }
  });

  test("T-L6: once somebody has an identity there, a connection stays with its provider", async () => {
    const id = await enabled("oidc", "Staff");
    expect(problemsOf(await save(id, { issuer: "https://other.example.com", clientSecret: "its own" }))).toEqual([]);
    const { accountId } = await makeAccount(ctx);
    await insertIdentity(ctx.db, { accountId, connection: id, subject: "7", kind: "oidc" });
    expect(problemsOf(await save(id, { issuer: "https://login.example.com" }))).toEqual(["issuer: connection.issuer-fixed"]);
    expect(problemsOf(await save(id, { clientId: "another" }))).toEqual([]);
    const directory = await enabled("ldap", "Directory");
    await insertIdentity(ctx.db, { accountId, connection: directory, subject: "7", kind: "ldap" });
    expect(problemsOf(await save(directory, { idAttribute: "uid" }))).toEqual(["idAttribute: connection.issuer-fixed"]);
  });

  test("T-L6: nor does it forget whose people it has while it cannot be used", async () => {
    const id = await enabled("oidc", "Staff");
    const { accountId } = await makeAccount(ctx);
    await insertIdentity(ctx.db, { accountId, connection: id, subject: "8", kind: "oidc" });
    expect(problemsOf(await save(id, { clientId: "" }, { isEnabled: false }))).toEqual([]);
    const elsewhere = { clientId: "foyer", issuer: "https://other.example.com" };
    expect(problemsOf(await save(id, elsewhere))).toEqual(["issuer: connection.issuer-fixed"]);
    expect(problemsOf(await save(id, { issuer: "" }))).toEqual(["issuer: connection.issuer-fixed"]);
  });

  test("T-O13: who came back from the former provider and has not accepted is nobody at the next one", async () => {
    const id = await enabled("oidc", "Staff");
    const arrived = async () => {
      const arrival = anArrival(aConnection({ id }), { subject: "9" });
      await replacePendingIdentity(ctx.db, {
        ...arrival.profile,
        browserHash: hashToken(arrival.browser),
        connection: id,
        idToken: null,
        returnTo: null,
        lastsSeconds: 60,
      });
      return () => findPendingIdentity(ctx.db, hashToken(arrival.browser));
    };
    const find = await arrived();
    await save(id, { label: "Another word" });
    expect(await find()).toMatchObject({ subject: "9" });
    await save(id, { issuer: "https://other.example.com", clientSecret: "its own" });
    expect(await find()).toBeNull();
  });

  test("P-A4: only one is the default: the newest that was marked", async () => {
    const [one, two] = [await enabled("google"), await enabled("oidc")];
    await save(one, {}, { isDefault: true });
    await save(two, {}, { isDefault: true });
    expect((await listConnections(ctx)).map(({ isDefault }) => isDefault)).toEqual([false, true]);
  });

  test("P-S1: buttons stand in the order that the arrows gave them", async () => {
    const [a, b, c] = [await made("google", "A"), await made("google", "B"), await made("google", "C")];
    const order = async () => (await listConnections(ctx)).map(({ id }) => id);
    const move = (id: string, direction: "up" | "down") => moveConnection(ctx, { id, direction, actor: by });
    await move(c, "up");
    expect(await order()).toEqual([a, c, b]);
    await move(a, "down");
    expect(await order()).toEqual([c, a, b]);
    await move(c, "up");
    await move(b, "down");
    expect(await order()).toEqual([c, a, b]);
    expect(await move("nonsense", "up")).toMatchObject({ code: "connection.not-found" });
  });

  test("P-M6: the log says who changed what, before and after, and a refused or empty change leaves no row", async () => {
    const id = await made("oidc", "Logged");
    await save(id, { label: "Everybody", clientSecret: "x" }, { isEnabled: true });
    await save(id, { label: "Everybody" });
    await save(id, { issuer: "nonsense" });
    const rows = await world.database.sql`select action, target_kind, detail from audit_log where target_id = ${id} order by id`;
    expect(rows.map(({ action, target_kind }) => `${action} ${target_kind}`)).toEqual([
      "connection.added connection",
      "connection.changed connection",
    ]);
    expect(rows[1]?.detail).toEqual({ label: "Logged → Everybody", clientSecret: "*** → ***", enabled: "false → true" });
  });
});

describe("SSO only and its last connection", () => {
  const isOnly = () => setting("access.ssoOnly", "true");

  test("P-A6: SSO only needs a connection that is enabled and tested", async () => {
    const id = await made("oidc", "Staff");
    const refusal = { code: "settings.sso-only-needs-connection" };
    await markTested(id);
    expect(await isOnly()).toMatchObject(refusal);
    await save(id, {}, { isEnabled: true });
    await world.database.sql`update connections set tested_at = null`;
    expect(await isOnly()).toMatchObject(refusal);
    await markTested(id);
    expect(await isOnly()).toMatchObject({ ok: true });
  });

  test("P-A6: one that cannot be read any more counts for nothing", async () => {
    const id = await enabled("oidc", "Staff");
    await markTested(id);
    await world.database.sql`update connections set provider = 'gone'`;
    expect(hasTestedConnection(ctx.secrets, await listConnectionRows(ctx.db))).toBe(false);
    expect(await isOnly()).toMatchObject({ ok: false });
    expect((await listConnections(ctx))[0]).toMatchObject({ id, state: "broken" });
  });

  test("P-A6: while it is on, the last enabled connection is neither disabled nor deleted", async () => {
    const [one, two] = [await enabled("google"), await enabled("oidc")];
    await markTested(one);
    await markTested(two);
    await isOnly();
    expect(problemsOf(await save(one, {}, { isEnabled: false }))).toEqual([]);
    expect(problemsOf(await save(two, {}, { isEnabled: false }))).toEqual(["enabled: connection.last-enabled"]);
    expect(await deleteConnection(ctx, { id: two, by })).toMatchObject({ code: "connection.last-enabled" });
    expect(await deleteConnection(ctx, { id: one, by })).toMatchObject({ ok: true });
    await setting("access.ssoOnly", "false");
    expect(await deleteConnection(ctx, { id: two, by })).toMatchObject({ ok: true });
  });

  test("P-A6: of a tested and an untested one, the tested one stays", async () => {
    const [one, two] = [await enabled("google"), await enabled("oidc")];
    await markTested(one);
    await isOnly();
    expect(problemsOf(await save(one, {}, { isEnabled: false }))).toEqual(["enabled: connection.last-enabled"]);
    expect(problemsOf(await save(two, {}, { isEnabled: false }))).toEqual([]);
  });

  test("P-A6: SSO only and the end of its connection at the same moment: one of them wins", async () => {
    for (let round = 0; round < 8; round++) {
      await world.database.sql`delete from settings`;
      await world.database.sql`delete from connections`;
      const id = await enabled("google");
      await markTested(id);
      const both = await Promise.all([isOnly(), deleteConnection(ctx, { id, by })]);
      expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    }
  });
});

describe("deleting a connection", () => {
  test("its identities go with it, so that a later connection of the same id finds nobody; accounts stay", async () => {
    const id = await enabled("google");
    const { accountId } = await makeAccount(ctx);
    await insertIdentity(ctx.db, { accountId, connection: id, subject: "7", kind: "google" });
    await deleteConnection(ctx, { id, by });
    expect(await made("google")).toBe(id);
    expect(await world.database.sql`select 1 from identities`).toHaveLength(0);
    expect(await world.database.sql`select 1 from accounts where id = ${accountId}`).toHaveLength(1);
    expect(await deleteConnection(ctx, { id: "nonsense", by })).toMatchObject({ code: "connection.not-found" });
  });

  test("its page says how many people use it, and how many of them have no other way in", async () => {
    const [id, other] = [await enabled("google"), await enabled("oidc")];
    const people = [await makeAccount(ctx), await makeAccount(ctx), await makeAccount(ctx), await makeAccount(ctx)];
    for (const [at, { accountId }] of people.entries())
      await insertIdentity(ctx.db, { accountId, connection: id, subject: `${at}`, kind: "google" });
    const [withPassword, withOther, alone, gone] = people.map(({ accountId }) => accountId);
    await world.database.sql`delete from passwords where account_id <> ${withPassword ?? ""}`;
    await insertIdentity(ctx.db, { accountId: withOther ?? "", connection: other, subject: "x", kind: "oidc" });
    await world.database.sql`update accounts set deactivated_at = now() where id = ${gone ?? ""}`;
    expect(alone).toBeDefined();
    expect(await openConnection(ctx, id)).toMatchObject({ people: 3, withoutOtherWay: 1 });
  });
});
