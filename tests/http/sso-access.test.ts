import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { insertIdentity } from "@/db/queries/identities";
import { askRsc } from "@/tests/support/closed-shop";
import { backPath, changeConnections, connect, leadsTo } from "@/tests/support/connections";
import { CHEAP_HASH } from "@/tests/support/context";
import { makeAccount } from "@/tests/support/make";
import { type OidcProvider, startOidcProvider } from "@/tests/support/oidc-provider";
import { type Product, startProduct } from "@/tests/support/product";
import { changeSettings } from "@/tests/support/settings";
import { problemOf } from "@/tests/support/sso";
import { type Answer, Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

let product: Product;
let database: Database;
let provider: OidcProvider;
const WANTED = "/cart?from=mail&x=1%2F2";
const GO = `/sign-in/go/oidc-work?returnTo=${encodeURIComponent(WANTED)}&auto=1`;
const DOOR = `/sign-in?returnTo=${encodeURIComponent(WANTED)}`;

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  const callback = (id: string) => `${product.url}/api/auth/callback/${id}`;
  provider = await startOidcProvider({ redirectUris: [callback("oidc-work"), callback("oidc-home")] });
  const home = { ...provider.texts, label: "Continue from home" };
  await connect(
    product,
    { id: "oidc-home", texts: home, position: 2 },
    { id: "oidc-work", texts: { ...provider.texts, label: "Sign in at work & on the road" }, position: 1 },
  );
  const { accountId } = await makeAccount({ db: database.db, hash: CHEAP_HASH });
  for (const connection of ["oidc-work", "oidc-home"])
    await insertIdentity(database.db, { accountId, connection, subject: "sub-ann", kind: "oidc" });
});
afterAll(async () => {
  await provider.stop();
  await database.end();
  await product.stop();
});

const visitor = () => new Visitor(product.url);
const mainOf = ({ page }: Answer) => page.querySelector("main");

/** Sets the flags and what connections are on, and waits until a stranger meets what should be met. */
async function shopWith(flags: { sso?: boolean; force?: boolean; accounts?: boolean }, connections: string[], defaultOne = "") {
  const list = [...connections, ""].map((id) => `'${id}'`).join();
  await changeConnections(product, `update connections set is_default = false, is_enabled = id in (${list})`);
  await changeConnections(product, `update connections set is_default = true where id = '${defaultOne}'`);
  await changeSettings(product, {
    "access.ssoOnly": String(flags.sso ?? false),
    "access.forceLogin": String(flags.force ?? false),
    "access.customerAccounts": String(flags.accounts ?? true),
  });
  await seen();
}

/** The product reads twice a second: a shop's name that its pages show tells that it has read what is there now. */
async function seen(): Promise<void> {
  const name = `Shop ${marks++}`;
  await changeSettings(product, { "shop.name": name });
  await waitFor(async () => (await visitor().ask("/signed-out")).body.includes(name), "the change to be seen");
}

let marks = 1000;

describe("A: what stands at the sign-in page", () => {
  const buttons = (answer: Answer) =>
    mainOf(answer)
      ?.querySelectorAll('a[href^="/sign-in/go/"]')
      .map((one) => one.textContent.trim());

  test("without SSO only: form, panel and a button per connection, in the back office's order, with the admin's own message", async () => {
    await shopWith({}, ["oidc-work", "oidc-home"]);
    const answer = await visitor().ask(DOOR);
    expect(buttons(answer)).toEqual(["Sign in at work & on the road", "Continue from home"]);
    expect(mainOf(answer)?.querySelector("input[name=password]")).not.toBeNull();
    expect(mainOf(answer)?.textContent).toContain("New here?");
    const [first] = mainOf(answer)?.querySelectorAll('a[href^="/sign-in/go/"]') ?? [];
    expect(first?.getAttribute("href")).toBe(`/sign-in/go/oidc-work?returnTo=${encodeURIComponent(WANTED).replace(/%20/g, "+")}`);
    expect((await visitor().ask("/")).status).toBe(200);
  });

  test("with SSO only: the buttons and nothing else; the shop is open", async () => {
    await shopWith({ sso: true }, ["oidc-work", "oidc-home"]);
    const answer = await visitor().ask("/sign-in");
    expect(answer.status).toBe(200);
    expect(buttons(answer)).toHaveLength(2);
    expect(mainOf(answer)?.querySelectorAll("form, input")).toHaveLength(0);
    expect(mainOf(answer)?.querySelectorAll("a")).toHaveLength(2);
    expect((await visitor().ask("/")).status).toBe(200);
  });

  test("with accounts off: nothing, there or on the way to a provider", async () => {
    await shopWith({ accounts: false }, ["oidc-work"]);
    for (const path of ["/sign-in", "/sign-in/go/oidc-work"])
      expect([path, (await visitor().ask(path)).status]).toEqual([path, 404]);
  });
});

describe("A: force login", () => {
  test("P-A2: with SSO only and one connection it leads straight to the provider and back to the wanted page with its query", async () => {
    await shopWith({ sso: true, force: true }, ["oidc-work"]);
    const who = visitor();
    const first = await who.ask(WANTED);
    expect(first.location).toBe(GO);
    const there = leadsTo(await who.ask(first.location ?? ""));
    expect(there.startsWith(provider.issuer)).toBe(true);
    const back = await who.ask(backPath(await provider.signIn(there, "ann")));
    expect(back.location).toBe(WANTED);
    expect((await who.ask(WANTED)).status).toBe(200);
    const page = await visitor().ask("/sign-in");
    expect([page.status, mainOf(page)?.querySelectorAll("a")], "the page itself never leads on").toEqual([
      200,
      expect.objectContaining({ length: 1 }),
    ]);
  });

  test("P-A4: an account page leads there, too, twice a minute at most, and to the buttons where the shop is open", async () => {
    await shopWith({ sso: true, force: true }, ["oidc-work"]);
    const who = visitor();
    const go = "/sign-in/go/oidc-work?returnTo=%2Faccount%2Forders&auto=1";
    for (let i = 0; i < 2; i++) {
      expect((await who.ask("/account/orders")).location).toBe(go);
      leadsTo(await who.ask(go));
    }
    expect((await who.ask("/account/orders")).location).toBe("/sign-in?returnTo=%2Faccount%2Forders");
    await shopWith({ sso: true }, ["oidc-work"]);
    expect((await visitor().ask("/account/orders")).location).toBe("/sign-in?returnTo=%2Faccount%2Forders");
  });

  test("with several and none default it leads to the buttons, with one default straight there", async () => {
    await shopWith({ sso: true, force: true }, ["oidc-work", "oidc-home"]);
    expect((await visitor().ask(WANTED)).location).toBe(DOOR);
    await shopWith({ sso: true, force: true }, ["oidc-work", "oidc-home"], "oidc-home");
    expect((await visitor().ask(WANTED)).location).toBe(GO.replace("oidc-work", "oidc-home"));
  });

  test("without SSO only it leads to the sign-in page, whose button keeps the wanted page", async () => {
    await shopWith({ force: true }, ["oidc-work"]);
    const who = visitor();
    expect((await who.ask(WANTED)).location).toBe(DOOR);
    const href = (await who.ask(DOOR)).page
      .querySelector('a[href^="/sign-in/go/"]')
      ?.getAttribute("href")
      ?.replace(/&amp;/g, "&");
    const there = leadsTo(await who.ask(href ?? ""));
    expect((await who.ask(backPath(await provider.signIn(there, "ann")))).location).toBe(WANTED);
  });

  test("P-A3: a page's payload, a prefetch, a frame and a form are never led to a provider", async () => {
    await shopWith({ sso: true, force: true }, ["oidc-work"]);
    expect((await askRsc(visitor(), WANTED)).body).not.toContain("/sign-in/go/");
    for (const headers of [{ "sec-purpose": "prefetch" }, { "sec-fetch-dest": "iframe" }, { purpose: "prefetch" }])
      expect((await visitor().ask(WANTED, { headers })).location).toBe(DOOR);
    const posted = await visitor().ask("/cart", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "",
    });
    expect(posted.location ?? "").not.toContain("/sign-in/go/");
  });
});

describe("P-A4, T-X6: no redirect loop", () => {
  const isSentAway = ({ location }: Answer) => location?.startsWith("/sign-in/go/") === true;

  test("P-A4: the third automatic redirect within a minute is a page with a button and a reason", async () => {
    await shopWith({ sso: true, force: true }, ["oidc-work"]);
    const who = visitor();
    for (const _ of [1, 2]) {
      const answer = await who.ask("/");
      expect(isSentAway(answer)).toBe(true);
      expect(leadsTo(await who.ask(answer.location ?? "")).startsWith(provider.issuer)).toBe(true);
    }
    expect((await who.ask("/")).location).toBe("/sign-in?returnTo=%2F");
    const kept = await who.ask("/sign-in/go/oidc-work?returnTo=%2F&auto=1");
    expect(problemOf(kept)).toBe("sso.loop");
    const page = await who.ask(kept.location ?? "");
    expect([page.status, mainOf(page)?.querySelector("a")?.getAttribute("href")]).toEqual([
      409,
      "/sign-in/go/oidc-work?returnTo=%2F",
    ]);
    const button = await who.ask("/sign-in/go/oidc-work?returnTo=%2F");
    expect(leadsTo(button).startsWith(provider.issuer), "the button still works").toBe(true);
  });

  test("P-A4: whoever signed out is not signed in again by the provider that still knows them", async () => {
    const who = visitor();
    const there = leadsTo(await who.ask((await who.ask("/")).location ?? ""));
    await who.ask(backPath(await provider.signIn(there, "ann")));
    const out = await who.submit(await who.ask("/account"), "Sign out");
    expect(who.cookies.has("foyer.sid")).toBe(false);
    expect(out.status).toBeLessThan(400);
    const page = await who.ask("/signed-out");
    expect([page.status, page.location]).toEqual([200, null]);
    expect((await who.ask("/")).location).toBe("/sign-in?returnTo=%2F");
  });

  test("T-X6: whoever the provider or the shop refuses sees a page after one try", async () => {
    const who = visitor();
    const there = leadsTo(await who.ask((await who.ask("/")).location ?? ""));
    const back = await who.ask(backPath(await provider.signIn(there, "nobody")));
    expect(problemOf(back)).toBe("sso.cancelled");
    const page = await who.ask(back.location ?? "");
    expect([page.status, page.location, mainOf(page)?.querySelectorAll("a").length]).toEqual([400, null, 1]);
    expect((await who.ask("/")).location).toBe("/sign-in?returnTo=%2F");
  });

  test("T-O21, T-X6: a deactivated customer gets the words of anybody refused, and no loop", async () => {
    const { accountId } = await makeAccount({ db: database.db, hash: CHEAP_HASH });
    await insertIdentity(database.db, { accountId, connection: "oidc-work", subject: "sub-ben", kind: "oidc" });
    await database.sql`update accounts set deactivated_at = now() where id = ${accountId}`;
    const who = visitor();
    const there = leadsTo(await who.ask((await who.ask("/")).location ?? ""));
    const back = await who.ask(backPath(await provider.signIn(there, "ben")));
    expect(problemOf(back)).toBe("sso.refused");
    const page = await who.ask(back.location ?? "");
    expect([page.status, page.body.includes("deactivated")]).toEqual([403, false]);
    expect((await who.ask("/")).location).toBe("/sign-in?returnTo=%2F");
  });

  test("P-A4: a browser that keeps no cookies ends at a page, too", async () => {
    const who = () => visitor();
    const there = leadsTo(await who().ask((await who().ask("/")).location ?? ""));
    const back = await who().ask(backPath(await provider.signIn(there, "ann")));
    expect(problemOf(back)).toBe("sso.expired");
    expect((await who().ask(back.location ?? "")).status).toBe(410);
  });
});

describe("T-X1: SSO only", () => {
  test("T-X1: the password's door and Auth.js's own stay shut beside an open connection", async () => {
    await shopWith({}, ["oidc-work"]);
    const account = await makeAccount({ db: database.db, hash: CHEAP_HASH });
    const who = visitor();
    const form = await who.ask("/sign-in");
    await shopWith({ sso: true }, ["oidc-work"]);
    const answer = await who.submit(form, "Sign in", { identifier: account.email, password: account.password });
    expect([answer.status, who.cookies.has("foyer.sid")]).toEqual([403, false]);
    for (const path of ["/api/auth/callback/credentials", "/api/auth/signin/oidc-work", "/api/auth/callback/oidc-work"]) {
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const body = new URLSearchParams({ email: account.email, password: account.password }).toString();
      expect([path, (await who.ask(path, { method: "POST", headers, body })).status]).toEqual([path, 404]);
    }
  });
});

describe("P-S6: the provider is away", () => {
  test("P-S6: the page says so, and after three times in vain nobody is sent there by themselves, until it is back", async () => {
    await shopWith({ sso: true, force: true }, ["oidc-work"]);
    await provider.stop();
    const before = performance.now();
    // What was read a moment ago is believed for twenty seconds.
    await waitFor(async () => problemOf(await visitor().ask(GO)) === "sso.unavailable", "the provider to be missed", 30_000);
    expect(performance.now() - before).toBeLessThan(30_000);
    for (const _ of [1, 2]) expect(problemOf(await visitor().ask(GO))).toBe("sso.unavailable");
    const answer = await visitor().ask(WANTED);
    expect(answer.location).toBe(DOOR);
    const page = await visitor().ask(DOOR);
    expect(mainOf(page)?.querySelector("a")?.getAttribute("href")).toContain("/sign-in/go/oidc-work");
    await provider.start();
    expect(leadsTo(await visitor().ask("/sign-in/go/oidc-work")).startsWith(provider.issuer), "the button tries again").toBe(
      true,
    );
    expect((await visitor().ask(WANTED)).location).toBe(GO);
  });
});
