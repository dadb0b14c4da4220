import { sql } from "drizzle-orm";
import { Attribute, Change } from "ldapts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { refreshDirectorySessions } from "@/core/directory/refresh-directory-sessions";
import { newToken } from "@/core/security/token";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { signInAtDirectory } from "@/core/sign-in/sign-in-at-directory";
import { makeWorld, type World } from "@/tests/support/context";
import { PEOPLE, SHOPPERS, startDirectory, type TestDirectory } from "@/tests/support/directory";
import { startHostileDirectory } from "@/tests/support/hostile-directory";
import { aConnection } from "@/tests/support/identities";
import { freshEmail } from "@/tests/support/make";
import { openShop } from "@/tests/support/registration";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
let slapd: TestDirectory;
const GROUP = { groupFilter: "(&(objectClass=groupOfNames)(cn=shoppers)(member={dn}))" };

beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
  slapd = await startDirectory();
});
beforeEach(() => world.database.sql`delete from sessions`);
afterAll(async () => {
  await slapd.stop();
  await world.end();
});

function open(texts: Record<string, string> = {}): Ctx {
  const fixed = { idAttribute: "entryUUID", mailAttribute: "mail", trustEmail: "true", skipsAccept: "true" };
  return shop({
    connections: [aConnection({ id: "ldap-house", provider: "ldap", texts: { ...fixed, ...slapd.texts, ...texts } })],
  });
}

/** Somebody of the directory who is signed in, here by it and elsewhere by password. */
async function signedIn(uid: string) {
  await slapd.addPerson({ uid, password: "their own", mail: freshEmail(uid) });
  const input = { connection: "ldap-house", identifier: uid, password: "their own", replaces: undefined, returnTo: null };
  const answer = await signInAtDirectory(open(), { ...input, browser: newToken() });
  if (!answer.ok || answer.value.kind !== "signed-in") throw new Error(`not signed in: ${JSON.stringify(answer)}`);
  const { accountId, token } = answer.value.session;
  const other = await startSession(open(), { accountId, method: "password" });
  const are = async () => [(await findSession(open(), token)) !== null, (await findSession(open(), other.token)) !== null];
  return { accountId, are, dn: `uid=${uid},${PEOPLE}` };
}
const noted = async (accountId: string) => [
  ...(await world.database.db.execute(
    sql`select actor_kind, outcome, detail from audit_log where action = 'session.withdrawn' and target_id = ${accountId}`,
  )),
];

describe("T-LD6: people who are signed in by a directory", () => {
  test("who was removed from it is signed out where it let them in, on record; nobody else is", async () => {
    const [removed, other] = [await signedIn("rita"), await signedIn("stays")];
    expect(await refreshDirectorySessions(open())).toEqual([]);
    expect(await removed.are()).toEqual([true, true]);
    await slapd.change((client) => client.del(removed.dn));
    const several = [refreshDirectorySessions(open()), refreshDirectorySessions(open())];
    expect(await Promise.all(several)).toEqual([[], []]);
    expect([await removed.are(), await other.are()]).toEqual([
      [false, true],
      [true, true],
    ]);
    expect(await noted(removed.accountId)).toEqual([
      { actor_kind: "system", outcome: "ok", detail: { connection: "ldap-house", sessions: "1" } },
    ]);
    expect(await noted(other.accountId)).toEqual([]);
  });

  test("who left the group, or whom the filter for people leaves out by now, is signed out too", async () => {
    const person = await signedIn("gerd");
    const member = new Attribute({ type: "member", values: [person.dn] });
    await slapd.change((client) => client.modify(SHOPPERS, new Change({ operation: "add", modification: member })));
    await refreshDirectorySessions(open(GROUP));
    expect(await person.are()).toEqual([true, true]);
    await slapd.change((client) => client.modify(SHOPPERS, new Change({ operation: "delete", modification: member })));
    await refreshDirectorySessions(open(GROUP));
    expect(await person.are()).toEqual([false, true]);
    const disabled = await signedIn("dora");
    await refreshDirectorySessions(open({ userFilter: "(&(uid={name})(!(uid=dora)))" }));
    expect(await disabled.are()).toEqual([false, true]);
  });

  test("more of them than are asked for at once are all asked for", async () => {
    const people = [];
    for (let count = 0; count < 23; count++) people.push(await signedIn(`many${count}`));
    for (const { dn } of people) await slapd.change((client) => client.del(dn));
    await refreshDirectorySessions(open());
    for (const { are } of people) expect(await are()).toEqual([false, true]);
  });

  test("T-FX32: a directory too slow to answer for all at once is asked again, until everybody was asked for", async () => {
    const people = [];
    for (let count = 0; count < 14; count++) people.push(await signedIn(`slow${count}`));
    const slow = await startHostileDirectory("forgets");
    expect(await refreshDirectorySessions(open(slow.texts))).toEqual([]);
    expect(slow.seen.connections).toBe(2);
    for (const { are } of people) expect(await are()).toEqual([false, true]);
    await slow.stop();
  });

  test("T-FX32: while the directory is away, or does not know us, everybody stays and the reason is told", async () => {
    const person = await signedIn("away");
    await slapd.change((client) => client.del(person.dn));
    expect(await refreshDirectorySessions(open({ bindPassword: "wrong" }))).toEqual([
      { connection: "ldap-house", reason: "InvalidCredentialsError" },
    ]);
    await slapd.pause();
    expect(await refreshDirectorySessions(open())).toEqual([{ connection: "ldap-house", reason: "ECONNREFUSED" }]);
    expect(await person.are()).toEqual([true, true]);
    await slapd.resume();
    await refreshDirectorySessions(open());
    expect(await person.are()).toEqual([false, true]);
  });
});
