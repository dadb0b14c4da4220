import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { STANDARD_HASH } from "@/core/security/password-hash";
import { type Database, openDatabase } from "@/db";
import { linkIn } from "@/tests/support/mail-sink";
import { freshEmail, type MadeAccount, makeAccount } from "@/tests/support/make";
import { makeProduct } from "@/tests/support/make-shop";
import { type Product, startProduct } from "@/tests/support/product";
import { changeSettings } from "@/tests/support/settings";
import { type Answer, Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

let product: Product;
let database: Database;

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

const visitor = (base = product.url) => new Visitor(base, product.url);
const address = {
  firstName: "Grete",
  lastName: "Gast",
  street: "Lindenstraße 5",
  postcode: "10969",
  city: "Berlin",
  country: "DE",
};
const text = ({ page }: Answer) => page.querySelector("main")?.textContent ?? "";
const pathOf = ({ location }: Answer) => new URL(location ?? "", product.url).pathname;

async function withCart(who: Visitor, options: Parameters<typeof makeProduct>[1] = {}) {
  const goods = await makeProduct(database, options);
  const page = await who.go(`/products/${goods.slug}`);
  return { goods, cart: await who.submitAndGo(page, "Add to cart", { quantity: "2" }) };
}

async function order(who: Visitor, fields: Record<string, string>): Promise<Answer> {
  await withCart(who);
  return who.submit(await who.go("/checkout"), "Place order", { ...address, ...fields });
}

const account = () => makeAccount({ ...database, hash: STANDARD_HASH });

async function signIn(who: Visitor, { email, password }: MadeAccount): Promise<Answer> {
  return who.submitAndGo(await who.go("/sign-in"), "Sign in", { identifier: email, password });
}

describe("a guest without JavaScript", () => {
  test("looks, puts two into the cart, changes it, orders, and finds the order again by the link in the mail", async () => {
    const guest = visitor();
    const email = freshEmail("guest");
    const { goods, cart } = await withCart(guest, { name: "Brass kettle", priceCents: 1850 });
    expect((await guest.go("/")).page.querySelector(`a[href="/products/${goods.slug}"]`)?.textContent).toContain("€18.50");
    expect(text(cart)).toContain("€37.00");
    expect(cart.page.querySelector("header")?.textContent).toContain("Cart (2)");
    const changed = await guest.submitAndGo(cart, "Update Brass kettle", { quantity: "3" });
    expect(text(changed)).toContain("€55.50");

    const placed = await guest.submit(await guest.go("/checkout"), "Place order", { ...address, email });
    expect(placed.status).toBe(303);
    const page = await guest.go(placed.location ?? "");
    expect(page.status).toBe(200);
    expect(text(page)).toMatch(/Thank you.*3 ×.*Brass kettle.*€55\.50.*Lindenstraße 5.*10969 Berlin.*Germany/s);
    expect(text(await guest.go("/cart"))).toContain("nothing in your cart");

    const mail = await product.mail.newestTo(email, /order/i);
    const link = new URL(linkIn(mail, /^\/orders\//));
    const elsewhere = await visitor().go(link.pathname + link.search);
    expect(elsewhere.status).toBe(200);
    expect(text(elsewhere)).toContain("Brass kettle");
    expect(text(elsewhere)).not.toContain("Thank you");
  });

  test("takes things out again", async () => {
    const guest = visitor();
    const { cart } = await withCart(guest, { name: "Tin mug" });
    const emptied = await guest.submitAndGo(cart, "Remove Tin mug");
    expect(text(emptied)).toContain("nothing in your cart");
    expect(guest.cookies.has("foyer.cart")).toBe(false);
    expect(text(await guest.go("/checkout"))).toContain("nothing in your cart");
  });

  test("who sends the same form twice has one order", async () => {
    const guest = visitor();
    await withCart(guest);
    const checkout = await guest.go("/checkout");
    const fields = { ...address, email: freshEmail("twice") };
    const first = await guest.submit(checkout, "Place order", fields);
    const second = await guest.submit(checkout, "Place order", fields);
    expect(first.status).toBe(303);
    expect(second.location).toBe(first.location);
    const rows = await database.db.execute(sql`select 1 from orders where email_key = ${fields.email}`);
    expect(rows).toHaveLength(1);
  });

  test("keeps the cart in a cookie that scripts cannot read and that other sites do not send", async () => {
    const guest = visitor();
    const { slug } = await makeProduct(database);
    const added = await guest.submit(await guest.go(`/products/${slug}`), "Add to cart");
    const cookie = [added.headers["set-cookie"] ?? []].flat().find((line) => line.startsWith("foyer.cart="));
    expect(cookie).toMatch(new RegExp(`^foyer\\.cart=${slug}\\.1;`));
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=lax/i);
  });
});

describe("the order page", () => {
  test("never opens by number alone: unknown, somebody else's and tampered links are one answer", async () => {
    const guest = visitor();
    const placed = await order(guest, { email: freshEmail("secret") });
    const { pathname, searchParams } = new URL(placed.location ?? "", product.url);
    const key = searchParams.get("key") ?? "";
    expect(key).toMatch(/^[\w-]{43}$/);
    const other = await order(visitor(), { email: freshEmail("other") });
    const otherKey = new URL(other.location ?? "", product.url).searchParams.get("key") ?? "";

    const stranger = visitor();
    const unknown = await stranger.go("/orders/99999999");
    expect(unknown.status).toBe(404);
    expect(text(unknown)).toContain("No order is shown here");
    const paths = ["", "?key=", `?key=${otherKey}`, `?key=${key}x`, `?key=${key.slice(1)}`, `?key=${key}&key=${key}`];
    for (const query of paths) {
      const refused = await stranger.go(pathname + query);
      expect([query, refused.status]).toEqual([query, 404]);
      expect(text(refused)).toBe(text(unknown));
      expect(refused.page.querySelector("title")?.textContent).toBe(unknown.page.querySelector("title")?.textContent);
    }
    await signIn(stranger, await account());
    expect((await stranger.go(pathname)).status).toBe(404);
    for (const odd of ["/orders/%00", "/orders/'--", "/orders/..%2f1", `/orders/${"9".repeat(300)}`]) {
      expect([400, 404]).toContain((await stranger.go(odd)).status);
    }
  });

  test("T-U4: its key stands in no link, and no other site is told of it", async () => {
    const guest = visitor();
    const placed = await order(guest, { email: freshEmail("quiet") });
    const key = new URL(placed.location ?? "", product.url).searchParams.get("key") ?? "none";
    const page = await guest.go(placed.location ?? "");
    const links = page.page.querySelectorAll("a").map((link) => link.getAttribute("href"));
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => link?.includes(key))).toEqual([]);
    expect(page.headers["referrer-policy"]).toBe("same-origin");
    expect(page.headers["cache-control"]).toMatch(/no-store/);
    expect(page.page.querySelector('meta[name="robots"]')?.getAttribute("content")).toContain("noindex");
  });

  test("T-R17: names and addresses with payloads are shown as they were typed, and run nothing", async () => {
    const guest = visitor();
    const templates = ["{{7*7}}", "$", "{7*7}"].join("");
    const payload = '<img src=x onerror="alert(1)">';
    const placed = await order(guest, {
      firstName: payload,
      lastName: templates,
      street: "=HYPERLINK(1)</script>",
      email: freshEmail("payload"),
    });
    const page = await guest.go(placed.location ?? "");
    expect(page.page.querySelectorAll("main img")).toHaveLength(0);
    expect(page.page.querySelector("address")?.textContent).toContain(payload);
    expect(page.page.querySelector("address")?.textContent).toContain(templates);
    expect(page.body).not.toContain("<img src=x");
    expect(page.body).not.toContain("HYPERLINK(1)</script>");
  });
});

describe("bad input", () => {
  test.each(["0", "-1", "abc", "1e9", "100", "1.5", "", " ", "١", "2\0"])(
    "a quantity of %j is refused in words, and nothing is added",
    async (quantity) => {
      const guest = visitor();
      const { slug } = await makeProduct(database);
      const answer = await guest.submit(await guest.go(`/products/${slug}`), "Add to cart", { quantity });
      expect(answer.status).toBe(422);
      expect(text(answer)).toContain("Enter a quantity from 1 to 99.");
      expect(guest.cookies.has("foyer.cart")).toBe(false);
      if (/^[\w.-]+$/.test(quantity)) expect(answer.page.querySelector("#quantity")?.getAttribute("value")).toBe(quantity);
    },
  );

  test("more than 99 of one thing in all is refused in words, and the cart stays as it was", async () => {
    const guest = visitor();
    const { goods } = await withCart(guest);
    const answer = await guest.submit(await guest.go(`/products/${goods.slug}`), "Add to cart", { quantity: "98" });
    expect(answer.status).toBe(422);
    expect(answer.page.querySelector("#quantity-problem")?.textContent).toContain("more than 99 of one thing. Nothing was added");
    expect(answer.page.querySelector("#quantity")?.getAttribute("value")).toBe("98");
    expect(guest.cookies.get("foyer.cart")).toBe(`${goods.slug}.2`);
  });

  test("in the cart a bad quantity leaves the line as it was, and the sentence says how to take it out", async () => {
    const guest = visitor();
    const { cart, goods } = await withCart(guest, { name: "Jug" });
    const answer = await guest.submit(cart, "Update Jug", { quantity: "0" });
    expect(answer.status).toBe(422);
    expect(text(answer)).toContain("Enter a quantity from 1 to 99, or take it out of the cart with “Remove”.");
    expect(guest.cookies.get("foyer.cart")).toBe(`${goods.slug}.2`);
  });

  test.each([
    ["firstName", "", "Enter your first name."],
    ["lastName", "x".repeat(5000), "This is too long. Shorten it to 64 characters."],
    ["email", "nobody@", "Enter an e-mail address like"],
    ["street", "a\0b", "characters that cannot be used"],
    ["postcode", "--", "Enter a postcode"],
    ["city", "\u202Eyrros", "characters that cannot be used"],
    ["country", "Atlantis", "Choose a country."],
  ])(
    "checkout with a bad %s says so beside the field, keeps the rest, and orders once it is mended",
    async (field, value, sentence) => {
      const guest = visitor();
      await withCart(guest);
      const good: Record<string, string> = { ...address, email: freshEmail("mended") };
      const refused = await guest.submit(await guest.go("/checkout"), "Place order", { ...good, [field]: value });
      expect(refused.status).toBe(422);
      expect(refused.page.querySelector(`#${field}-problem`)?.textContent).toContain(sentence);
      expect(refused.page.querySelector("[data-summary]")?.textContent).toContain(sentence);
      for (const name of Object.keys(good).filter((each) => each !== field && each !== "country")) {
        expect(refused.page.querySelector(`#${name}`)?.getAttribute("value")).toBe(good[name]);
      }
      if (field !== "country") {
        expect(refused.page.querySelector("#country option[selected]")?.getAttribute("value")).toBe("DE");
      }
      expect((await guest.submit(refused, "Place order", good)).status).toBe(303);
    },
  );

  test("a product that has gone: no page, nothing added, and a cart that says so and does not go to checkout", async () => {
    const guest = visitor();
    const { goods, cart } = await withCart(guest, { name: "Old jar" });
    const opened = await guest.go(`/products/${goods.slug}`);
    const checkout = await guest.go("/checkout");
    await database.db.execute(sql`update products set is_offered = false where slug = ${goods.slug}`);

    const missing = await guest.go(`/products/${goods.slug}`);
    expect(missing.status).toBe(404);
    expect(text(missing)).toContain("Page not found");
    expect((await guest.submit(opened, "Add to cart")).status).toBe(404);
    const late = await guest.submit(checkout, "Place order", { ...address, email: freshEmail("late") });
    expect(late.status).toBe(409);
    expect(text(late)).toContain("is not offered any more");
    expect(late.page.querySelector("#street")?.getAttribute("value")).toBe(address.street);
    const shown = await guest.go("/cart");
    expect(text(shown)).toContain("No longer offered");
    expect(shown.page.querySelector('a[href="/checkout"]')).toBeNull();
    expect(text(await guest.submitAndGo(cart, "Remove Old jar"))).toContain("nothing in your cart");
  });

  test("a price that changed is shown before anybody pays it", async () => {
    const guest = visitor();
    const { goods } = await withCart(guest, { priceCents: 1000 });
    const checkout = await guest.go("/checkout");
    await database.db.execute(sql`update products set price_cents = 1100 where slug = ${goods.slug}`);
    const fields = { ...address, email: freshEmail("price") };
    const answer = await guest.submit(checkout, "Place order", fields);
    expect(answer.status).toBe(409);
    expect(text(answer)).toMatch(/cart has changed.*€22\.00/s);
    expect((await guest.submit(answer, "Place order", fields)).status).toBe(303);
  });

  test.each(["%00", "x".repeat(3900), "mug.99999~.1~a.b", "[object Object]", "thing.1%"])(
    "forged cart cookie %# is an empty cart",
    async (forged) => {
      const guest = visitor();
      guest.cookies.set("foyer.cart", forged);
      for (const path of ["/cart", "/checkout", "/"]) expect((await guest.go(path)).status).toBe(200);
      expect(text(await guest.go("/cart"))).toContain("nothing in your cart");
    },
  );

  test("a form sent without what its page put into it is no order and no crash", async () => {
    const guest = visitor();
    await withCart(guest);
    const fields = { ...address, email: freshEmail("forged") };
    for (const broken of [{ submission: "" }, { submission: "a".repeat(44) }, { seenTotal: "0.01" }, { orderingAs: "1" }]) {
      const answer = await guest.submit(await guest.go("/checkout"), "Place order", { ...fields, ...broken });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    expect(await database.db.execute(sql`select 1 from orders where email_key = ${fields.email}`)).toHaveLength(0);
  });
});

describe("a signed-in customer", () => {
  test("finds the guest's cart in the account after signing in, and the browser forgets it", async () => {
    const who = visitor();
    await withCart(who, { name: "Felt slippers" });
    await signIn(who, await account());
    expect(who.cookies.has("foyer.cart")).toBe(false);
    expect(text(await who.go("/cart"))).toContain("Felt slippers");
  });

  test("orders with the account's address and finds name and address filled in the next time", async () => {
    const who = visitor();
    const made = await account();
    await signIn(who, made);
    await withCart(who);
    const checkout = await who.go("/checkout");
    expect(checkout.page.querySelector("#email")).toBeNull();
    expect(text(checkout)).toContain(made.email);
    expect(checkout.page.querySelector("#firstName")?.getAttribute("value")).toBe("Ann");
    const placed = await who.submit(checkout, "Place order", address);
    expect(placed.location).not.toContain("key=");
    const page = await who.go(placed.location ?? "");
    expect(page.status).toBe(200);
    expect((await visitor().go(pathOf(placed))).status).toBe(404);
    await withCart(who);
    const again = await who.go("/checkout");
    expect(again.page.querySelector("#street")?.getAttribute("value")).toBe(address.street);
    expect(again.page.querySelector("#country option[selected]")?.getAttribute("value")).toBe("DE");
  });

  test("P-R7: sees guest orders with the proven address, claims another one, and is told why each is there", async () => {
    const made = await account();
    await order(visitor(), { email: made.email });
    const other = await order(visitor(), { email: freshEmail("old"), postcode: "SW1A 1AA", country: "GB" });
    const number = pathOf(other).split("/").at(-1) ?? "";
    const who = visitor();
    await signIn(who, made);
    expect(text(await who.go("/account"))).toContain("Added because it was placed with your e-mail address");

    const form = await who.go("/account/orders/claim");
    const wrong = await who.submit(form, "Claim order", { orderNumber: number, postcode: "10969" });
    expect(wrong.status).toBe(404);
    expect(text(wrong)).toMatch(/No order with this number and postcode.*Support code: [A-Z0-9]{4}-[A-Z0-9]{4}/s);
    expect(wrong.page.querySelector("#orderNumber")?.getAttribute("value")).toBe(number);
    const listed = await who.submitAndGo(wrong, "Claim order", { orderNumber: number, postcode: "sw1a1aa" });
    expect(text(listed)).toContain(`Order ${number} has been added.`);
    expect(text(listed)).toContain("Added by you with its number and postcode");
    expect((await who.go(`/orders/${number}`)).status).toBe(200);
    expect(text(await who.go("/account/orders?claimed=12345"))).not.toContain("12345");
  });

  test("P-R7: an order that somebody has claimed offers no account to whoever holds the link of its mail", async () => {
    const guest = visitor();
    const placed = await order(guest, { email: freshEmail("old") });
    const link = placed.location ?? "";
    expect(text(await guest.go(link))).toContain("Create an account with the address of this order");
    const who = visitor();
    await signIn(who, await account());
    const orderNumber = pathOf(placed).split("/").at(-1) ?? "";
    await who.submitAndGo(await who.go("/account/orders/claim"), "Claim order", { orderNumber, postcode: address.postcode });
    const after = await guest.go(link);
    expect(after.status).toBe(200);
    expect(text(after)).not.toContain("Create an account");
  });

  test("T-R1: an order that follows the address of an account looks to its guest like any other", async () => {
    const guest = visitor();
    const placed = await order(guest, { email: (await account()).email });
    expect(text(await guest.go(placed.location ?? ""))).toContain("Create an account with the address of this order");
  });

  test("who was signed out at the checkout keeps what was typed, is told so, and orders after signing in", async () => {
    const who = visitor();
    const made = await account();
    await signIn(who, made);
    await withCart(who);
    const checkout = await who.go("/checkout");
    const signedIn = new Map(who.cookies);
    for (const name of [...who.cookies.keys()].filter((one) => one.includes("foyer.sid"))) who.cookies.delete(name);
    let answer = await who.submit(checkout, "Place order", { ...address, street: "Nebenstraße 7" });
    for (const press of [1, 2]) {
      expect(answer.status, `press ${press}`).toBe(401);
      expect(answer.page.querySelector("#street")?.getAttribute("value")).toBe("Nebenstraße 7");
      expect(text(answer)).toContain("You were signed out meanwhile");
      expect(answer.page.querySelector('main a[href="/sign-in?returnTo=%2Fcheckout"]')?.textContent).toBe("Sign in");
      answer = await who.submit(answer, "Place order", { email: made.email });
    }
    for (const [name, value] of signedIn) who.cookies.set(name, value);
    const back = await who.submit(answer, "Place order", { email: made.email });
    expect(back.page.querySelector("#street")?.getAttribute("value")).toBe("Nebenstraße 7");
    expect((await who.submit(back, "Place order")).location).toMatch(/^\/orders\/\d+\?placed=1$/);
  });

  test("the account's pages are for the signed-in only", async () => {
    for (const path of ["/account", "/account/orders", "/account/orders/claim"]) {
      const answer = await visitor().ask(path);
      expect(answer.location).toBe(`/sign-in?returnTo=${encodeURIComponent(path)}`);
    }
  });

  test("orders, carts of signed-in customers and claims survive a process that is killed", async () => {
    const made = await account();
    const who = visitor();
    await signIn(who, made);
    await withCart(who, { name: "Slate" });
    const placed = await who.submit(await who.go("/checkout"), "Place order", address);
    const claimed = await order(visitor(), { email: freshEmail("claimed") });
    const number = pathOf(claimed).split("/").at(-1) ?? "";
    await who.submitAndGo(await who.go("/account/orders/claim"), "Claim order", { orderNumber: number, postcode: "10969" });
    await withCart(who, { name: "Bell jar" });

    const one = await product.second();
    const onOne = new Visitor(one.url, product.url);
    for (const [name, value] of who.cookies) onOne.cookies.set(name, value);
    expect(text(await onOne.go("/cart"))).toContain("Bell jar");
    one.process.kill("SIGKILL");
    const two = await product.second();
    const onTwo = new Visitor(two.url, product.url);
    for (const [name, value] of who.cookies) onTwo.cookies.set(name, value);
    expect(text(await onTwo.go("/cart"))).toContain("Bell jar");
    expect((await onTwo.go(pathOf(placed))).status).toBe(200);
    expect(text(await onTwo.go("/account/orders"))).toContain(`Order ${number}`);
    await two.stop();
  });
});

test("the shop speaks the visitor's language, prices too", async () => {
  const { slug } = await makeProduct(database, { name: "Whisk", priceCents: 1850 });
  const answer = await visitor().ask(`/products/${slug}`, { headers: { "accept-language": "es-ES,es;q=0.9" } });
  expect(text(answer)).toMatch(/18,50\s€/);
  expect(text(answer)).toContain("Whisk (es)");
  expect(answer.page.querySelector("html")?.getAttribute("lang")).toBe("es");
});

test("P-A1: what is not there says so without JavaScript: unknown addresses, and doors that are shut", async () => {
  await changeSettings(product, { "access.customerAccounts": "false" });
  await waitFor(async () => (await visitor().ask("/sign-in")).status === 404, "accounts to be off");
  for (const path of ["/nowhere", "/sign-in", "/account", "/register", "/products/none"]) {
    const answer = await visitor().ask(path);
    expect([path, answer.status]).toEqual([path, 404]);
    // A door that the shop has shut is no typing mistake.
    const isDoor = ["/sign-in", "/account", "/register"].includes(path);
    expect(text(answer)).toContain(isDoor ? "No customer accounts at present" : "Page not found");
  }
  await changeSettings(product, { "access.customerAccounts": "true" });
  await waitFor(async () => (await visitor().ask("/sign-in")).status === 200, "accounts to be on");
});

test("a production shop has no cast to hand out", async () => {
  const answer = await visitor().ask("/demo/cast.json");
  expect(answer.status).toBe(404);
  expect(answer.body).not.toContain("password");
});

test("T-F8: once force login is on, neither goods nor a form opened before it lead to an order", async () => {
  const guest = visitor();
  const { goods } = await withCart(guest, { name: "Secret spoon" });
  const checkout = await guest.go("/checkout");
  const placed = await order(visitor(), { email: freshEmail("before") });
  await changeSettings(product, { "access.forceLogin": "true" });
  await waitFor(async () => (await visitor().ask("/")).location !== null, "force login to take effect");

  const fields = { ...address, email: freshEmail("forced") };
  const refused = await guest.submit(checkout, "Place order", fields);
  expect(refused.location).toBe("/sign-in?returnTo=%2Fcheckout");
  expect(await database.db.execute(sql`select 1 from orders where email_key = ${fields.email}`)).toHaveLength(0);
  for (const path of ["/", `/products/${goods.slug}`, "/cart", "/checkout"]) {
    const answer = await visitor().ask(path);
    expect(answer.location).toBe(`/sign-in?returnTo=${encodeURIComponent(path)}`);
    expect(answer.body).not.toContain("Secret spoon");
  }
  // T-U4: the way to the door does not carry the order's key.
  expect((await visitor().ask(placed.location ?? "")).location).not.toContain("key");
  await changeSettings(product, { "access.forceLogin": "false" });
});

test("P-A2, T-U4: under force login the door says why it stands there, and after it the link of a guest's order works", async () => {
  const email = freshEmail("before");
  const { location } = await order(visitor(), { email });
  expect((await product.mail.newestTo(email, /order/i)).text, "untrue as soon as force login is on").not.toContain(
    "without signing in",
  );
  await changeSettings(product, { "access.forceLogin": "true" });
  const who = visitor();
  const door = await who.go(location ?? "");
  expect(text(door)).toContain("sign in and then open the link in the order's mail again");
  expect(door.body).not.toContain("key=");
  const customer = await account();
  const back = await who.submitAndGo(door, "Sign in", { identifier: customer.email, password: customer.password });
  expect([back.status, text(back).includes("open its link again")]).toEqual([404, true]);
  expect((await who.go(location ?? "")).status).toBe(200);
  expect(text(await visitor().go("/cart"))).toContain("This shop is open to its customers only");
  await changeSettings(product, { "access.forceLogin": "false", "access.guestCheckout": "false" });
  const guest = visitor();
  await withCart(guest, { name: "Late spoon" });
  expect(text(await guest.go("/checkout"))).toContain("To place an order here, please sign in first.");
  expect(text(await guest.go("/sign-in"))).not.toContain("please sign in first");
  await changeSettings(product, { "access.guestCheckout": "true" });
});
