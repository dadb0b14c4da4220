import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addToCart } from "@/core/shop/add-to-cart";
import { type CartOwner, countCartOf, getCart, MOST_OF_ONE } from "@/core/shop/cart";
import { changeCart } from "@/core/shop/change-cart";
import { mergeCart } from "@/core/shop/merge-cart";
import { raiseCartLine } from "@/db/queries/carts";
import { makeWorld, type World } from "@/tests/support/context";
import { makeAccount } from "@/tests/support/make";
import { guestWith, makeProduct } from "@/tests/support/make-shop";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

async function accountCart(): Promise<{ owner: CartOwner; accountId: string }> {
  const { accountId } = await makeAccount(world.ctx());
  return { owner: { kind: "account", accountId }, accountId };
}

const quantities = async (owner: CartOwner) =>
  (await getCart(world.ctx(), owner)).lines.map(({ product, quantity }) => [product.slug, quantity]);

test("an account's cart adds up, counts two clicks at once, and takes no more than 99 of one thing: then nothing is added", async () => {
  const ctx = world.ctx();
  const { owner } = await accountCart();
  const { slug } = await makeProduct(ctx);
  await Promise.all([1, 2, 3].map((quantity) => addToCart(ctx, { product: slug, quantity, owner })));
  expect(await quantities(owner)).toEqual([[slug, 6]]);
  const refused = await addToCart(ctx, { product: slug, quantity: 94, owner });
  expect(refused).toMatchObject({ ok: false, problems: [{ code: "quantity.too-many", field: "quantity" }] });
  expect(await quantities(owner)).toEqual([[slug, 6]]);
  await addToCart(ctx, { product: slug, quantity: 93, owner });
  expect(await quantities(owner)).toEqual([[slug, 99]]);
  expect(await countCartOf(ctx, owner)).toBe(99);
});

test("the table of carts refuses what no cart may hold", async () => {
  const ctx = world.ctx();
  const { accountId } = await accountCart();
  const { id: productId } = await makeProduct(ctx);
  const add = (quantity: number) => raiseCartLine(ctx.db, { accountId, productId, quantity });
  await add(MOST_OF_ONE);
  for (const quantity of [0, MOST_OF_ONE + 1]) await expect(add(quantity)).rejects.toThrow();
});

test("a guest's cart does the same, and goes back to the browser", async () => {
  const ctx = world.ctx();
  const { slug } = await makeProduct(ctx);
  const first = await addToCart(ctx, { product: slug, quantity: 2, owner: guestWith() });
  expect(first).toEqual({ ok: true, value: { keep: [{ slug, quantity: 2 }] } });
  const more = (quantity: number) => addToCart(ctx, { product: slug, quantity, owner: guestWith({ slug, quantity: 2 }) });
  expect(await more(97)).toEqual({ ok: true, value: { keep: [{ slug, quantity: 99 }] } });
  expect(await more(98)).toMatchObject({ ok: false, problems: [{ code: "quantity.too-many", field: "quantity" }] });
});

test("what is not offered, or never was, does not get into a cart", async () => {
  const ctx = world.ctx();
  const { owner } = await accountCart();
  const { slug } = await makeProduct(ctx, { isOffered: false });
  for (const product of [slug, "never-was"]) {
    for (const whose of [owner, guestWith()]) {
      expect(await addToCart(ctx, { product, quantity: 1, owner: whose })).toMatchObject({ ok: false, code: "product.gone" });
    }
  }
  expect(await quantities(owner)).toEqual([]);
});

test("a cart of 50 different things takes no other, but more of the same", async () => {
  const ctx = world.ctx();
  const { owner, accountId } = await accountCart();
  const first = await makeProduct(ctx);
  await addToCart(ctx, { product: first.slug, quantity: 1, owner });
  for (let more = 0; more < 49; more++) await addToCart(ctx, { product: (await makeProduct(ctx)).slug, quantity: 1, owner });
  const other = await makeProduct(ctx);
  expect(await addToCart(ctx, { product: other.slug, quantity: 1, owner })).toMatchObject({ ok: false, code: "cart.full" });
  expect(await addToCart(ctx, { product: first.slug, quantity: 1, owner })).toMatchObject({ ok: true });
  await mergeCart(ctx, accountId, [
    { slug: other.slug, quantity: 1 },
    { slug: first.slug, quantity: 5 },
  ]);
  const lines = await quantities(owner);
  expect(lines).toHaveLength(50);
  expect(lines).toContainEqual([first.slug, 5]);
});

test("a line is changed and taken out; one that another tab took out already is no failure", async () => {
  const ctx = world.ctx();
  const { owner } = await accountCart();
  const { slug } = await makeProduct(ctx);
  await addToCart(ctx, { product: slug, quantity: 1, owner });
  await changeCart(ctx, { product: slug, quantity: 7, owner });
  expect(await quantities(owner)).toEqual([[slug, 7]]);
  await changeCart(ctx, { product: slug, quantity: "none", owner });
  expect(await quantities(owner)).toEqual([]);
  expect(await changeCart(ctx, { product: slug, quantity: 3, owner })).toMatchObject({ ok: true });
  expect(await quantities(owner)).toEqual([]);
});

test("one customer's changes never reach another's cart", async () => {
  const ctx = world.ctx();
  const [mine, yours] = [await accountCart(), await accountCart()];
  const { slug } = await makeProduct(ctx);
  await addToCart(ctx, { product: slug, quantity: 2, owner: mine.owner });
  await addToCart(ctx, { product: slug, quantity: 2, owner: yours.owner });
  await changeCart(ctx, { product: slug, quantity: 9, owner: mine.owner });
  await changeCart(ctx, { product: slug, quantity: "none", owner: mine.owner });
  expect(await quantities(yours.owner)).toEqual([[slug, 2]]);
});

test("merging takes the larger quantity, merges twice without harm, and drops what no product is", async () => {
  const ctx = world.ctx();
  const { owner, accountId } = await accountCart();
  const [both, guestOnly] = [await makeProduct(ctx), await makeProduct(ctx)];
  await addToCart(ctx, { product: both.slug, quantity: 3, owner });
  const guest = [
    { slug: both.slug, quantity: 2 },
    { slug: guestOnly.slug, quantity: 4 },
    { slug: "forged", quantity: 1 },
  ];
  await mergeCart(ctx, accountId, guest);
  await mergeCart(ctx, accountId, guest);
  expect(Object.fromEntries(await quantities(owner))).toEqual({ [both.slug]: 3, [guestOnly.slug]: 4 });
});

test("what is no longer offered stays in sight and counts for nothing", async () => {
  const ctx = world.ctx();
  const { owner } = await accountCart();
  const [gone, stays] = [await makeProduct(ctx, { priceCents: 9999 }), await makeProduct(ctx, { priceCents: 500 })];
  for (const { slug } of [gone, stays]) await addToCart(ctx, { product: slug, quantity: 2, owner });
  await ctx.db.execute(sql`update products set is_offered = false where slug = ${gone.slug}`);
  const carts = [
    await getCart(ctx, owner),
    await getCart(ctx, guestWith({ slug: gone.slug, quantity: 2 }, { slug: stays.slug, quantity: 2 })),
  ];
  for (const cart of carts) {
    expect(cart).toMatchObject({ totalCents: 1000, hasGone: true });
    expect(cart.lines.find(({ product }) => product.slug === gone.slug)).toMatchObject({ isOffered: false, amountCents: 0 });
  }
});

test("a cart is shown in the visitor's language, at today's price", async () => {
  const ctx = world.ctx();
  const { slug } = await makeProduct(ctx, { name: "Sieve" });
  await ctx.db.execute(sql`update products set price_cents = 777 where slug = ${slug}`);
  const cart = await getCart(world.ctx({ language: "es" }), guestWith({ slug, quantity: 2 }, { slug: "forged", quantity: 1 }));
  expect(cart.lines.map(({ product }) => product.name)).toEqual(["Sieve (es)"]);
  expect(cart.totalCents).toBe(1554);
});
