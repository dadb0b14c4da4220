import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { attachOrdersOfAddress } from "@/core/orders/attach-orders";
import { listOrders } from "@/core/orders/list-orders";
import { placeOrder, placeOrderInput } from "@/core/orders/place-order";
import { addToCart } from "@/core/shop/add-to-cart";
import { type CartOwner, getCart } from "@/core/shop/cart";
import { insertAccount, insertCustomer } from "@/db/queries/customers";
import { makeWorld, type World } from "@/tests/support/context";
import { freshEmail, makeAccount } from "@/tests/support/make";
import { checkoutForm, guestWith, makeProduct, sessionOf, storedOrder } from "@/tests/support/make-shop";
import { queuedMails } from "@/tests/support/queued-mail";
import { startAndWait } from "@/tests/support/start-and-wait";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

async function guestCart(ctx: Ctx, priceCents = 1250): Promise<CartOwner & { kind: "guest" }> {
  const { slug } = await makeProduct(ctx, { priceCents });
  return { kind: "guest", entries: [{ slug, quantity: 1 }] };
}

async function placeAsGuest(ctx: Ctx, changes: Parameters<typeof checkoutForm>[0] = {}) {
  const placed = await placeOrder(ctx, { ...checkoutForm(changes), session: null, owner: await guestCart(ctx) });
  if (!placed.ok) throw new Error(`not placed: ${placed.code}`);
  return placed.value;
}

async function signedIn(ctx: Ctx) {
  const account = await makeAccount(ctx);
  const session = sessionOf(account);
  const owner = { kind: "account", accountId: account.accountId } as const;
  const { slug } = await makeProduct(ctx);
  await addToCart(ctx, { product: slug, quantity: 1, owner });
  return { account, session, owner, form: checkoutForm({ orderingAs: account.number }) };
}

const customersWith = async (ctx: Ctx, email: string) =>
  (await ctx.db.execute(sql`select id from customers where email_key = ${email} order by created_at`)).length;

describe("who may buy", () => {
  test.each([
    ["force login is on", { "access.forceLogin": "true" }],
    ["guests may not buy", { "access.guestCheckout": "false" }],
  ])("T-F8: a guest's order is refused where %s, and nothing is stored", async (_, settings) => {
    const ctx = world.ctx({ settings });
    const form = checkoutForm();
    const refused = await placeOrder(ctx, { ...form, session: null, owner: await guestCart(ctx) });
    expect(refused).toMatchObject({ ok: false, code: "access.sign-in-first" });
    expect(await customersWith(ctx, form.email ?? "")).toBe(0);
  });

  test("T-F8: a signed-in customer buys under force login", async () => {
    const ctx = world.ctx({ settings: { "access.forceLogin": "true" } });
    const { session, owner, form } = await signedIn(ctx);
    expect(await placeOrder(ctx, { ...form, session, owner })).toMatchObject({ ok: true });
  });

  test("without customer accounts everybody buys as a guest", async () => {
    const ctx = world.ctx({ settings: { "access.customerAccounts": "false", "access.guestCheckout": "false" } });
    expect((await placeAsGuest(ctx)).number).toMatch(/^\d+$/);
  });

  test("a form made for a customer whose session ended orders nothing as a guest", async () => {
    const ctx = world.ctx();
    const { form, account } = await signedIn(ctx);
    const ended = await placeOrder(ctx, { ...form, orderingAs: account.number, session: null, owner: await guestCart(ctx) });
    expect(ended).toMatchObject({ ok: false, code: "access.sign-in-first" });
  });

  test("a form made for one person is never filed under another who signed in since", async () => {
    const ctx = world.ctx();
    const { session, owner, form } = await signedIn(ctx);
    for (const orderingAs of ["", "99999"]) {
      expect(await placeOrder(ctx, { ...form, orderingAs, session, owner })).toMatchObject({ code: "checkout.other-customer" });
    }
    expect(await listOrders(ctx, session)).toEqual([]);
  });
});

describe("one form, one order", () => {
  test("the same form posted twice answers the same order, and mails once", async () => {
    const ctx = world.ctx();
    const form = checkoutForm();
    const owner = await guestCart(ctx);
    const first = await placeOrder(ctx, { ...form, session: null, owner });
    const second = await placeOrder(ctx, { ...form, session: null, owner: guestWith() });
    expect(first).toMatchObject({ ok: true });
    expect(second).toEqual(first);
    expect(await queuedMails(ctx, form.email)).toHaveLength(1);
  });

  test("the same form posted five times at once makes one order, for guests and for customers", async () => {
    const ctx = world.ctx();
    const guest = { ...checkoutForm(), session: null, owner: await guestCart(ctx) };
    const customers = await Promise.all(Array.from({ length: 8 }, () => signedIn(ctx)));
    for (const input of [guest, ...customers.map(({ session, owner, form }) => ({ ...form, session, owner }))]) {
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => placeOrder(world.ctx(), input)));
      expect(new Set(answers.map((answer) => (answer.ok ? answer.value.number : answer.code))).size).toBe(1);
      expect(answers[0]).toMatchObject({ ok: true });
      const rows = await ctx.db.execute(sql`select 1 from orders where submission = ${input.submission}`);
      expect(rows).toHaveLength(1);
    }
  });

  test("two pages of one cart, sent at once, make one order; what is in the cart is ordered once", async () => {
    for (const { session, owner, form } of await Promise.all(Array.from({ length: 8 }, () => signedIn(world.ctx())))) {
      const pages = [form, { ...form, submission: checkoutForm().submission }];
      const answers = await Promise.all(pages.map((page) => placeOrder(world.ctx(), { ...page, session, owner })));
      expect(answers.map((answer) => answer.ok || answer.code).sort()).toEqual(["cart.empty", true]);
      expect(await listOrders(world.ctx(), session)).toHaveLength(1);
    }
  });

  test("the same form that finds the cart emptied by its twin answers the twin's order", async () => {
    const ctx = world.ctx();
    const { session, owner, form } = await signedIn(ctx);
    // Its place in the limits exists already, and is held: so it waits between looking for a twin and looking into the cart.
    const late = world.ctx();
    await placeOrder(late, { ...checkoutForm(), session: null, owner: await guestCart(late) });
    const [waiting, first] = await ctx.db.transaction(async (tx) => {
      await tx.execute(sql`select 1 from limits where key like 'checkout:address%' for update`);
      const second = await startAndWait(world, () => placeOrder(late, { ...form, session, owner }));
      return [second, await placeOrder(world.ctx(), { ...form, session, owner })] as const;
    });
    expect(first).toMatchObject({ ok: true });
    expect(await waiting.running).toEqual(first);
  });

  test("somebody else's submission is no way to see their order", async () => {
    const ctx = world.ctx();
    const form = checkoutForm();
    await placeOrder(ctx, { ...form, session: null, owner: await guestCart(ctx) });
    const stranger = checkoutForm({ submission: form.submission });
    expect(await placeOrder(ctx, { ...stranger, session: null, owner: await guestCart(ctx) })).toMatchObject({
      code: "form.out-of-date",
    });
    const { session, owner, form: theirs } = await signedIn(ctx);
    expect(await placeOrder(ctx, { ...theirs, submission: form.submission, session, owner })).toMatchObject({
      code: "form.out-of-date",
    });
  });
});

describe("what is bought", () => {
  test("products are priced as they are today, and nobody pays more than they saw", async () => {
    const ctx = world.ctx();
    const owner = await guestCart(ctx);
    await ctx.db.execute(sql`update products set price_cents = 1300 where slug = ${owner.entries[0]?.slug ?? ""}`);
    const form = checkoutForm();
    expect(await placeOrder(ctx, { ...form, session: null, owner })).toMatchObject({ ok: false, code: "cart.changed" });
    const placed = await placeOrder(ctx, { ...form, seenTotal: 1300, session: null, owner });
    if (!placed.ok) throw new Error(placed.code);
    expect((await storedOrder(ctx, placed.value.number)).totalCents).toBe(1300);
  });

  test("an empty cart and one with something no longer offered are not ordered", async () => {
    const ctx = world.ctx();
    const gone = await makeProduct(ctx, { isOffered: false });
    const refusals = [
      await placeOrder(ctx, { ...checkoutForm(), session: null, owner: guestWith() }),
      await placeOrder(ctx, { ...checkoutForm(), session: null, owner: guestWith({ slug: "forged", quantity: 1 }) }),
      await placeOrder(ctx, { ...checkoutForm(), session: null, owner: guestWith({ slug: gone.slug, quantity: 1 }) }),
    ];
    expect(refusals.map((refusal) => (refusal.ok ? "placed" : refusal.code))).toEqual([
      "cart.empty",
      "cart.empty",
      "cart.product-gone",
    ]);
  });

  test("a customer's cart is empty after the order", async () => {
    const ctx = world.ctx();
    const { session, owner, form } = await signedIn(ctx);
    await placeOrder(ctx, { ...form, session, owner });
    expect((await getCart(ctx, owner)).lines).toEqual([]);
  });
});

describe("whose order it is", () => {
  test("a guest becomes one customer, however often and in whatever spelling of the address", async () => {
    const ctx = world.ctx();
    const email = freshEmail("grete");
    const first = await placeAsGuest(ctx, { email });
    const second = await placeAsGuest(ctx, { email, firstName: "G." });
    expect(placeOrderInput.shape.email.parse(email.toUpperCase())).toBe(email);
    expect((await storedOrder(ctx, second.number)).customerId).toBe((await storedOrder(ctx, first.number)).customerId);
    expect(await customersWith(ctx, email)).toBe(1);
  });

  test("two guests with one address at once become one customer", async () => {
    const ctx = world.ctx();
    const email = freshEmail("twin");
    await Promise.all([placeAsGuest(ctx, { email }), placeAsGuest(ctx, { email })]);
    expect(await customersWith(ctx, email)).toBe(1);
  });

  test("of several customers with the address the one with the newest purchase gets it", async () => {
    const ctx = world.ctx();
    const email = freshEmail("family");
    const person = { firstName: "F", lastName: "F", email, emailKey: email, origin: "guest" } as const;
    const [older, newer] = [await insertCustomer(ctx.db, person), await insertCustomer(ctx.db, person)];
    await ctx.db.execute(sql`update customers set last_order_at = now() - interval '9 days' where id = ${older.id}`);
    await ctx.db.execute(sql`update customers set last_order_at = now() - interval '2 days' where id = ${newer.id}`);
    await insertCustomer(ctx.db, person);
    const { number } = await placeAsGuest(ctx, { email });
    expect((await storedOrder(ctx, number)).customerId).toBe(newer.id);
  });

  test("P-R7: a guest's order with an address that an account has proven appears there, marked why", async () => {
    const ctx = world.ctx();
    const account = await makeAccount(ctx);
    const { number } = await placeAsGuest(ctx, { email: account.email });
    const stored = await storedOrder(ctx, number);
    expect(stored).toMatchObject({ customerId: account.customerId, accountId: null });
    expect(stored.attachments).toMatchObject([{ customerId: account.customerId, reason: "proven-address" }]);
    expect(stored.attachments[0]?.fromCustomerId).not.toBe(account.customerId);
    expect(await listOrders(ctx, sessionOf(account))).toMatchObject([{ number, reason: "proven-address", isGuestOrder: true }]);
  });

  test("P-R7: an address that an account has not proven draws no orders", async () => {
    const ctx = world.ctx();
    const email = freshEmail("unproven");
    const { id: customerId } = await insertCustomer(ctx.db, {
      ...{ firstName: "N", lastName: "N", email, emailKey: email },
      origin: "staff",
    });
    const accountId = await insertAccount(ctx.db, { customerId, email, emailKey: email, language: "en", cameBy: "registration" });
    await ctx.db.execute(sql`update accounts set email_verified_at = null where id = ${accountId}`);
    const { number } = await placeAsGuest(ctx, { email });
    expect((await storedOrder(ctx, number)).customerId).not.toBe(customerId);
  });

  test("P-R7: earlier guest orders come along when the address is proven, those of others do not", async () => {
    const ctx = world.ctx();
    const email = freshEmail("later");
    const earlier = await placeAsGuest(ctx, { email });
    const other = await placeAsGuest(ctx);
    const account = await makeAccount(ctx, { email });
    await ctx.db.transaction((tx) => attachOrdersOfAddress({ ...ctx, db: tx }, { ...account, emailKey: email }));
    expect(await listOrders(ctx, sessionOf(account))).toMatchObject([{ number: earlier.number, reason: "proven-address" }]);
    expect((await storedOrder(ctx, other.number)).attachments).toEqual([]);
  });

  test("P-R7: a guest who orders while the address is being proven is not left behind", async () => {
    const ctx = world.ctx();
    for (let round = 0; round < 5; round++) {
      const email = freshEmail("race");
      const prove = ctx.db.transaction(async (tx) => {
        const account = await makeAccount({ ...ctx, db: tx }, { email });
        await attachOrdersOfAddress({ ...ctx, db: tx }, { ...account, emailKey: email });
        return account;
      });
      const [account, { number }] = await Promise.all([prove, placeAsGuest(ctx, { email })]);
      expect((await storedOrder(ctx, number)).customerId).toBe(account.customerId);
    }
  });

  test("a signed-in customer's order goes to the account's own address, whatever the form says", async () => {
    const ctx = world.ctx();
    const { account, session, owner, form } = await signedIn(ctx);
    const elsewhere = freshEmail("elsewhere");
    await placeOrder(ctx, { ...form, email: elsewhere, session, owner });
    expect(await queuedMails(ctx, elsewhere)).toEqual([]);
    expect(await queuedMails(ctx, account.email)).toHaveLength(1);
  });
});

describe("the confirmation", () => {
  test("T-M7: to an address that the buyer has not proven goes nothing that the buyer typed", async () => {
    const ctx = world.ctx();
    const form = checkoutForm({
      firstName: "Win money",
      lastName: "http://evil.example click",
      street: "http://evil.example/street",
    });
    await placeOrder(ctx, { ...form, session: null, owner: await guestCart(ctx) });
    const rows = await ctx.db.execute(sql`select to_name, facts from mails where to_email = ${form.email ?? ""}`);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toMatch(/evil|Win money/);
  });

  test("T-M7: nor to an account's mailbox when a stranger orders with its address", async () => {
    const ctx = world.ctx();
    const account = await makeAccount(ctx);
    await placeAsGuest(ctx, { email: account.email, firstName: "Win money" });
    expect(JSON.stringify(await queuedMails(ctx, account.email))).not.toContain("Win money");
  });

  test("it carries the signed link, in the language of the page, and a customer's own name", async () => {
    const ctx = world.ctx({ language: "es" });
    const { account, session, owner, form } = await signedIn(ctx);
    const placed = await placeOrder(ctx, { ...form, session, owner });
    if (!placed.ok) throw new Error(placed.code);
    const [mail] = await queuedMails(ctx, account.email);
    expect(mail).toMatchObject({ message: "order-confirmation", language: "es", facts: { name: "Ann Archer" } });
    expect(mail?.facts.total).toMatch(/^12,50\s€$/);
    expect(mail?.link).toBe(`https://shop.example/orders/${placed.value.number}?key=${placed.value.key}`);
  });

  test("T-C12: a mailbox gets at most twenty a day; the orders stand all the same", async () => {
    const ctx = world.ctx();
    const email = freshEmail("flooded");
    for (let order = 0; order < 21; order++) await placeAsGuest(ctx, { email });
    expect(await queuedMails(ctx, email)).toHaveLength(20);
  });
});

test("an address of the network places thirty orders an hour", async () => {
  const ctx = world.ctx();
  for (let order = 0; order < 30; order++) await placeAsGuest(ctx);
  const refused = await placeOrder(ctx, { ...checkoutForm(), session: null, owner: await guestCart(ctx) });
  expect(refused).toMatchObject({ ok: false, code: "limits.too-many" });
  expect(refused).toHaveProperty("retryAfterSeconds");
});

test("the audit log says who ordered what, with the address masked", async () => {
  const ctx = world.ctx();
  const form = checkoutForm();
  const placed = await placeOrder(ctx, { ...form, session: null, owner: await guestCart(ctx) });
  if (!placed.ok) throw new Error(placed.code);
  const { id } = await storedOrder(ctx, placed.value.number);
  const rows = await ctx.db.execute(sql`select action, actor_kind, outcome, detail from audit_log where target_id = ${id}`);
  expect(rows).toMatchObject([{ action: "order.placed", actor_kind: "visitor", outcome: "ok" }]);
  expect(JSON.stringify(rows)).not.toContain(form.email);
});

test.each([
  ["firstName", "", "field.required"],
  ["lastName", "x".repeat(65), "field.too-long"],
  ["lastName", "a\0b", "field.odd-characters"],
  ["firstName", "\u202Egpj.exe", "field.odd-characters"],
  ["email", "nobody", "email.invalid"],
  ["email", "a@example.com\r\nBcc: v@example.com", "field.odd-characters"],
  ["street", " \t ", "field.required"],
  ["postcode", "---", "postcode.invalid"],
  ["postcode", "1".repeat(17), "field.too-long"],
  ["country", "XX", "country.invalid"],
  ["country", "__proto__", "country.invalid"],
  ["submission", "short", "form.out-of-date"],
  ["seenTotal", "-1", "form.out-of-date"],
])("the checkout form refuses %s %j as %s", (field, value, code) => {
  const good = { ...checkoutForm(), seenTotal: "1250" };
  expect(placeOrderInput.safeParse(good).success).toBe(true);
  const parsed = placeOrderInput.safeParse({ ...good, [field]: value });
  expect(parsed.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([[field, code]]);
});
