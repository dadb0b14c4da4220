import { Attribute, Change } from "ldapts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { changeConnections, connect } from "@/tests/support/connections";
import { CHEAP_HASH } from "@/tests/support/context";
import { SHOPPERS, startDirectory, type TestDirectory } from "@/tests/support/directory";
import { type HostileDirectory, startHostileDirectory } from "@/tests/support/hostile-directory";
import { freshEmail, makeAccount } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";
import { changeSettings, openRegistration } from "@/tests/support/settings";
import { type Answer, Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

let product: Product;
let database: Database;
let slapd: TestDirectory;
let watched: HostileDirectory;
const FORM = "/sign-in/directory/ldap-house";
const WATCHED = "/sign-in/directory/ldap-watched";
const GROUP = "(&(objectClass=groupOfNames)(cn=shoppers)(member={dn}))";

beforeAll(async () => {
  [slapd, watched] = await Promise.all([startDirectory(), startHostileDirectory("denies")]);
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  await openRegistration(product);
  const house = { ...slapd.texts, label: "House", trustEmail: "true", skipsAccept: "true", groupFilter: GROUP };
  await connect(
    product,
    { id: "ldap-house", provider: "ldap", texts: house },
    { id: "ldap-watched", provider: "ldap", texts: { ...watched.texts, label: "Watched" } },
  );
});
afterAll(async () => {
  await database.end();
  await product.stop();
  await Promise.all([slapd.stop(), watched.stop()]);
});

const visitor = () => new Visitor(product.url);
const whoIs = async (who: Visitor) => JSON.parse((await who.ask("/api/auth/session")).body)?.user?.id ?? null;
const canary = (uid: string) => `canary of ${uid}`;

/** Somebody of the directory; in the group unless told. */
async function person(uid: string, { isShopper = true, mail = freshEmail(uid) } = {}) {
  const dn = await slapd.addPerson({ uid, password: canary(uid), mail });
  const modification = new Attribute({ type: "member", values: [dn] });
  if (isShopper) await slapd.change((client) => client.modify(SHOPPERS, new Change({ operation: "add", modification })));
  return { dn, mail, typed: { identifier: uid, password: canary(uid) } };
}

async function tryAs(typed: { identifier: string; password: string }, who = visitor()) {
  return { who, answer: await who.submit(await who.go(FORM), "Sign in", typed) };
}

/** What an answer tells whoever reads all of it: without what differs each time, and without the name they typed themselves. */
function toldBy({ status, headers, body }: Answer, identifier: string) {
  const { date: _, "content-security-policy": __, "set-cookie": cookies, ...others } = headers;
  const nonce = /nonce-([^']+)'/.exec(String(headers["content-security-policy"]))?.[1] ?? "none";
  const text = body
    .replaceAll(nonce, "")
    .replaceAll(identifier, "")
    .replace(/[2-9A-Z]{4}-[2-9A-Z]{4}/g, "");
  return { status, others, cookies: [cookies ?? []].flat().map((line) => line.split("=", 1)[0]), text };
}

describe("T-S1, T-S7, T-T6: who is refused", () => {
  test("is told the same to the last byte: unknown, wrong, outside of the group, ambiguous, guessed too often, deactivated", async () => {
    const [known, outside, guessed] = [await person("kara"), await person("otto", { isShopper: false }), await person("gwen")];
    const [first] = [await person("twin1", { mail: "twins@example.com" }), await person("twin2", { mail: "twins@example.com" })];
    const gone = await person("dora");
    const { who } = await tryAs(gone.typed);
    expect(await whoIs(who)).not.toBeNull();
    await database.sql`update accounts set deactivated_at = now() where email_key = ${gone.mail}`;
    for (let tries = 0; tries < 5; tries++) await tryAs({ ...guessed.typed, password: "canary that is wrong" });
    await database.sql`update guess_counters set locked_until = now() + interval '1 hour'
      where last_at = (select max(last_at) from guess_counters)`;
    const told = new Map<string, unknown>();
    for (const [why, typed] of [
      ["unknown", { identifier: "nobody", password: canary("kara") }],
      ["wrong", { ...known.typed, password: "canary that is wrong" }],
      ["outside", outside.typed],
      ["ambiguous", { identifier: "twins@example.com", password: first.typed.password }],
      ["guessed", guessed.typed],
      ["deactivated", gone.typed],
      ["pattern", { identifier: "kar*", password: canary("kara") }],
    ] as const) {
      const { who, answer } = await tryAs(typed);
      told.set(why, toldBy(answer, typed.identifier));
      expect([why, await whoIs(who)]).toEqual([why, null]);
    }
    expect(told.get("unknown")).toMatchObject({ status: 401 });
    for (const [why, what] of told) expect(what, why).toEqual(told.get("unknown"));
  });
});

describe("T-S9: what no form of ours would send", () => {
  const post = (who: Visitor, headers: Record<string, string>, body: string | Buffer) =>
    who.ask(WATCHED, { method: "POST", headers, body });
  const form = { "content-type": "application/x-www-form-urlencoded" };

  test("is refused with a sentence, and no directory is asked", async () => {
    const who = visitor();
    const page = await who.go(WATCHED);
    const before = watched.seen.connections;
    const typed = { identifier: "nora", password: "canary odd" };
    for (const [what, fields] of Object.entries({
      "a NUL in the name": { ...typed, identifier: "nora\0" },
      "a line break in the name": { ...typed, identifier: "no\r\nra" },
      "a name without end": { ...typed, identifier: "n".repeat(5000) },
      "a blank name": { ...typed, identifier: " \t" },
      "a name written backwards": { ...typed, identifier: "\u202Earon" },
      "no password": { ...typed, password: "" },
      "a password that is a NUL": { ...typed, password: "\0" },
      "a password behind a NUL": { ...typed, password: "\0canary odd" },
      "a password without end": { ...typed, password: "p".repeat(200_000) },
      "a connection without end": { ...typed, connection: "c".repeat(5000) },
      "an object for a password": { identifier: "nora", "password[$ne]": "", password: "" },
    })) {
      const answer = await who.submit(page, "Sign in", fields);
      expect([what, answer.status]).toEqual([what, 422]);
      expect(answer.page.querySelector("[role=alert]")?.textContent, what).toMatch(/\w/);
    }
    for (const password of [" ", "\t\u00A0", "\u200B", "\u0001"]) {
      const answer = await who.submit(page, "Sign in", { ...typed, password });
      expect([password, answer.status]).toEqual([password, 401]);
    }
    expect(watched.seen.connections).toBe(before);
    expect((await who.submit(page, "Sign in", typed)).status).toBe(401);
    expect(watched.seen.connections).toBe(before + 1);
  });

  test("and what is no form signs nobody in, whatever it claims to be", async () => {
    const before = watched.seen.connections;
    const json = JSON.stringify({ connection: "ldap-watched", identifier: "nora", password: { $ne: "" } });
    for (const [headers, body] of [
      [{ "content-type": "application/json" }, json],
      [{ "content-type": "text/plain;charset=UTF-8", "next-action": "f".repeat(42) }, json],
      [form, "connection=ldap-watched&identifier=nora&password=a&password=b"],
      [{ "content-type": "multipart/form-data; boundary=x" }, "--x\r\nnot a part"],
    ] as const) {
      const who = visitor();
      const answer = await post(who, headers, body);
      expect(answer.status, `${headers["content-type"]} ${answer.status}`).toBeLessThan(500);
      expect(await whoIs(who)).toBeNull();
    }
    expect(watched.seen.connections).toBe(before);
  });

  test("T-S13: a form of another site is refused before anybody is asked", async () => {
    const who = visitor();
    const page = await who.go(WATCHED);
    const before = watched.seen.connections;
    for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }]) {
      const body = `connection=ldap-watched&identifier=nora&password=x`;
      expect((await who.ask(page.path, { method: "POST", headers: { ...form, ...headers }, body })).status).toBe(403);
    }
    expect(watched.seen.connections).toBe(before);
  });
});

describe("whoever signs in", () => {
  test("T-S12: is one customer, however the name is written", async () => {
    const { mail, typed } = await person("lana");
    const ids = new Set<string | null>();
    for (const identifier of ["lana", "LANA", " lana ", "ｌａｎａ", mail, mail.toUpperCase()]) {
      const { who, answer } = await tryAs({ ...typed, identifier });
      expect([identifier, answer.status]).toEqual([identifier, 303]);
      ids.add(await whoIs(who));
    }
    expect([...ids]).toEqual([expect.any(String)]);
    expect(await database.sql`select 1 from accounts where email_key = ${mail}`).toHaveLength(1);
  });

  test("T-L5, T-S14: takes the browser over from who was signed in before; that session is over, and no identity is theirs", async () => {
    const before = await makeAccount({ db: database.db, hash: CHEAP_HASH });
    const { typed } = await person("vera");
    const who = visitor();
    await who.submit(await who.go("/sign-in"), "Sign in", { identifier: before.email, password: before.password });
    expect(await whoIs(who)).toBe(before.accountId);
    const former = new Visitor(product.url);
    for (const [name, value] of who.cookies) former.cookies.set(name, value);
    expect((await tryAs(typed, who)).answer.status).toBe(303);
    const now = await whoIs(who);
    expect([now === null, now === before.accountId]).toEqual([false, false]);
    expect(await whoIs(former)).toBeNull();
    expect(await database.sql`select 1 from identities where account_id = ${before.accountId}`).toHaveLength(0);
  });

  test("P-R1: opens no account where registration is closed, skipped acceptance or not", async () => {
    const { typed, mail } = await person("late");
    const isOffered = async () => (await visitor().ask("/register")).page.querySelector("input[name=email]") !== null;
    expect(await isOffered()).toBe(true);
    await changeSettings(product, { "registration.open": "false" });
    await waitFor(async () => !(await isOffered()), "registration to be closed");
    const { who, answer } = await tryAs(typed);
    expect([answer.location, await whoIs(who)]).toEqual(["/register/accept", null]);
    expect(await database.sql`select 1 from accounts where email_key = ${mail}`).toHaveLength(0);
    await changeSettings(product, { "registration.open": "true" });
    await waitFor(isOffered, "registration to be open");
  });
});

test("P-A4, T-X6: under force login and SSO only the directory is reached in two steps, and a refusal stays at its form", async () => {
  await changeConnections(product, "update connections set is_enabled = (id = 'ldap-house')");
  await changeSettings(product, { "access.ssoOnly": "true", "access.forceLogin": "true" });
  await waitFor(async () => (await visitor().ask("/cart")).status >= 300, "force login");
  const who = visitor();
  let answer = await who.ask("/cart?x=1");
  for (let hops = 0; answer.location !== null; hops++) {
    expect(hops).toBeLessThan(3);
    answer = await who.ask(answer.location);
  }
  expect(answer.page.querySelector("input[name=password]")).not.toBeNull();
  const refused = await who.submit(answer, "Sign in", { identifier: "kara", password: "canary that is wrong" });
  expect([refused.status, refused.location]).toEqual([401, null]);
  const signedIn = await who.submit(refused, "Sign in", { identifier: "kara", password: canary("kara") });
  expect(signedIn.location).toBe("/cart?x=1");
});

test("T-G1: no password of anybody, nor the service account's, is in the log, in the database or in an address", async () => {
  const [tables, columns] = [["audit_log", "mails", "sessions", "pending_identities", "guess_counters", "connections"], /canary/];
  for (const table of tables)
    expect(JSON.stringify(await database.sql`select * from ${database.sql(table)}`)).not.toMatch(columns);
  expect(product.output()).not.toMatch(/canary|who looks people up/);
});
