import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { arrive } from "@/core/identities/arrive";
import { decrypt } from "@/core/security/secrets";
import { hashToken, newToken } from "@/core/security/token";
import { describeSession } from "@/core/sessions/describe-session";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { findPendingIdentity } from "@/db/queries/identities";
import { makeWorld, type World } from "@/tests/support/context";
import { aConnection, anArrival, arriveUnknown, linkIdentity } from "@/tests/support/identities";
import { age, freshEmail, makeAccount } from "@/tests/support/make";
import { openShop } from "@/tests/support/registration";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
const work = aConnection({ id: "oidc-work" });
const home = aConnection({ id: "oidc-home" });
const open = (more: Parameters<World["ctx"]>[0] = {}) => world.ctx({ connections: [work, home], ...more });

beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
});
afterAll(() => world.end());

const rows = async (statement: ReturnType<typeof sql>) => [...(await world.database.db.execute(statement))];

/** The session that an arrival ended in, as the next request would find it. */
async function sessionOf(arrived: Awaited<ReturnType<typeof arrive>>) {
  if (!arrived.ok || arrived.value.kind !== "signed-in") throw new Error(`not signed in: ${JSON.stringify(arrived)}`);
  return findSession(open(), arrived.value.session.token);
}

describe("coming back from a provider", () => {
  test("P-S3: a known identity signs in to its account, by the provider's own id of the person", async () => {
    const account = await makeAccount(open());
    const subject = await linkIdentity(open(), account.accountId, work);
    const arrived = await arrive(open(), anArrival(work, { subject }));
    expect(await sessionOf(arrived)).toMatchObject({ accountId: account.accountId });
    const [noted] = await rows(sql`select last_used_at from identities where subject = ${subject}`);
    expect(noted?.last_used_at).not.toBeNull();
  });

  test("T-U1: what waits to be accepted leads to no other place, and keeps one of ours", async () => {
    for (const [wanted, kept] of [
      ["https://evil.example/cart", null],
      ["//evil.example", null],
      ["/cart?x=1", "/cart?x=1"],
    ] as const) {
      const browser = newToken();
      await arrive(open(), anArrival(work, {}, { browser, returnTo: wanted }));
      expect(await findPendingIdentity(open().db, hashToken(browser))).toMatchObject({ returnTo: kept });
    }
  });

  test("T-O13: the same subject at another connection is somebody else", async () => {
    const account = await makeAccount(open());
    const subject = await linkIdentity(open(), account.accountId, work);
    const arrived = await arrive(open(), anArrival(home, { subject }));
    expect(arrived).toEqual({ ok: true, value: { kind: "accept" } });
  });

  test("T-O14: an address that changed at the provider changes nothing here and opens nobody's account", async () => {
    const [a, v] = [await makeAccount(open()), await makeAccount(open())];
    const subject = await linkIdentity(open(), a.accountId, work);
    const said = { subject, email: v.email, isEmailVerified: true, isOwnMailbox: true, firstName: "Vera" };
    expect(await sessionOf(await arrive(open(), anArrival(work, said)))).toMatchObject({
      accountId: a.accountId,
      email: a.email,
    });
  });

  test("T-O15: a recycled address with a new subject does not sign in as the old owner", async () => {
    const account = await makeAccount(open());
    await linkIdentity(open(), account.accountId, work);
    const said = { email: account.email, isEmailVerified: true, isOwnMailbox: true };
    const { browser } = await arriveUnknown(open(), anArrival(work, said));
    expect(await findPendingIdentity(world.database.db, hashToken(browser))).toMatchObject({ email: account.email });
    expect(await rows(sql`select 1 from sessions where account_id = ${account.accountId}`)).toHaveLength(0);
  });

  test("T-L5: whoever signs in on a shared computer ends the other's session and is not linked to it", async () => {
    const [x, y] = [await makeAccount(open()), await makeAccount(open())];
    const subject = await linkIdentity(open(), y.accountId, work);
    const { token } = await startSession(open(), { accountId: x.accountId, method: "password" });
    const arrived = await arrive(open(), anArrival(work, { subject }, { replaces: token }));
    expect(await sessionOf(arrived)).toMatchObject({ accountId: y.accountId });
    expect(await findSession(open(), token)).toBeNull();
    const unknown = anArrival(work, {}, { replaces: token });
    await arriveUnknown(open(), unknown);
    expect(await rows(sql`select 1 from identities where account_id = ${x.accountId}`)).toHaveLength(0);
  });

  test("T-O21: a deactivated customer is refused in words that would do for anybody", async () => {
    const account = await makeAccount(open());
    const subject = await linkIdentity(open(), account.accountId, work);
    await open().db.execute(sql`update accounts set deactivated_at = now() where id = ${account.accountId}`);
    expect(await arrive(open(), anArrival(work, { subject }))).toMatchObject({ ok: false, code: "sso.refused" });
    expect(await rows(sql`select 1 from sessions where account_id = ${account.accountId}`)).toHaveLength(0);
  });

  test("T-O20: a connection that was disabled meanwhile lets nobody in, nor do accounts that are off", async () => {
    const account = await makeAccount(open());
    const subject = await linkIdentity(open(), account.accountId, work);
    const arrival = anArrival(work, { subject });
    expect(await arrive(open({ connections: [home] }), arrival)).toMatchObject({ ok: false, code: "sso.expired" });
    const off = open({ settings: { "access.customerAccounts": "false" } });
    expect(await arrive(off, arrival)).toMatchObject({ ok: false, code: "access.accounts-off" });
  });

  test("P-S2: an unknown person is put down for this browser only, for half an hour, and nothing else exists", async () => {
    const email = freshEmail();
    const { browser } = await arriveUnknown(open(), anArrival(work, { email }, { returnTo: "/products/teapot?size=large" }));
    const found = await findPendingIdentity(world.database.db, hashToken(browser));
    expect(found).toMatchObject({ email, returnTo: "/products/teapot?size=large" });
    expect(await findPendingIdentity(world.database.db, hashToken(newToken()))).toBeNull();
    expect(await rows(sql`select 1 from accounts where email = ${email}`)).toHaveLength(0);
    await age(open(), "pending_identities", ["expires_at"], "31 minutes", `email = '${email}'`);
    expect(await findPendingIdentity(world.database.db, hashToken(browser))).toBeNull();
  });

  test("T-O23: an ID token is kept encrypted and told to nobody", async () => {
    const account = await makeAccount(open());
    const subject = await linkIdentity(open(), account.accountId, work);
    const idToken = "head.claims-of-a-person.signature";
    const arrived = await arrive(open(), anArrival(work, { subject }, { idToken }));
    const session = await sessionOf(arrived);
    if (!session) throw new Error("no session");
    const [row] = await rows(sql`select id_token from sessions where id = ${session.id}`);
    expect(String(row?.id_token)).not.toContain("claims");
    expect(decrypt(open().secrets, "handshake", String(row?.id_token))).toBe(idToken);
    expect(JSON.stringify([session, describeSession(session)])).not.toContain(String(row?.id_token).slice(0, 20));
    await arriveUnknown(open(), anArrival(work, {}, { idToken }));
    const everything = JSON.stringify(await rows(sql`select * from pending_identities, audit_log`));
    expect(everything).not.toContain("claims-of-a-person");
  });
});

describe("a directory whose people are not asked", () => {
  const texts = { skipsAccept: "true", trustEmail: "true" };
  const directory = aConnection({ id: "ldap", provider: "ldap", texts });
  const ctx = () =>
    shop({ connections: [directory, aConnection({ id: "ldap-asks", provider: "ldap", texts: { trustEmail: "true" } })] });
  const said = () => ({ email: freshEmail("dir"), isEmailVerified: true });

  test("P-R17: they get their account with the first sign-in, and sign in to it from then on", async () => {
    const arrival = anArrival(directory, said());
    const first = await sessionOf(await arrive(ctx(), arrival));
    expect(first).toMatchObject({ email: arrival.profile.email, name: "Nia Newcomer" });
    expect((await sessionOf(await arrive(ctx(), { ...arrival, browser: newToken() })))?.accountId).toBe(first?.accountId);
  });

  test("P-R17, T-LD7: they are asked where something is missing, unproven, or in the way", async () => {
    const taken = await makeAccount(open());
    const arrivals = [
      anArrival(directory, { ...said(), firstName: "" }),
      anArrival(directory, { ...said(), email: null }),
      anArrival(directory, { ...said(), isEmailVerified: false }),
      anArrival(directory, { ...said(), email: taken.email }),
    ];
    for (const arrival of arrivals) expect(await arrive(ctx(), arrival)).toEqual({ ok: true, value: { kind: "accept" } });
    expect(await rows(sql`select 1 from identities where account_id = ${taken.accountId}`)).toEqual([]);
    const closed = { ...ctx(), settings: shop({ settings: { "registration.open": "false" } }).settings };
    expect(await arrive(closed, anArrival(directory, said()))).toEqual({ ok: true, value: { kind: "accept" } });
  });

  test("P-R17: a directory that did not choose so asks everybody", async () => {
    const asks = aConnection({ id: "ldap-asks", provider: "ldap", texts: { trustEmail: "true" } });
    expect(await arrive(ctx(), anArrival(asks, said()))).toEqual({ ok: true, value: { kind: "accept" } });
  });
});
