import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkConnection } from "@/core/connections/check-connection";
import { readConnection } from "@/core/connections/connection";
import { listConnections } from "@/core/connections/list-connections";
import { noteTrial } from "@/core/connections/note-trial";
import { openConnection } from "@/core/connections/open-connection";
import { saveConnection } from "@/core/connections/save-connection";
import type { Ctx } from "@/core/ctx";
import { tidy } from "@/core/jobs/tidy";
import { ok } from "@/core/result";
import { findConnectionRow } from "@/db/queries/connections";
import { insertIdentity } from "@/db/queries/identities";
import { insertConnections } from "@/tests/support/connections";
import { makeWorld, type World } from "@/tests/support/context";
import { age, freshOperator, makeAccount, makeStaff } from "@/tests/support/make";
import { type OidcProvider, startOidcProvider } from "@/tests/support/oidc-provider";
import { freePort } from "@/tests/support/product";

const SECRET = "a secret of the tests, long enough for anything";
let world: World;
let ctx: Ctx;
let provider: OidcProvider;
let staffId: string;
beforeAll(async () => {
  world = await makeWorld();
  ctx = { ...world.ctx({ secret: SECRET }), origin: "http://localhost:3000" };
  provider = await startOidcProvider({ redirectUris: ["http://localhost:3000/api/auth/callback/oidc-work"] });
  staffId = (await makeStaff(ctx)).staffId;
});
afterAll(async () => {
  await provider.stop();
  await world.end();
});
beforeEach(async () => {
  await world.database.sql`delete from identities`;
  await world.database.sql`delete from connections`;
});

const by = { kind: "system" } as const;
const insert = (texts: Record<string, string>) =>
  insertConnections(ctx.db, [{ id: "oidc-work", texts: { ...provider.texts, ...texts } }], SECRET);
const rowOf = async () => (await findConnectionRow(ctx.db, "oidc-work")) ?? expect.fail("the connection is gone");
const check = (on = ctx) => checkConnection(on, { id: "oidc-work", by });
const linesOf = async () => (await rowOf()).checks?.lines.map(({ check: name, outcome, detail }) => [name, outcome, detail]);

/** A provider that says what a test wants it to say, by path. */
async function startLiar(says: (issuer: string) => Record<string, unknown>, headers: Record<string, string> = {}) {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const server: Server = createServer((request, response) => {
    const isDocument = request.url === "/.well-known/openid-configuration";
    response.writeHead(200, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(isDocument ? says(issuer) : { keys: [] }));
  });
  await new Promise<void>((resolve) => server.listen(port, resolve));
  return { issuer, stop: () => new Promise((resolve) => server.close(resolve)) };
}

const document = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
});

describe("looking at a provider", () => {
  test("P-S1: a provider that works is good in every line, and nothing but the look is kept", async () => {
    await insert({});
    expect(await check()).toMatchObject({ ok: true, value: { isGood: true } });
    expect(await linesOf()).toEqual([
      ["discovery", "good", undefined],
      ["issuer", "good", undefined],
      ["endpoints", "good", undefined],
      ["keys", "good", undefined],
      ["clock", "good", undefined],
      ["sign-out", "good", undefined],
    ]);
    expect(await world.database.sql`select 1 from accounts`).toHaveLength(0);
    expect(await world.database.sql`select 1 from pending_identities`).toHaveLength(0);
  });

  test("P-S1: whether the issuer ends with a slash is settled as the provider writes it, once nobody depends on it", async () => {
    await insert({ issuer: `${provider.issuer}/` });
    expect(await check()).toMatchObject({ value: { isGood: true } });
    expect((await linesOf())?.[1]).toEqual(["issuer", "warning", provider.issuer]);
    expect(await rowOf()).toMatchObject({ fields: { issuer: provider.issuer }, testedAt: null });
    expect(await check()).toMatchObject({ value: { isGood: true } });
    expect((await linesOf())?.[1]).toEqual(["issuer", "good", undefined]);
    await world.database.sql`delete from connections`;
    await insert({ issuer: `${provider.issuer}/` });
    const { accountId } = await makeAccount(ctx);
    await insertIdentity(ctx.db, { accountId, connection: "oidc-work", subject: "7", kind: "oidc" });
    await check();
    expect((await rowOf()).fields.issuer).toBe(`${provider.issuer}/`);
  });

  test("P-S6: a provider that is away is a line that says so, and the connection's state", async () => {
    await insert({ issuer: `http://localhost:${await freePort()}` });
    expect(await check()).toMatchObject({ ok: true, value: { isGood: false } });
    expect(await linesOf()).toEqual([["discovery", "bad", "unreachable"]]);
    expect(await listConnections(ctx)).toMatchObject([{ state: "failing" }]);
  });

  test("T-O19: from a real shop the look goes neither to this machine nor to where clouds keep their secrets", async () => {
    const real = { ...ctx, origin: "https://shop.example" };
    for (const issuer of [
      provider.issuer,
      "https://127.0.0.1:1",
      "https://169.254.169.254",
      "https://[::1]:1",
      "https://10.0.0.1:1",
    ]) {
      await world.database.sql`delete from connections`;
      await insert({ issuer });
      await check(real);
      expect(await linesOf(), issuer).toEqual([["discovery", "bad", "address-refused"]]);
    }
  });

  test("T-O7: a document of another issuer, with missing addresses or without keys is bad", async () => {
    const other = await startLiar((issuer) => ({ ...document(issuer), issuer: "https://somebody.example" }));
    await insert({ issuer: other.issuer });
    expect(await check()).toMatchObject({ value: { isGood: false } });
    expect(await linesOf()).toContainEqual(["issuer", "bad", "https://somebody.example"]);
    expect(await linesOf()).toContainEqual(["keys", "bad", "unreadable"]);
    await other.stop();
    const gaps = await startLiar((issuer) => ({ ...document(issuer), token_endpoint: "http://login.example.com/token" }));
    await saveConnection(ctx, { id: "oidc-work", changes: { texts: { issuer: gaps.issuer, clientSecret: "its own" } }, by });
    await check();
    expect(await linesOf()).toContainEqual(["endpoints", "bad", "token_endpoint"]);
    expect(await linesOf()).toContainEqual(["sign-out", "warning", undefined]);
    await gaps.stop();
  });

  test("T-O8: clocks more than a minute apart are told with the figure", async () => {
    const late = await startLiar(document, { date: new Date(Date.now() - 100_000).toUTCString() });
    await insert({ issuer: late.issuer });
    await check();
    const clock = (await linesOf())?.find(([name]) => name === "clock");
    expect(clock?.[1]).toBe("warning");
    expect(Number(clock?.[2])).toBeGreaterThan(95);
    await late.stop();
  });

  test("T-A13: after fifteen minutes the look and every change of a connection ask for the password", async () => {
    await insert({});
    const operator = await freshOperator(ctx, staffId);
    await age(ctx, "staff_sessions", ["authenticated_at"], "16 minutes", `id = '${operator.sessionId}'`);
    const changes = { texts: { label: "x" } };
    expect(await checkConnection(ctx, { id: "oidc-work", by: operator })).toMatchObject({ code: "staff.confirm-needed" });
    expect(await saveConnection(ctx, { id: "oidc-work", changes, by: operator })).toMatchObject({ code: "staff.confirm-needed" });
    expect((await rowOf()).checks).toBeNull();
    expect((await rowOf()).fields.label).not.toBe("x");
  });
});

const people = () => world.database.sql`
  select (select count(*) from accounts) as accounts, (select count(*) from identities) as identities,
    (select count(*) from pending_identities) as pending, (select count(*) from sessions) as sessions`;

describe("who comes back in a test", () => {
  const profile = {
    subject: "sub-canary",
    email: "ann@canary.example",
    isEmailVerified: true,
    isOwnMailbox: false,
    firstName: "",
    lastName: "",
  };
  const claims = { sub: "sub-canary", email: "ann@canary.example", groups: ["a", "b"], address: { street: "canary road" } };
  const connectionNow = async () => readConnection(ctx.secrets, await rowOf()) ?? expect.fail("it cannot be read");
  beforeEach(async () => {
    await insert({});
    await world.database.sql`update connections set tested_at = null`;
  });

  test("P-A6: somebody who could be let in makes the connection tested, and nobody is made", async () => {
    const before = await people();
    expect(await noteTrial(ctx, { connection: await connectionNow(), staffId, profile, claims })).toEqual(ok({ isTested: true }));
    expect((await rowOf()).testedAt).not.toBeNull();
    expect(await openConnection(ctx, "oidc-work")).toMatchObject({
      state: "tested",
      trial: {
        who: "Sam Staff",
        trouble: null,
        profile: { subject: "sub-canary", email: "ann@canary.example", isEmailVerified: true },
        claims: [
          ["sub", "sub-canary"],
          ["email", "ann@canary.example"],
          ["groups", '["a","b"]'],
          ["address", '{"street":"canary road"}'],
        ],
      },
    });
    expect(await people()).toEqual(before);
  });

  test("P-A6, T-A7: who may no longer set up connections tests none by coming back", async () => {
    const other = await makeStaff(ctx);
    await world.database.sql`update staff set withheld = array['connections.edit'] where id = ${other.staffId}`;
    const back = { connection: await connectionNow(), staffId: other.staffId, profile, claims };
    expect(await noteTrial(ctx, back)).toMatchObject({ code: "staff.not-permitted" });
    expect(await rowOf()).toMatchObject({ testedAt: null, trial: null });
  });

  test("P-A6: what was changed meanwhile was not tested", async () => {
    const connection = await connectionNow();
    await saveConnection(ctx, { id: "oidc-work", changes: { texts: { clientSecret: "new" } }, by });
    expect(await noteTrial(ctx, { connection, staffId, profile, claims })).toEqual(ok({ isTested: false }));
    expect((await rowOf()).testedAt).toBeNull();
  });

  test("P-A6: a sign-in that failed is kept with its reason and tests nothing", async () => {
    await noteTrial(ctx, { connection: await connectionNow(), staffId, trouble: "token.refused" });
    expect((await rowOf()).testedAt).toBeNull();
    expect((await openConnection(ctx, "oidc-work"))?.trial).toMatchObject({ trouble: "token.refused", claims: [] });
    const [logged] = await world.database.sql`select action, outcome from audit_log order by id desc limit 1`;
    expect(logged).toEqual({ action: "connection.tested", outcome: "token.refused" });
  });

  test("T-G1: what a provider says of somebody lies encrypted, is in no log, and is gone after a day", async () => {
    await noteTrial(ctx, { connection: await connectionNow(), staffId, profile, claims });
    const stored = [await world.database.sql`select * from connections`, await world.database.sql`select * from audit_log`];
    expect(JSON.stringify(stored)).not.toContain("canary");
    await tidy(ctx);
    expect((await rowOf()).trial).not.toBeNull();
    await age(ctx, "connections", ["trial_at"], "25 hours");
    await tidy(ctx);
    expect(await rowOf()).toMatchObject({ trial: null, trialAt: null });
    expect((await rowOf()).testedAt).not.toBeNull();
  });

  test("whatever claims a provider sends, they are lines to read", async () => {
    const odd = { nothing: null, deep: { a: [1, { b: undefined }] }, long: "x".repeat(9000), html: "<script>alert(1)</script>" };
    await noteTrial(ctx, { connection: await connectionNow(), staffId, profile, claims: { ...odd, ...manyClaims() } });
    const lines = (await openConnection(ctx, "oidc-work"))?.trial?.claims ?? [];
    expect(lines).toHaveLength(60);
    expect(Math.max(...lines.map(([, text]) => text.length))).toBe(500);
  });
});

const manyClaims = () => Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`claim${at}`, at]));
