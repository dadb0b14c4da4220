import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "@/core/identities/connect";
import { disconnect } from "@/core/identities/disconnect";
import { listWays } from "@/core/identities/list-ways";
import { startConnecting } from "@/core/identities/start-connecting";
import { hashCount } from "@/core/security/password-hash";
import { newToken } from "@/core/security/token";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { makeWorld, type World } from "@/tests/support/context";
import { aConnection, aProfile, linkIdentity } from "@/tests/support/identities";
import { age, type MadeAccount, makeAccount } from "@/tests/support/make";
import { newestMail, queuedMails } from "@/tests/support/queued-mail";

let world: World;
const work = aConnection({ id: "oidc-work" });
const home = aConnection({ id: "oidc-home" });
const directory = aConnection({ id: "ldap", provider: "ldap" });
const open = (more: Parameters<World["ctx"]>[0] = {}) => world.ctx({ connections: [work, home, directory], ...more });
const ssoOnly = () => open({ settings: { "access.ssoOnly": "true" } });

beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const rows = async (statement: ReturnType<typeof sql>) => [...(await world.database.db.execute(statement))];
const identitiesOf = ({ accountId }: { accountId: string }) =>
  rows(sql`select * from identities where account_id = ${accountId}`);

/** Signs a customer in and answers what the security page's forms know. */
async function signedIn({ accountId }: MadeAccount, method = "password") {
  const { token } = await startSession(open(), { accountId, method });
  const session = await findSession(open(), token);
  if (!session) throw new Error("no session");
  return { accountId, sessionId: session.id, token };
}

/** A customer without a password, who came by a connection. */
async function passwordless(...connections: (typeof work)[]) {
  const account = await makeAccount(open());
  await open().db.execute(sql`delete from passwords where account_id = ${account.accountId}`);
  for (const connection of connections) await linkIdentity(open(), account.accountId, connection);
  return { account, ...(await signedIn(account, connections[0]?.id ?? "password")) };
}

const stale = (sessionId: string) => age(open(), "sessions", ["authenticated_at"], "16 minutes", `id = '${sessionId}'`);
const errandOf = ({ accountId, sessionId }: { accountId: string; sessionId: string }) =>
  ({ kind: "connect", connection: work.id, by: sessionId, accountId }) as const;
const wayOf = async (accountId: string, connection: typeof work) => {
  const { connected } = await listWays(open(), accountId);
  return connected.find((way) => way.connection === connection.id)?.key ?? "";
};

describe("asking to connect", () => {
  test("T-L6: needs the account's password, and answers an errand of this session, account and connection", async () => {
    const account = await makeAccount(open());
    const { accountId, sessionId } = await signedIn(account);
    const ask = (password: string) => startConnecting(open(), { accountId, sessionId, connection: work.id, password });
    expect(await ask("")).toMatchObject({ code: "field.required" });
    expect(await ask("wrong")).toMatchObject({ code: "password.wrong-current", supportCode: expect.any(String) });
    const errand = { kind: "connect", connection: work.id, by: sessionId, accountId };
    expect(await ask(account.password)).toEqual({ ok: true, value: errand });
    expect(await identitiesOf(account)).toEqual([]);
  });

  test("T-S8: wrong passwords count as failed sign-ins, so a borrowed session is no place to guess", async () => {
    const account = await makeAccount(open());
    const asking = { ...(await signedIn(account)), connection: work.id };
    for (let n = 0; n < 5; n++) await startConnecting(open(), { ...asking, password: "wrong" });
    expect(await startConnecting(open(), { ...asking, password: account.password })).toMatchObject({ code: "limits.too-many" });
  });

  test("T-L6: without a password, only a sign-in of the last quarter of an hour will do", async () => {
    const { accountId, sessionId } = await passwordless(home);
    const asking = { accountId, sessionId, connection: work.id, password: "" };
    expect(await startConnecting(open(), asking)).toMatchObject({ ok: true });
    await stale(sessionId);
    expect(await startConnecting(open(), asking)).toMatchObject({ code: "sso.confirm-first" });
  });

  test("P-A5: under SSO only a password confirms nothing", async () => {
    const account = await makeAccount(open());
    const { accountId, sessionId } = await signedIn(account);
    await stale(sessionId);
    const before = hashCount.value;
    const asking = { accountId, sessionId, connection: work.id, password: account.password };
    expect(await startConnecting(ssoOnly(), asking)).toMatchObject({ code: "sso.confirm-first" });
    expect(hashCount.value).toBe(before);
  });

  test("T-O20: a connection that is off, unknown or a directory cannot be gone to", async () => {
    const account = await makeAccount(open());
    const asking = { ...(await signedIn(account)), password: account.password };
    for (const [ctx, connection] of [
      [open({ connections: [home] }), work.id],
      [open(), "nope"],
      [open(), "ldap"],
    ] as const) {
      expect(await startConnecting(ctx, { ...asking, connection })).toMatchObject({ code: "sso.expired" });
    }
  });
});

describe("coming back to connect", () => {
  test("P-S3: adds the identity to the account that asked, and tells its owner by mail", async () => {
    const account = await makeAccount(open());
    const errand = errandOf(await signedIn(account));
    const profile = aProfile();
    expect(await connect(open(), { errand, connection: work, profile })).toMatchObject({ ok: true });
    expect(await identitiesOf(account)).toMatchObject([{ connection: work.id, subject: profile.subject }]);
    expect(await newestMail(open(), account.email)).toMatchObject({
      message: "identity-connected",
      facts: { button: work.label },
    });
    expect(await connect(open(), { errand, connection: work, profile })).toMatchObject({ ok: true });
    expect(await queuedMails(open(), account.email)).toHaveLength(1);
  });

  test("T-L10: an identity of somebody else is refused, without a word about whose it is", async () => {
    const [x, y] = [await makeAccount(open()), await makeAccount(open())];
    const subject = await linkIdentity(open(), y.accountId, work);
    const result = await connect(open(), {
      errand: errandOf(await signedIn(x)),
      connection: work,
      profile: aProfile({ subject }),
    });
    expect(result).toMatchObject({ ok: false, code: "sso.taken" });
    expect(JSON.stringify(result)).not.toContain(y.accountId);
    expect(await identitiesOf(x)).toEqual([]);
    expect(await identitiesOf(y)).toHaveLength(1);
    expect(await queuedMails(open(), y.email)).toEqual([]);
  });

  test("T-L6: an errand for one connection connects nobody at another; a deactivated account gets nothing", async () => {
    const account = await makeAccount(open());
    const errand = errandOf(await signedIn(account));
    expect(await connect(open(), { errand, connection: home, profile: aProfile() })).toMatchObject({ code: "sso.expired" });
    await open().db.execute(sql`update accounts set deactivated_at = now() where id = ${account.accountId}`);
    expect(await connect(open(), { errand, connection: work, profile: aProfile() })).toMatchObject({ code: "sso.refused" });
    expect(await identitiesOf(account)).toEqual([]);
  });

  test("T-P7, T-P9: nobody connects in a session that ended while they were at the provider, nor in another account's", async () => {
    const [account, other] = [await makeAccount(open()), await makeAccount(open())];
    const [ended, sessionId] = [await signedIn(account), (await signedIn(other)).sessionId];
    const stillThere = await signedIn(account);
    await open().db.execute(sql`delete from sessions where id = ${ended.sessionId}`);
    for (const errand of [errandOf(ended), errandOf({ ...stillThere, sessionId })])
      expect(await connect(open(), { errand, connection: work, profile: aProfile() })).toMatchObject({ code: "sso.expired" });
    await open().db.execute(sql`update sessions set expires_at = now() where id = ${stillThere.sessionId}`);
    expect(await connect(open(), { errand: errandOf(stillThere), connection: work, profile: aProfile() })).toMatchObject({
      code: "sso.expired",
    });
    expect(await identitiesOf(account)).toEqual([]);
    expect(await queuedMails(open(), account.email)).toEqual([]);
  });

  test("T-L11: of two accounts that connect one identity at once exactly one gets it", async () => {
    const accounts = await Promise.all(Array.from({ length: 6 }, () => makeAccount(open())));
    const errands = await Promise.all(accounts.map(async (account) => errandOf(await signedIn(account))));
    const profile = aProfile();
    const results = await Promise.all(errands.map((errand) => connect(open(), { errand, connection: work, profile })));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await rows(sql`select 1 from identities where subject = ${profile.subject}`)).toHaveLength(1);
  });
});

describe("disconnecting", () => {
  test("P-S3: takes the identity away, ends what it opened elsewhere, and tells the owner", async () => {
    const account = await makeAccount(open());
    await linkIdentity(open(), account.accountId, work);
    const [here, there] = [await signedIn(account), await signedIn(account, work.id)];
    const way = await wayOf(account.accountId, work);
    const wrong = await disconnect(open(), { ...here, way, password: "wrong" });
    expect(wrong).toMatchObject({ code: "password.wrong-current", supportCode: expect.any(String) });
    expect(await identitiesOf(account)).toHaveLength(1);
    expect(await disconnect(open(), { ...here, way, password: account.password })).toMatchObject({ ok: true });
    expect(await identitiesOf(account)).toEqual([]);
    expect(await findSession(open(), there.token)).toBeNull();
    expect(await findSession(open(), here.token)).not.toBeNull();
    expect((await newestMail(open(), account.email)).message).toBe("identity-disconnected");
  });

  test("T-L9: never the last way in that works", async () => {
    const { accountId, sessionId, account } = await passwordless(work, home);
    const last = async (connection: typeof work, ctx = open()) =>
      disconnect(ctx, { accountId, sessionId, way: await wayOf(accountId, connection), password: "" });
    const isLast = async (ctx = open()) =>
      (await listWays(ctx, accountId)).connected.map((way) => [way.connection, way.isLast]).sort();
    expect(await isLast(open({ connections: [work] }))).toContainEqual([work.id, true]);
    expect((await isLast()).map(([, one]) => one)).toEqual([false, false]);
    expect(await last(work, open({ connections: [work] }))).toMatchObject({ code: "sso.last-way" });
    expect(await last(work)).toMatchObject({ ok: true });
    expect(await isLast(), "so its page does not offer it").toEqual([[home.id, true]]);
    expect(await last(home)).toMatchObject({ code: "sso.last-way" });
    expect(await identitiesOf(account)).toHaveLength(1);
  });

  test("T-L9, P-A5: a password is no way in while SSO only is on", async () => {
    const account = await makeAccount(open());
    await linkIdentity(open(), account.accountId, work);
    const asking = { ...(await signedIn(account, work.id)), way: await wayOf(account.accountId, work), password: "" };
    expect((await listWays(ssoOnly(), account.accountId)).connected).toMatchObject([{ isLast: true }]);
    expect((await listWays(open(), account.accountId)).connected).toMatchObject([{ isLast: false }]);
    expect(await disconnect(ssoOnly(), asking)).toMatchObject({ code: "sso.last-way" });
  });

  test("T-L9: two at once do not take both of two ways", async () => {
    const { accountId, sessionId, account } = await passwordless(work, home);
    const ways = [await wayOf(accountId, work), await wayOf(accountId, home)];
    const results = await Promise.all(ways.map((way) => disconnect(open(), { accountId, sessionId, way, password: "" })));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await identitiesOf(account)).toHaveLength(1);
  });

  test("T-L9: somebody else's identity is not there, nor is one that never was", async () => {
    const [x, y] = [await makeAccount(open()), await makeAccount(open())];
    await linkIdentity(open(), y.accountId, work);
    const asking = { ...(await signedIn(x)), password: x.password };
    for (const way of [await wayOf(y.accountId, work), newToken(), ""]) {
      expect(await disconnect(open(), { ...asking, way })).toMatchObject({ code: "access.not-found" });
    }
    expect(await identitiesOf(y)).toHaveLength(1);
  });
});

describe("the list", () => {
  test("P-S3: tells the owner what is connected, what can be added, and nothing of the provider's ids", async () => {
    const account = await makeAccount(open());
    const subject = await linkIdentity(open(), account.accountId, work);
    await linkIdentity(open(), (await makeAccount(open())).accountId, home);
    const ways = await listWays(open(), account.accountId);
    expect(ways).toMatchObject({ hasPassword: true, connected: [{ connection: work.id, label: work.label, isOn: true }] });
    expect(ways.addable).toEqual([{ id: home.id, label: home.label }]);
    expect(JSON.stringify(ways)).not.toContain(subject);
    const off = await listWays(open({ connections: [] }), account.accountId);
    expect(off).toMatchObject({ connected: [{ isOn: false, label: work.id }], addable: [] });
  });
});
