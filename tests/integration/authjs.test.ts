import { createServer, type IncomingMessage } from "node:http";
import { NextRequest } from "next/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auth, handlers } from "@/auth";
import { makeAdapter } from "@/auth/adapter";
import { withChecksOnly } from "@/auth/come-back";
import { makeAuthConfig } from "@/auth/config";
import { hashToken, newToken } from "@/core/security/token";
import { describeSession } from "@/core/sessions/describe-session";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { connections } from "@/db/schema/connections";
import { identities } from "@/db/schema/people";
import { openInstallation } from "@/server/installation";
import { readEnv } from "@/settings/env";
import { makeWorld, type World } from "@/tests/support/context";
import { age, makeAccount } from "@/tests/support/make";

const ORIGIN = "http://localhost:3999";
let world: World;

beforeAll(async () => {
  world = await makeWorld();
  const AUTH_SECRET = "Vq2xUq7nJf0bW8s3TzK5mR1dYh6gLc9eAo4iPtXk";
  globalThis.foyerInstallation = openInstallation(readEnv({ PUBLIC_URL: ORIGIN, DATABASE_URL: world.url, AUTH_SECRET }));
});
afterAll(async () => {
  await globalThis.foyerInstallation?.close();
  await world.end();
});

/** What Auth.js itself says of a cookie, through our configuration and adapter. */
async function askAuthjs(cookie: string): Promise<unknown> {
  const answer = await handlers.GET(new NextRequest(`${ORIGIN}/api/auth/session`, { headers: { cookie } }));
  expect(answer.status).toBe(200);
  return answer.json();
}

async function signedIn() {
  const ctx = world.ctx();
  const account = await makeAccount(ctx);
  const { token } = await startSession(ctx, { accountId: account.accountId, method: "password" });
  return { ...account, ctx, token };
}

describe("Auth.js over our sessions", () => {
  test("T-K9: Auth.js tells of a session exactly what our own reader tells, and no more", async () => {
    const { ctx, token } = await signedIn();
    const own = await findSession(ctx, token);
    if (!own) throw new Error("no session");
    expect(await askAuthjs(`foyer.sid=${token}`)).toEqual(describeSession(own));
  });

  test("T-K2: the hash that the table holds is no session to Auth.js", async () => {
    const { token } = await signedIn();
    expect(await askAuthjs(`foyer.sid=${hashToken(token)}`)).toBeNull();
  });

  test.each([
    ["idle too long", "last_seen_at", "7 days 1 second"],
    ["past its absolute limit", "expires_at", "30 days 1 second"],
  ])("T-K3: a session %s is none to Auth.js either", async (_, column, by) => {
    const { ctx, token, accountId } = await signedIn();
    await age(ctx, "sessions", [column], by, `account_id = '${accountId}'`);
    expect(await askAuthjs(`foyer.sid=${token}`)).toBeNull();
  });

  test("T-K5: a deactivated account has no session to Auth.js either", async () => {
    const { ctx, token, accountId } = await signedIn();
    await age(ctx, "accounts", ["created_at"], "1 day", `id = '${accountId}'`);
    expect(await askAuthjs(`foyer.sid=${token}`)).not.toBeNull();
    await ctx.db.execute(`update accounts set deactivated_at = now() where id = '${accountId}'`);
    expect(await askAuthjs(`foyer.sid=${token}`)).toBeNull();
  });

  test("reading a session does not lengthen it", async () => {
    const { ctx, token, accountId } = await signedIn();
    await age(ctx, "sessions", ["expires_at"], "29 days", `account_id = '${accountId}'`);
    const before = await findSession(ctx, token);
    await askAuthjs(`foyer.sid=${token}`);
    expect((await findSession(ctx, token))?.expiresAt).toEqual(before?.expiresAt);
  });

  test("auth() agrees, for whoever asks it outside of a page", async () => {
    const { ctx, token } = await signedIn();
    const own = await findSession(ctx, token);
    if (!own) throw new Error("no session");
    expect(await askAuth(`foyer.sid=${token}`)).toEqual(describeSession(own));
    expect(await askAuth("foyer.sid=nothing")).toBeNull();
  });
});

/** Asks `auth()` as an API route of the pages router would: with a real request and a real answer. */
async function askAuth(cookie: string): Promise<unknown> {
  const server = createServer(async (request: IncomingMessage, response) => {
    const asked = Object.assign(request, { cookies: {}, query: {}, env: {}, body: null });
    const session = await auth({ req: asked, res: response, query: {}, resolvedUrl: "/" });
    response.end(JSON.stringify(session));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  try {
    return await (await fetch(`http://localhost:${port}/`, { headers: { cookie } })).json();
  } finally {
    server.close();
  }
}

describe("what Auth.js may not do", () => {
  test("it signs in, makes and links nobody: every such call throws, and the database would refuse, too", async () => {
    const { ctx, accountId } = await signedIn();
    const adapter = makeAdapter(ctx);
    const person = { id: accountId, email: "mallory@example.com", emailVerified: null };
    await expect(adapter.createUser?.(person)).rejects.toThrow();
    await expect(adapter.updateUser?.(person)).rejects.toThrow();
    const expires = new Date(Date.now() + 3_600_000);
    await expect(adapter.createSession?.({ sessionToken: newToken(), userId: accountId, expires })).rejects.toThrow();
    const account = { userId: accountId, type: "oidc", provider: "x", providerAccountId: "1" } as const;
    await expect(adapter.linkAccount?.(account)).rejects.toThrow();
    await expect(ctx.db.execute(`update authjs_users set email = 'x' where id = '${accountId}'`)).rejects.toThrow();
  });

  test("it finds a person by a known identity, and ends a session by its token", async () => {
    const { ctx, accountId, token } = await signedIn();
    await ctx.db.insert(identities).values({ accountId, connection: "oidc-test", subject: accountId, kind: "oidc" });
    const adapter = makeAdapter(ctx);
    const found = await adapter.getUserByAccount?.({ provider: "oidc-test", providerAccountId: accountId });
    expect(found).toMatchObject({ id: accountId, name: "Ann Archer" });
    expect(await findSession(ctx, token)).toMatchObject({ accountId });
    await adapter.deleteSession?.(token);
    expect(await findSession(ctx, token)).toBeNull();
  });

  test("reading a session knows of no connection: it costs the same however many there are, and none can spoil it", async () => {
    const { ctx, token } = await signedIn();
    const own = await findSession(ctx, token);
    const broken = { fields: { label: "?" }, isEnabled: true, position: 1 };
    const rows = Array.from({ length: 20 }, (_, at) => ({ ...broken, id: `oidc-${at}`, provider: at % 2 ? "oidc" : "gone" }));
    await ctx.db.insert(connections).values(rows);
    await globalThis.foyerInstallation?.settings.refresh();
    expect(await askAuthjs(`foyer.sid=${token}`)).toEqual(own && describeSession(own));
    const config = { ...ctx, authSecrets: ["a secret"], sessionCookie: "foyer.sid", isSecure: false, origin: ORIGIN } as const;
    expect(makeAuthConfig(config).providers).toEqual([]);
  });

  test("no Credentials provider ever stands in the configuration, which is made anew for every call", () => {
    const ctx = {
      ...world.ctx(),
      authSecrets: ["a secret"],
      sessionCookie: "__Host-foyer.sid",
      isSecure: true,
      origin: "https://shop.example",
    } as const;
    const [one, two] = [makeAuthConfig(ctx), makeAuthConfig(ctx)];
    expect(one).not.toBe(two);
    expect(one.providers.map((provider) => (typeof provider === "function" ? provider().type : provider.type))).not.toContain(
      "credentials",
    );
    expect(one.cookies?.sessionToken).toEqual({
      name: "__Host-foyer.sid",
      options: { httpOnly: true, sameSite: "lax", path: "/", secure: true },
    });
  });

  test("T-K1: the checks of a sign-in are bound to this host, and those that a sibling domain could set are not read (T-O1)", () => {
    const names = ["pkce.code_verifier", "state", "nonce"].map((check) => `__Host-authjs.${check}`);
    const config = { ...world.ctx(), authSecrets: ["a secret"], sessionCookie: "__Host-foyer.sid", origin: ORIGIN } as const;
    const { pkceCodeVerifier, state, nonce } = makeAuthConfig({ ...config, isSecure: true }).cookies ?? {};
    expect([pkceCodeVerifier, state, nonce].map((cookie) => cookie?.name)).toEqual(names);
    const cookie = [...names, "__Secure-authjs.state", "authjs.nonce", "x-authjs.state"].map((name) => `${name}=1`).join("; ");
    const read = withChecksOnly(new NextRequest("https://shop.example/", { headers: { cookie } }), true);
    expect(read.headers.get("cookie")).toBe(names.map((name) => `${name}=1`).join("; "));
  });
});
