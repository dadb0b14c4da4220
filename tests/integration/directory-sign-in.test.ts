import { sql } from "drizzle-orm";
import { Attribute, Change } from "ldapts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findArrival } from "@/core/identities/find-arrival";
import { newToken } from "@/core/security/token";
import { findSession } from "@/core/sessions/find-session";
import { signIn } from "@/core/sign-in/sign-in";
import { signInAtDirectory } from "@/core/sign-in/sign-in-at-directory";
import { makeWorld, type World } from "@/tests/support/context";
import { PEOPLE, SHOPPERS, startDirectory, type TestDirectory } from "@/tests/support/directory";
import { aConnection, acceptAs, anArrival, giveCode } from "@/tests/support/identities";
import { freshEmail, makeAccount } from "@/tests/support/make";
import { forgetMailLimits, newestMail, queuedMails } from "@/tests/support/queued-mail";
import { openShop } from "@/tests/support/registration";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
let slapd: TestDirectory;
const house = (texts: Record<string, string> = {}) =>
  aConnection({
    id: "ldap-house",
    provider: "ldap",
    texts: { idAttribute: "entryUUID", mailAttribute: "mail", ...slapd.texts, ...texts },
  });

beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
  slapd = await startDirectory();
  await slapd.addPerson({ uid: "nora", password: "nora's own", mail: "nora@example.com" });
});
beforeEach(() => forgetMailLimits(world.ctx()));
afterAll(async () => {
  await slapd.stop();
  await world.end();
});

type Trying = { texts?: Record<string, string>; settings?: Record<string, string>; browser?: string; returnTo?: string };

const open = ({ texts = {}, settings = {} }: Trying = {}) => shop({ connections: [house(texts)], settings });
const tryAs = (identifier: string, password: string, { browser = newToken(), returnTo = "/cart", ...rest }: Trying = {}) =>
  signInAtDirectory(open(rest), { connection: "ldap-house", identifier, password, replaces: undefined, browser, returnTo });
const rows = async (statement: ReturnType<typeof sql>) => [...(await world.database.db.execute(statement))];
const counters = () => rows(sql`select key from guess_counters`);

/** The session that a sign-in ended in, as the next request would find it. */
async function sessionOf(signedIn: Awaited<ReturnType<typeof tryAs>>, trying: Trying = {}) {
  if (!signedIn.ok || signedIn.value.kind !== "signed-in") throw new Error(`not signed in: ${JSON.stringify(signedIn)}`);
  return findSession(open(trying), signedIn.value.session.token);
}

/** Somebody with an account from the directory, trusted for its addresses. */
async function newPerson(uid: string, texts: Record<string, string> = {}) {
  const [email, password] = [freshEmail(uid), `${uid}'s own`];
  await slapd.addPerson({ uid, password, mail: email });
  const browser = newToken();
  expect(await tryAs(uid, password, { browser, texts })).toEqual({ ok: true, value: { kind: "accept" } });
  return {
    uid,
    email,
    password,
    browser,
    arrival: anArrival(house(texts), { firstName: "Nora", lastName: "Vidal" }, { browser }),
  };
}
const trusted = { trustEmail: "true" };

describe("signing in at a directory", () => {
  test("P-R17: the first time leads to Accept and makes nobody before; then the directory's password signs in", async () => {
    const { uid, email, password, browser, arrival } = await newPerson("first", trusted);
    const offered = await findArrival(open({ texts: trusted }), browser);
    expect(offered).toMatchObject({ firstName: "Nora", lastName: "Vidal", email, isAddressGiven: true, returnTo: "/cart" });
    expect(await rows(sql`select 1 from accounts where email_key = ${email}`)).toHaveLength(0);
    expect(await acceptAs(open({ texts: trusted }), arrival)).toMatchObject({ ok: true, value: { kind: "made" } });
    const again = await sessionOf(await tryAs(uid.toUpperCase(), password));
    expect(again).toMatchObject({ email });
    expect(await rows(sql`select distinct method from sessions where account_id = ${again?.accountId ?? ""}`)).toEqual([
      { method: "ldap-house" },
    ]);
  });

  test("P-R17: where the connection does not ask, the first sign-in makes the account", async () => {
    const email = freshEmail("atonce");
    await slapd.addPerson({ uid: "atonce", password: "at once", mail: email });
    const texts = { ...trusted, skipsAccept: "true" };
    expect(await sessionOf(await tryAs("atonce", "at once", { texts }))).toMatchObject({ email });
  });

  test("P-R17, T-LD3, T-S7: unknown, wrong, outside of the group, ambiguous: one answer, with a code for support", async () => {
    await slapd.addPerson({ uid: "omar", password: "omar's own", mail: "twice@example.com" });
    await slapd.addPerson({ uid: "olga", password: "omar's own", mail: "twice@example.com" });
    const group = { groupFilter: "(&(objectClass=groupOfNames)(cn=shoppers)(member={dn}))" };
    const answers = [
      await tryAs("nobody", "nora's own"),
      await tryAs("nora", "wrong"),
      await tryAs("nora", "nora's own", { texts: group }),
      await tryAs("twice@example.com", "omar's own"),
    ];
    for (const answer of answers)
      expect(answer).toEqual({
        ok: false,
        code: "sign-in.refused",
        problems: [{ code: "sign-in.refused" }],
        supportCode: expect.stringMatching(/^.{4}-.{4}$/),
      });
    await slapd.change((client) =>
      client.modify(
        SHOPPERS,
        new Change({ operation: "add", modification: new Attribute({ type: "member", values: [`uid=nora,${PEOPLE}`] }) }),
      ),
    );
    expect(await tryAs("nora", "nora's own", { texts: group })).toMatchObject({ ok: true });
  });

  test.each(["*", "n*", "*)(uid=*", "nora)(&", "nora)(|(uid=*", "\\", "\\2a", "nora\\00", "nora\0"])(
    "T-LD1: %j finds nobody, with the right password even",
    async (name) => {
      expect(await tryAs(name, "nora's own")).toMatchObject({ ok: false, code: "sign-in.refused" });
    },
  );

  test.each(["", " ", " \t ", "\0", "\0nora's own", "\u0001", "\u200B", "\u00AD\u2060", "\uFE0F", "\u3000"])(
    "T-LD2: the password %j is refused before anything is asked",
    async (password) => {
      // Were anything asked, the answer would be that the directory is away.
      const texts = { url: "ldaps://localhost:9" };
      expect(await tryAs("nora", password, { texts })).toMatchObject({ ok: false, code: "sign-in.refused" });
    },
  );

  test("T-LD7: an address that has an account here is not merged without its mailbox; with it, the owner is told", async () => {
    const account = await makeAccount(open());
    await slapd.addPerson({ uid: "same", password: "same here", mail: account.email });
    const browser = newToken();
    const arrival = anArrival(house(), { firstName: "Sam", lastName: "Same" }, { browser });
    for (const texts of [{}, trusted, { ...trusted, skipsAccept: "true" }]) {
      expect(await tryAs("same", "same here", { browser, texts })).toEqual({ ok: true, value: { kind: "accept" } });
      await forgetMailLimits(world.ctx());
      const accepted = await acceptAs(open({ texts }), arrival, { email: account.email });
      expect(accepted).toEqual({ ok: true, value: { kind: "needs-code" } });
      expect(await rows(sql`select 1 from identities where account_id = ${account.accountId}`)).toHaveLength(0);
    }
    expect(await rows(sql`select 1 from sessions where account_id = ${account.accountId}`)).toHaveLength(0);
    const { code } = await newestMail(open(), account.email);
    expect(await giveCode(open(), arrival, code)).toMatchObject({ ok: true, value: { kind: "connected" } });
    expect((await queuedMails(open(), account.email)).map(({ message }) => message)).toContain("identity-connected");
    expect(await sessionOf(await tryAs("same", "same here"))).toMatchObject({ accountId: account.accountId });
  });

  test("P-A5: under SSO only the directory lets in, and passwords of ours do not", async () => {
    const { uid, password, arrival } = await newPerson("only", trusted);
    await acceptAs(open({ texts: trusted }), arrival);
    const settings = { "access.ssoOnly": "true" };
    const local = await makeAccount(open());
    const closed = await signIn(open({ settings }), { identifier: local.email, password: local.password });
    expect(closed).toMatchObject({ ok: false, code: "access.sso-only" });
    expect(await tryAs(uid, password, { settings })).toMatchObject({ ok: true, value: { kind: "signed-in" } });
  });

  test("P-A1, T-O20: accounts off, and a connection that is off or is no directory, ask nobody", async () => {
    const settings = { "access.customerAccounts": "false" };
    const texts = { url: "ldaps://localhost:9" };
    expect(await tryAs("nora", "nora's own", { settings, texts })).toMatchObject({ code: "access.accounts-off" });
    const input = { identifier: "nora", password: "nora's own", replaces: undefined, browser: newToken(), returnTo: null };
    const ctx = shop({ connections: [aConnection({ id: "oidc-work" })] });
    for (const connection of ["ldap-house", "oidc-work", "", "__proto__"])
      expect(await signInAtDirectory(ctx, { ...input, connection })).toMatchObject({ ok: false, code: "sso.gone" });
  });

  test("T-O21: a deactivated customer is told what a wrong password is told", async () => {
    const { uid, password, email, arrival } = await newPerson("gone", trusted);
    await acceptAs(open({ texts: trusted }), arrival);
    await world.database.db.execute(sql`update accounts set deactivated_at = now() where email_key = ${email}`);
    expect(await tryAs(uid, password)).toMatchObject({
      code: "sign-in.refused",
      problems: [{ code: "sign-in.refused" }],
      supportCode: expect.any(String),
    });
  });

  test("T-S5, T-N4: guesses at one person are counted together, however the name is written, and a success forgets them", async () => {
    const { uid, email, password } = await newPerson("guessed");
    await world.database.db.execute(sql`delete from guess_counters`);
    for (const name of [uid, uid.toUpperCase(), email, ` ${uid}`]) await tryAs(name, "wrong");
    expect(await counters()).toHaveLength(1);
    expect(await tryAs(uid, password)).toMatchObject({ ok: true });
    expect(await counters()).toHaveLength(0);
    for (const name of [uid, email, uid, email, uid]) await tryAs(name, "wrong");
    expect(await tryAs(uid, password)).toMatchObject({ ok: false, code: "sign-in.refused" });
  });

  test("T-T2: one address on the network tries as often as it may sign in by password, and then asks nobody", async () => {
    const ctx = { ...shop({ connections: [house({ url: "ldaps://localhost:9" })] }) };
    const input = { connection: "ldap-house", identifier: "nora", replaces: undefined, browser: newToken(), returnTo: null };
    for (let tries = 0; tries < 20; tries++)
      expect(await signInAtDirectory(ctx, { ...input, password: " " })).toMatchObject({ code: "sign-in.refused" });
    expect(await signInAtDirectory(ctx, { ...input, password: "nora's own" })).toMatchObject({ code: "limits.too-many" });
  });

  test("T-FX32: a directory that is away is told as such, with a code that finds the reason", async () => {
    const away = await tryAs("nora", "nora's own", { texts: { url: "ldaps://localhost:9" } });
    expect(away).toMatchObject({ ok: false, code: "sso.unavailable" });
    const code = away.ok ? "" : (away.supportCode ?? "");
    const [noted] = await rows(sql`select outcome, target_id, detail from audit_log where support_code = ${code}`);
    expect(noted).toMatchObject({ outcome: "sso.unavailable", target_id: "ldap-house", detail: { reason: "ECONNREFUSED" } });
  });

  test("T-G1: what was typed as a password stays nowhere", async () => {
    await tryAs("nora", "canary wrong");
    await tryAs("canary wrong", "nora's own");
    const stored = [await rows(sql`select * from audit_log`), await rows(sql`select * from guess_counters`)];
    expect(JSON.stringify(stored)).not.toMatch(/canary|nora's own|who looks people up/);
  });
});
