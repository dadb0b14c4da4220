import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasRoomForRedirect } from "@/core/access/auto-redirects";
import { type Database, openDatabase } from "@/db";
import { raiseSettingsVersion } from "@/db/queries/settings";
import { backPath, changeConnections, connect, leadsTo } from "@/tests/support/connections";
import { CHEAP_HASH } from "@/tests/support/context";
import { codeIn } from "@/tests/support/mail-sink";
import { freshEmail, type MadeAccount, makeAccount } from "@/tests/support/make";
import { makeProduct } from "@/tests/support/make-shop";
import { type OidcProvider, type Person, startOidcProvider } from "@/tests/support/oidc-provider";
import { type Product, startProduct } from "@/tests/support/product";
import { changeSettings, openRegistration } from "@/tests/support/settings";
import { type Answer, Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

let product: Product;
let database: Database;
let provider: OidcProvider;

const person = (login: string, claims: Record<string, unknown> = {}): Person => ({
  login,
  email: `${login}@example.com`,
  email_verified: true,
  given_name: "Nia",
  family_name: "Newcomer",
  ...claims,
});
const people = ["nia", "leo", "kim", "oda", "pia", "quin"].map((login) => person(login));

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  const callbacks = ["oidc-plain", "oidc-trusted"].map((id) => `${product.url}/api/auth/callback/${id}`);
  provider = await startOidcProvider({ redirectUris: callbacks, postLogoutRedirectUris: [`${product.url}/signed-out`], people });
  await openRegistration(product);
  const { texts } = provider;
  await connect(
    product,
    { id: "oidc-plain", texts: { ...texts, label: "Continue with Quiet ID", domains: "work.example" } },
    { id: "oidc-trusted", texts: { ...texts, label: "Continue with Trusted ID", trustEmail: "true" } },
  );
});
afterAll(async () => {
  await provider.stop();
  await database.end();
  await product.stop();
});

const visitor = () => new Visitor(product.url);
const account = () => makeAccount({ db: database.db, hash: CHEAP_HASH });
const rows = async (statement: ReturnType<typeof sql>) => [...(await database.db.execute(statement))];
const text = ({ page }: Answer) => page.querySelector("main")?.textContent ?? "";
const signedInAs = async (who: Visitor): Promise<string | null> =>
  JSON.parse((await who.ask("/api/auth/session")).body)?.user.id ?? null;

/** Goes to the provider and back as somebody; answers the page that follows. */
async function comeBack(who: Visitor, login: string, from: string): Promise<Answer> {
  const answer = await who.ask(backPath(await provider.signIn(leadsTo(await who.ask(from)), login)));
  return who.go(answer.location ?? "/nowhere");
}

const signIn = async (who: Visitor, { email, password }: MadeAccount) =>
  who.submit(await who.ask("/sign-in"), "Sign in", { identifier: email, password });

async function withSettings(changes: Parameters<typeof changeSettings>[1], run: () => Promise<void>): Promise<void> {
  await changeSettings(product, changes);
  try {
    await run();
  } finally {
    await database.db.execute(sql`delete from settings where key like 'access.%'`);
    await raiseSettingsVersion(database.db);
    await waitFor(async () => text(await visitor().ask("/sign-in")).includes("Forgot password?"), "the settings of before");
  }
}

describe("accepting, without JavaScript", () => {
  test("P-S2, P-A2: names, address and code on one page; then the account, its cart and the wanted page", async () => {
    const who = visitor();
    const { slug } = await makeProduct({ db: database.db });
    await who.submit(await who.ask(`/products/${slug}`), "Add to cart", { quantity: "2" });
    const page = await comeBack(who, "nia", "/sign-in/go/oidc-plain?returnTo=%2Fcart%3Fseen%3Dyes");
    expect(page.page.querySelector("h1")?.textContent).toBe("Almost there");
    expect(text(page)).toContain("Continue with Quiet ID");
    const email = freshEmail("nia");
    const wrong = await who.submit(page, "Accept and continue", { email: "no address", firstName: "" });
    expect(wrong.status).toBe(400);
    expect(text(wrong)).toContain("Enter your first name.");
    const step = await who.submitAndGo(wrong, "Accept and continue", { email, firstName: "Nina" });
    expect(text(step)).toContain(email);
    const code = codeIn(await product.mail.newestTo(email));
    const guess = await who.submit(step, "Confirm code", { code: code === "000000" ? "111111" : "000000" });
    expect(guess.status).toBe(422);
    const done = await who.submitAndGo(guess, "Confirm code", { code });
    expect(done.page.querySelector("h1")?.textContent).toBe("Your account is active");
    expect(done.page.querySelector(`a[href="/cart?seen=yes"]`)).not.toBeNull();
    const cart = (await who.ask("/cart")).page;
    expect(cart.querySelector('input[name="quantity"]')?.getAttribute("value")).toBe("2");
    // From now on the provider's button is enough.
    const again = visitor();
    expect((await comeBack(again, "nia", "/sign-in/go/oidc-plain?returnTo=%2Faccount%2Forders")).path).toBe("/account/orders");
    expect(await signedInAs(again)).toBe(await signedInAs(who));
  });

  test("P-S2, P-A4: leaving leaves nothing behind, the page says so, and the next one leads nowhere by itself", async () => {
    const who = visitor();
    const page = await comeBack(who, "leo", "/sign-in/go/oidc-plain");
    const left = await who.submitAndGo(page, "No, leave");
    expect(left.page.querySelector("h1")?.textContent).toBe("There is nothing to accept");
    expect(hasRoomForRedirect(who.cookies.get("foyer-auto"), new Date())).toBe(false);
    expect(await rows(sql`select 1 from pending_identities where subject = 'sub-leo'`)).toEqual([]);
    expect(await rows(sql`select 1 from identities where subject = 'sub-leo'`)).toEqual([]);
    expect(await signedInAs(who)).toBeNull();
  });

  test("P-S2: another browser has nothing to accept", async () => {
    const who = visitor();
    await comeBack(who, "leo", "/sign-in/go/oidc-plain");
    expect(text(await visitor().ask("/register/accept"))).toContain("There is nothing to accept");
  });

  test("T-L11, T-FX22: twenty browsers that accept one person at once make one account with one identity", async () => {
    const pages = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const who = visitor();
        return { who, page: await comeBack(who, "kim", "/sign-in/go/oidc-trusted") };
      }),
    );
    const answers = await Promise.all(pages.map(({ who, page }) => who.submit(page, "Accept and continue")));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 303));
    expect(new Set(await Promise.all(pages.map(({ who }) => signedInAs(who)))).size).toBe(1);
    expect(await rows(sql`select 1 from identities where subject = 'sub-kim'`)).toHaveLength(1);
    expect(await rows(sql`select 1 from customers where email_key = 'kim@example.com'`)).toHaveLength(1);
  });
});

describe("the account's security page, without JavaScript", () => {
  test("P-S3: connects after the password was given, and disconnects again", async () => {
    const [who, customer] = [visitor(), await account()];
    await signIn(who, customer);
    const asked = await who.ask("/account/security?connect=oidc-plain");
    expect((await who.submit(asked, "Connect", { password: "wrong" })).status).toBe(422);
    const leaving = await who.submit(asked, "Connect", { password: customer.password });
    const back = await comeBack(who, "oda", leadsTo(leaving));
    expect(text(back)).toContain("Connected. From now on you can sign in with it.");
    const way = back.page.querySelector('a[href*="disconnect="]')?.getAttribute("href")?.split("#")[0] ?? "";
    const other = visitor();
    await comeBack(other, "oda", "/sign-in/go/oidc-plain");
    expect(await signedInAs(other)).toBe(customer.accountId);
    const gone = await who.submitAndGo(await who.ask(way), "Disconnect", { password: customer.password });
    expect(text(gone)).toContain("Disconnected.");
    expect(await signedInAs(other)).toBeNull();
    expect(await signedInAs(who)).toBe(customer.accountId);
  });

  test("T-L6: somebody else's way back, or one without an errand, links nothing to who is signed in", async () => {
    const [attacker, victim, customer] = [visitor(), visitor(), await account()];
    await signIn(victim, customer);
    const mine = await provider.signIn(leadsTo(await attacker.ask("/sign-in/go/oidc-plain")), "pia");
    await victim.go(backPath(mine));
    const forged = await victim.ask("/sign-in/go/oidc-plain?errand=connect");
    expect(forged.location).toContain("problem=sso.expired");
    expect(await rows(sql`select 1 from identities where account_id = ${customer.accountId}`)).toEqual([]);
    expect(await signedInAs(victim)).toBe(customer.accountId);
  });

  test("T-L5, T-L6: an errand ends with the session that asked for it", async () => {
    const [who, x, y] = [visitor(), await account(), await account()];
    await signIn(who, x);
    const asked = await who.ask("/account/security?connect=oidc-plain");
    const leaving = leadsTo(await who.submit(asked, "Connect", { password: x.password }));
    const back = await provider.signIn(leadsTo(await who.ask(leaving)), "pia");
    await who.ask("/sign-out", { method: "POST" });
    await signIn(who, y);
    await who.go(backPath(back));
    expect(await rows(sql`select 1 from identities where subject = 'sub-pia'`)).toEqual([]);
  });

  test("T-L6: another site cannot lead on with an errand that was begun here and given up", async () => {
    const [who, customer] = [visitor(), await account()];
    await signIn(who, customer);
    const asked = await who.ask("/account/security?connect=oidc-plain");
    const leaving = leadsTo(await who.submit(asked, "Connect", { password: customer.password }));
    for (const site of ["cross-site", "same-site"]) {
      const led = await who.ask(leaving, { headers: { "sec-fetch-site": site } });
      expect(led.location).toContain("problem=sso.expired");
    }
    const own = await who.ask(leaving, { headers: { "sec-fetch-site": "same-origin" } });
    expect(leadsTo(own)).toContain(provider.issuer);
  });

  test("T-L6: another site cannot press the button", async () => {
    const [who, customer] = [visitor(), await account()];
    await signIn(who, customer);
    const answer = await who.ask("/account/security?connect=oidc-plain", {
      method: "POST",
      headers: {
        origin: "https://evil.example",
        "sec-fetch-site": "cross-site",
        "content-type": "application/x-www-form-urlencoded",
      },
      body: `connection=oidc-plain&password=${encodeURIComponent(customer.password)}`,
    });
    expect(answer.status).toBe(403);
  });
});

describe("leaving", () => {
  test("P-S4: signing out ends the session here, then leads to the provider and back to the page that says so", async () => {
    const who = visitor();
    await accepted(who, "quin");
    const token = who.cookies.get("foyer.sid") ?? "";
    const answer = await who.ask("/sign-out", { method: "POST" });
    const url = new URL(leadsTo(answer));
    expect([answer.status, url.origin]).toEqual([200, provider.issuer]);
    expect(url.searchParams.get("post_logout_redirect_uri")).toBe(`${product.url}/signed-out`);
    expect(url.searchParams.get("id_token_hint")).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(answer.body).toContain('href="');
    who.cookies.set("foyer.sid", token);
    expect(await signedInAs(who)).toBeNull();
  });

  test("P-S6: with the provider away, signing out ends here at once", async () => {
    const who = visitor();
    await accepted(who, "quin");
    // Another process, which has never heard of the provider and has to ask.
    const second = await product.second();
    await provider.stop();
    try {
      const there = new Visitor(second.url, product.url);
      for (const [name, value] of who.cookies) there.cookies.set(name, value);
      expect((await there.ask("/sign-out", { method: "POST" })).location).toBe("/signed-out");
      expect(await signedInAs(who)).toBeNull();
    } finally {
      await provider.start();
    }
  });

  test("T-O23: no token of the provider is in a table, in the session's description or in the log", async () => {
    const who = visitor();
    await comeBack(who, "quin", "/sign-in/go/oidc-trusted");
    const description = (await who.ask("/api/auth/session")).body;
    const hint = new URL(leadsTo(await who.ask("/sign-out", { method: "POST" }))).searchParams.get("id_token_hint") ?? "";
    const [, claims = ""] = hint.split(".");
    expect(claims.length).toBeGreaterThan(50);
    const tables = await rows(
      sql`select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    for (const { table_name } of tables) {
      const found = await database.db.execute(
        sql`select 1 from ${sql.identifier(String(table_name))} t where t::text like ${`%${claims}%`}`,
      );
      expect([...found], String(table_name)).toEqual([]);
    }
    expect(product.output()).not.toContain(claims);
    expect(description).not.toMatch(/token/i);
  });
});

/** Makes somebody an account by the connection that is trusted for addresses. */
async function accepted(who: Visitor, login: string): Promise<void> {
  const page = await comeBack(who, login, "/sign-in/go/oidc-trusted");
  if (page.path === "/register/accept") await who.submit(page, "Accept and continue");
  expect(await signedInAs(who)).not.toBeNull();
}

describe("where people are sent", () => {
  test("P-S5: an address of a connection's domain leads there from sign-in and registration, with the wanted page", async () => {
    const who = visitor();
    const signInPage = await who.ask("/sign-in?returnTo=%2Fcart");
    const sent = await who.submit(signInPage, "Sign in", { identifier: "anybody@work.example", password: "whatever it is" });
    expect(sent.location).toBe("/sign-in/go/oidc-plain?returnTo=%2Fcart&via=form");
    expect(new URL(leadsTo(await who.ask(sent.location ?? ""))).origin).toBe(provider.issuer);
    const untyped = await who.submit(signInPage, "Sign in", { identifier: "anybody@work.example", password: "" });
    expect(untyped.location).toBe(sent.location);
    const form = await who.ask("/register");
    const fields = { email: "new@work.example", password: "quite a long password 7", firstName: "N", lastName: "N" };
    expect((await who.submit(form, "Create account", fields)).location).toBe("/sign-in/go/oidc-plain?via=form");
  });

  test("T-X4, T-X1: a form that was open when SSO only was switched on is refused when it is posted", async () => {
    const [who, customer] = [visitor(), await account()];
    const forms = {
      in: await who.ask("/sign-in"),
      register: await who.ask("/register"),
      forgot: await who.ask("/forgot-password"),
    };
    const inside = visitor();
    await signIn(inside, customer);
    await withSettings({ "access.ssoOnly": "true" }, async () => {
      await waitFor(async () => !text(await visitor().ask("/sign-in")).includes("Forgot password?"), "SSO only");
      const answers = [
        await who.submit(forms.in, "Sign in", { identifier: customer.email, password: customer.password }),
        await who.submit(forms.register, "Create account", { email: freshEmail(), password: "quite a long password 7" }),
        await who.submit(forms.forgot, "Send reset link", { identifier: customer.email }),
      ];
      expect(answers[0]).toMatchObject({ status: 403, location: null });
      for (const { status, location } of answers.slice(1)) expect(`${status} ${location}`).toBe("303 /sign-in");
      expect(await signedInAs(who)).toBeNull();
      // What a password opened before is shut, too (T-X3).
      expect(await signedInAs(inside)).toBeNull();
    });
    expect(await signedInAs(inside)).toBe(customer.accountId);
  });

  test("T-O20: a connection that is switched off while somebody decides cannot be accepted", async () => {
    const who = visitor();
    const page = await comeBack(who, "leo", "/sign-in/go/oidc-trusted");
    await changeConnections(product, "update connections set is_enabled = false where id = 'oidc-trusted'");
    await waitFor(async () => !text(await visitor().ask("/sign-in")).includes("Trusted ID"), "the button to go");
    const answer = await who.submit(page, "Accept and continue");
    expect(answer.status).toBe(410);
    expect(await rows(sql`select 1 from identities where subject = 'sub-leo'`)).toEqual([]);
    await changeConnections(product, "update connections set is_enabled = true where id = 'oidc-trusted'");
    await waitFor(async () => text(await visitor().ask("/sign-in")).includes("Trusted ID"), "the button to come back");
  });
});
