import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { STANDARD_HASH } from "@/core/security/password-hash";
import { encrypt, makeSecrets } from "@/core/security/secrets";
import { type Database, openDatabase } from "@/db";
import { linkIn } from "@/tests/support/mail-sink";
import { freshEmail, makeAccount } from "@/tests/support/make";
import { makeProduct } from "@/tests/support/make-shop";
import { type Product, startProduct, TEST_SECRET } from "@/tests/support/product";
import { changeSettings, openRegistration } from "@/tests/support/settings";
import { type Answer, Visitor } from "@/tests/support/visitor";

let product: Product;
let database: Database;

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  await openRegistration(product, { "access.codeSignIn": "true" });
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

const visitor = () => new Visitor(product.url);
const NAMES = { firstName: "Ana María", lastName: "García López" };
const ADDRESS = { street: "Calle Mayor 1", postcode: "28013", city: "Madrid", country: "ES" };
const NOTHING = { email: "", firstName: "", lastName: "" };

/** A guest's order, as the path of the link in its mail. */
async function order(email: string): Promise<string> {
  const guest = visitor();
  const { slug } = await makeProduct(database);
  await guest.submit(await guest.go(`/products/${slug}`), "Add to cart");
  await guest.submit(await guest.go("/checkout"), "Place order", { ...NAMES, ...ADDRESS, email });
  const link = new URL(linkIn(await product.mail.newestTo(email, /order/i), /^\/orders\//));
  return link.pathname + link.search;
}

/** What the registration form holds already. */
const filledIn = ({ page }: Answer) =>
  Object.fromEntries(Object.keys(NOTHING).map((name) => [name, page.querySelector(`#${name}`)?.getAttribute("value")]));

test("P-R7: who opens an order and goes on to an account finds name and address filled in, and no address line tells them", async () => {
  const email = freshEmail("ana");
  const reader = visitor();
  const posted = await reader.submit(await reader.go(await order(email)), "Create account");
  expect([posted.status, posted.location?.replace(product.url, "")]).toEqual([303, "/register"]);
  const [cookie = ""] = [posted.headers["set-cookie"] ?? []].flat().filter((line) => line.startsWith("foyer-carried="));
  expect(cookie).toMatch(/; HttpOnly/i);
  expect(cookie).toMatch(/; Max-Age=900;/i);
  expect(decodeURIComponent(cookie)).not.toMatch(/ana|García/i);
  const form = await reader.go("/register");
  expect(filledIn(form)).toEqual({ email, ...NAMES });

  const begun = await reader.submitAndGo(form, "Create account", { password: "four quiet lanterns burn" });
  expect(begun.page.querySelector("h1")?.textContent).toBe("Check your mail");
  const link = new URL(linkIn(await product.mail.newestTo(email, /confirm/i), /^\/confirm\//));
  const welcome = await reader.submitAndGo(await reader.go(link.pathname), "Confirm my e-mail");
  expect(welcome.page.querySelector("h1")?.textContent).toBe("Your account is active");
  expect(reader.cookies.has("foyer-carried"), "somebody is in").toBe(false);

  const used = await reader.go(link.pathname);
  expect([used.status, used.page.querySelector("h1")?.textContent]).toEqual([410, "This link is not valid any more"]);
  const ways = used.page.querySelectorAll("main a").map((way) => way.getAttribute("href"));
  expect(ways, "who is in needs neither another link nor to sign in").toEqual(["/account"]);
});

test("P-R7: whoever cannot see the order is told nothing of it by the way to the registration form", async () => {
  const [path, other] = [await order(freshEmail("quiet")), await order(freshEmail("own"))];
  const number = (one: string) => /(\d+)\?/.exec(one)?.[1] ?? "";
  const key = (one: string) => /key=([^&]+)/.exec(one)?.[1] ?? "";
  for (const fields of [
    { number: number(path) },
    { number: number(path), key: "" },
    { number: number(path), key: `${key(path)}x` },
    { number: "99999999" },
    { number: "%00", key: "\u0001" },
  ]) {
    const stranger = visitor();
    const posted = await stranger.submit(await stranger.go(other), "Create account", fields);
    expect([fields, posted.status, posted.location?.replace(product.url, "")]).toEqual([fields, 303, "/register"]);
    expect(posted.headers["set-cookie"]).toBeUndefined();
    expect(filledIn(await stranger.go("/register"))).toEqual(NOTHING);
  }
  const forger = visitor();
  forger.cookies.set("foyer-carried", "A".repeat(80));
  expect(filledIn(await forger.go("/register"))).toEqual(NOTHING);
});

test("P-A3, P-R7: under force login a form of an order opened before leads to the sign-in page and brings nothing along", async () => {
  const reader = visitor();
  const form = await reader.go(await order(freshEmail("closed")));
  onTestFinished(() => changeSettings(product, { "access.forceLogin": "false" }));
  await changeSettings(product, { "access.forceLogin": "true" });
  const posted = await reader.submit(form, "Create account");
  expect([posted.status, posted.location?.split("?")[0]]).toEqual([303, "/sign-in"]);
  expect(reader.cookies.has("foyer-carried")).toBe(false);
});

test("P-R7: what is carried along counts for a quarter of an hour, whatever a browser keeps, and is gone with who signs out", async () => {
  const sealed = (until: number) =>
    encrypt(
      makeSecrets([TEST_SECRET]),
      "carried",
      JSON.stringify({ identifier: "ann@example.com", firstName: "A", lastName: "B", until }),
    );
  for (const [minutes, email] of [
    [-1, ""],
    [1, "ann@example.com"],
  ] as const) {
    const keeper = visitor();
    keeper.cookies.set("foyer-carried", sealed(Date.now() + minutes * 60_000));
    expect(filledIn(await keeper.go("/register"))).toMatchObject({ email });
  }
  const account = await makeAccount({ ...database, hash: STANDARD_HASH });
  const who = visitor();
  const door = await who.go("/sign-in");
  await who.submit(door, "Sign in", { identifier: account.email, password: account.password });
  await who.submit(door, "Sign in", { identifier: freshEmail("private"), password: "not the one" });
  expect(who.cookies.has("foyer-carried")).toBe(true);
  await who.submit(await who.go("/account"), "Sign out");
  expect(who.cookies.has("foyer-carried")).toBe(false);
});

test("P-R7: of an order that came with a whole name only, the address is filled in and the names are left to their owner", async () => {
  const email = freshEmail("whole");
  const path = await order(email);
  await database.db.execute(sql`update orders set first_name = null where email_key = ${email}`);
  const reader = visitor();
  const form = await reader.submitAndGo(await reader.go(path), "Create account");
  expect(filledIn(form)).toEqual({ ...NOTHING, email });
});

test("P-M4: the name of a refused sign-in stands in the next form, known or not, and is gone once somebody is in", async () => {
  const account = await makeAccount({ ...database, hash: STANDARD_HASH });
  const nameAt = async (who: Visitor, path: string) =>
    (await who.go(path)).page.querySelector("main #identifier, main #email")?.getAttribute("value");
  for (const identifier of [account.email, account.number, freshEmail("unknown"), '"><b>']) {
    const who = visitor();
    expect(await nameAt(who, "/forgot-password")).toBe("");
    const refused = await who.submit(await who.go("/sign-in"), "Sign in", { identifier, password: "not the one" });
    expect(refused.status).toBe(401);
    expect(await nameAt(who, "/forgot-password")).toBe(identifier);
    expect(await nameAt(who, "/sign-in/code")).toBe(identifier);
    expect(await nameAt(who, "/register"), "an address only").toBe(identifier.includes("@") ? identifier : "");
    await who.submit(await who.go("/sign-in"), "Sign in", { identifier: account.number, password: account.password });
    expect(who.cookies.has("foyer-carried")).toBe(false);
  }
});
