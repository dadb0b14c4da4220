import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { insertIdentity } from "@/db/queries/identities";
import { backPath, changeConnections, connect, leadsTo } from "@/tests/support/connections";
import { CHEAP_HASH } from "@/tests/support/context";
import { makeAccount } from "@/tests/support/make";
import { type OidcProvider, startOidcProvider } from "@/tests/support/oidc-provider";
import { freePort, type Product, startProduct } from "@/tests/support/product";
import { Visitor } from "@/tests/support/visitor";

let product: Product;
let database: Database;
let provider: OidcProvider;

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  provider = await startOidcProvider({ redirectUris: [`${product.url}/api/auth/callback/oidc-work`] });
  await connect(product, { id: "oidc-work", texts: { ...provider.texts, label: "Sign in at work" } });
});
afterAll(async () => {
  await provider.stop();
  await database.end();
  await product.stop();
});

const visitor = () => new Visitor(product.url);

/** Goes to the provider and back as somebody, from a path of ours; answers what the callback answered. */
async function comeBack(who: Visitor, login: string, from = "/sign-in/go/oidc-work") {
  return who.ask(backPath(await provider.signIn(leadsTo(await who.ask(from)), login)));
}

async function customerKnownAs(login: string) {
  const account = await makeAccount({ db: database.db, hash: CHEAP_HASH });
  await insertIdentity(database.db, {
    accountId: account.accountId,
    connection: "oidc-work",
    subject: `sub-${login}`,
    kind: "oidc",
  });
  return account;
}

describe("P-S4: a sign-in through a real OpenID provider", () => {
  test("P-S4: a known identity is signed in and comes to the wanted page, P-A2: with its query", async () => {
    const { accountId } = await customerKnownAs("ann");
    const who = visitor();
    const answer = await comeBack(who, "ann", "/sign-in/go/oidc-work?returnTo=%2Fproducts%2Fkettle%3Fcolour%3Dred");
    expect([answer.status, answer.location]).toEqual([303, "/products/kettle?colour=red"]);
    const session = JSON.parse((await who.ask("/api/auth/session")).body);
    expect(session.user.id).toBe(accountId);
  });

  test("P-S1: connections that are broken in every way disturb nobody else, nor the reading of sessions", async () => {
    await customerKnownAs("una");
    const nowhere = `http://localhost:${await freePort()}`;
    await connect(
      product,
      { id: "oidc-away", texts: { ...provider.texts, issuer: nowhere } },
      { id: "oidc-empty", texts: {}, isEnabled: false },
    );
    await changeConnections(
      product,
      `insert into connections (id, provider, fields, is_enabled) values ('gone', 'gone', '{}', true), ('oidc-odd', 'oidc', '{"issuer":"x"}', true),
      ('oidc-key', 'oidc', '{"label":"Key","issuer":"https://a.example","clientId":"a","clientSecret":"not sealed by us"}', true)`,
    );
    await changeConnections(product, "update connections set is_enabled = true where id = 'oidc-empty'");
    const who = visitor();
    expect((await comeBack(who, "una")).location).toBe("/account");
    expect(JSON.parse((await who.ask("/api/auth/session")).body).user.id).toBeTruthy();
    const page = await visitor().ask("/sign-in");
    expect([page.status, page.body.includes("/sign-in/go/oidc-work"), page.body.includes("/sign-in/go/gone")]).toEqual([
      200,
      true,
      false,
    ]);
    expect((await visitor().ask("/sign-in/go/oidc-away")).location).toContain("problem=sso.unavailable");
    for (const id of ["gone", "oidc-odd", "oidc-empty", "never-was"])
      expect([id, (await visitor().ask(`/sign-in/go/${id}`)).location]).toEqual([
        id,
        expect.stringContaining("problem=sso.gone"),
      ]);
    expect((await comeBack(visitor(), "una")).location, "and still").toBe("/account");
  });

  test("P-S4: signing out here leads to where the provider signs out, which gets its own ID token and sends back here", async () => {
    await customerKnownAs("ann");
    const who = visitor();
    expect((await comeBack(who, "ann")).location).toBe("/account");
    const out = new URL(leadsTo(await who.ask("/sign-out", { method: "POST" })));
    const { id_token_hint: hint = "", ...rest } = Object.fromEntries(out.searchParams);
    expect([out.origin, rest]).toEqual([
      provider.issuer,
      { client_id: provider.clientId, post_logout_redirect_uri: `${product.url}/signed-out` },
    ]);
    expect(decodeJwt(hint)).toMatchObject({ iss: provider.issuer, sub: "sub-ann" });
    expect((await who.ask("/api/auth/session")).body, "signed out here, whether or not anybody goes on").toBe("null");
  });

  test("P-S2: an unknown identity is signed in nowhere and goes on to Accept", async () => {
    const who = visitor();
    const answer = await comeBack(who, "ben");
    expect(answer.location).toBe("/register/accept");
    expect((await who.ask("/api/auth/session")).body).toBe("null");
  });
});
