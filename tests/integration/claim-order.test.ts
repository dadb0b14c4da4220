import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { attachOrdersOfAddress } from "@/core/orders/attach-orders";
import { claimOrder } from "@/core/orders/claim-order";
import { findVisibleOrder } from "@/core/orders/find-visible-order";
import { listOrders } from "@/core/orders/list-orders";
import { placeOrder } from "@/core/orders/place-order";
import { newToken } from "@/core/security/token";
import { makeWorld, type World } from "@/tests/support/context";
import { freshEmail, makeAccount } from "@/tests/support/make";
import { checkoutForm, guestWith, makeProduct, sessionOf, storedOrder, undoAttachment } from "@/tests/support/make-shop";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

async function guestOrder(ctx: Ctx, changes: Parameters<typeof checkoutForm>[0] = {}) {
  const { slug } = await makeProduct(ctx);
  const form = checkoutForm({ postcode: "SW1A 1AA", country: "GB", ...changes });
  const placed = await placeOrder(ctx, { ...form, session: null, owner: guestWith({ slug, quantity: 1 }) });
  if (!placed.ok) throw new Error(placed.code);
  return { ...placed.value, email: form.email ?? "" };
}

async function customer(ctx: Ctx) {
  const account = await makeAccount(ctx);
  return { account, session: sessionOf(account) };
}

const NO_MATCH = { ok: false, code: "claim.no-match" };

test.each([
  ["as printed", "SW1A 1AA", (number: string) => number],
  ["in lower case, without the space", "sw1a1aa", (number: string) => ` #${number} `],
  ["in full width", "ＳＷ１Ａ １ＡＡ", (number: string) => number],
])("P-R7: an order placed with another address is claimed with number and postcode, %s", async (_, postcode, typed) => {
  const ctx = world.ctx();
  const { number } = await guestOrder(ctx);
  const { account, session } = await customer(ctx);
  expect(await claimOrder(ctx, { session, orderNumber: typed(number), postcode })).toEqual({ ok: true, value: { number } });
  expect(await listOrders(ctx, session)).toMatchObject([{ number, reason: "claim", isGuestOrder: true }]);
  const stored = await storedOrder(ctx, number);
  expect(stored.attachments).toMatchObject([{ customerId: account.customerId, reason: "claim" }]);
  const rows = await ctx.db.execute(
    sql`select outcome from audit_log where target_id = ${stored.id} and action = 'order.claimed'`,
  );
  expect(rows).toMatchObject([{ outcome: "ok" }]);
  const [orderedLast] = await ctx.db.execute(
    sql`select c.last_order_at = o.placed_at as mine,
      (select f.last_order_at from customers f join order_attachments a on a.from_customer_id = f.id where a.order_id = o.id) as theirs
      from orders o join customers c on c.id = o.customer_id where o.id = ${stored.id}`,
  );
  expect(orderedLast, "who has no order any more ordered never").toEqual({ mine: true, theirs: null });
});

test("P-R7: claiming again what is one's own is fine and changes nothing", async () => {
  const ctx = world.ctx();
  const { number } = await guestOrder(ctx);
  const { session } = await customer(ctx);
  const claim = { session, orderNumber: number, postcode: "SW1A1AA" };
  expect(await claimOrder(ctx, claim)).toMatchObject({ ok: true });
  expect(await claimOrder(ctx, claim)).toMatchObject({ ok: true });
  expect((await storedOrder(ctx, number)).attachments).toHaveLength(1);
});

test("P-R7: unknown number, wrong postcode, another account's order, an undone one: one answer, nothing moved", async () => {
  const ctx = world.ctx();
  const other = await customer(ctx);
  const [open, claimed, undone] = [await guestOrder(ctx), await guestOrder(ctx), await guestOrder(ctx)];
  const filed = await guestOrder(ctx, { email: other.account.email });
  await claimOrder(ctx, { session: other.session, orderNumber: claimed.number, postcode: "SW1A1AA" });
  const { account, session } = await customer(ctx);
  await claimOrder(world.ctx(), { session, orderNumber: undone.number, postcode: "SW1A1AA" });
  await undoAttachment(ctx, (await storedOrder(ctx, undone.number)).id);

  const attempts = [
    { orderNumber: "999999999", postcode: "SW1A1AA" },
    { orderNumber: open.number, postcode: "SW1A1AB" },
    { orderNumber: claimed.number, postcode: "SW1A1AA" },
    { orderNumber: filed.number, postcode: "SW1A1AA" },
    { orderNumber: undone.number, postcode: "SW1A1AA" },
    { orderNumber: open.number, postcode: "--" },
  ];
  const answers = [];
  for (const [index, attempt] of attempts.entries()) {
    // The account's own limit is not what is asked for here.
    if (index % 2 === 0) await ctx.db.execute(sql`delete from limits where key like 'claim:account%'`);
    answers.push(await claimOrder(world.ctx(), { session, ...attempt }));
  }
  for (const answer of answers) {
    expect({ ...answer, supportCode: "" }).toEqual({
      ...NO_MATCH,
      problems: [{ code: "claim.no-match" }],
      supportCode: "",
    });
  }
  expect(await listOrders(ctx, session)).toEqual([]);
  expect((await storedOrder(ctx, open.number)).customerId).not.toBe(account.customerId);
});

test("P-R7: an order that a customer placed when signed in is never claimed by another", async () => {
  const ctx = world.ctx();
  const { account, session } = await customer(ctx);
  const { slug } = await makeProduct(ctx);
  const form = checkoutForm({ orderingAs: account.number });
  const placed = await placeOrder(ctx, { ...form, session, owner: guestWith({ slug, quantity: 1 }) });
  if (!placed.ok) throw new Error(placed.code);
  const thief = await customer(ctx);
  const attempt = { session: thief.session, orderNumber: placed.value.number, postcode: form.postcode };
  expect(await claimOrder(ctx, attempt)).toMatchObject(NO_MATCH);
  // Not even if it came to lie with somebody who has no account.
  const guest = await storedOrder(ctx, (await guestOrder(ctx)).number);
  await ctx.db.execute(sql`update orders set customer_id = ${guest.customerId} where number = ${placed.value.number}`);
  expect(await claimOrder(ctx, attempt)).toMatchObject(NO_MATCH);
});

test("P-R7: two customers who claim one order at once: one gets it", async () => {
  const ctx = world.ctx();
  for (let round = 0; round < 8; round++) {
    const { number } = await guestOrder(ctx);
    const both = [await customer(ctx), await customer(ctx)];
    const answers = await Promise.all(
      both.map(({ session }) => claimOrder(world.ctx(), { session, orderNumber: number, postcode: "SW1A1AA" })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await storedOrder(ctx, number)).attachments).toHaveLength(1);
  }
});

test("P-R7: what an agent took out does not come back by proving the address", async () => {
  const ctx = world.ctx();
  const email = freshEmail("undone");
  const { number } = await guestOrder(ctx, { email });
  const account = await makeAccount(ctx, { email });
  const prove = () => ctx.db.transaction((tx) => attachOrdersOfAddress({ ...ctx, db: tx }, { ...account, emailKey: email }));
  expect(await prove()).toBe(1);
  await undoAttachment(ctx, (await storedOrder(ctx, number)).id);
  expect(await prove()).toBe(0);
  expect(await listOrders(ctx, sessionOf(account))).toEqual([]);
});

test("P-R7: five claims an hour per account and ten per address of the network, right ones too", async () => {
  const { session } = await customer(world.ctx());
  const wrong = { session, orderNumber: "1", postcode: "1" };
  for (let claim = 0; claim < 5; claim++) expect(await claimOrder(world.ctx(), wrong)).toMatchObject(NO_MATCH);
  const { number } = await guestOrder(world.ctx());
  expect(await claimOrder(world.ctx(), { session, orderNumber: number, postcode: "SW1A1AA" })).toMatchObject({
    ok: false,
    code: "limits.too-many",
  });
  const oneAddress = world.ctx();
  for (let claim = 0; claim < 10; claim++) {
    expect(await claimOrder(oneAddress, { ...wrong, session: (await customer(oneAddress)).session })).toMatchObject(NO_MATCH);
  }
  expect(await claimOrder(oneAddress, { ...wrong, session: (await customer(oneAddress)).session })).toMatchObject({
    code: "limits.too-many",
  });
});

test("P-R7, T-S3: one order is tried ten times a day, whoever tries; nobody learns that it is closed for today", async () => {
  const { number } = await guestOrder(world.ctx());
  const claim = async (orderNumber: string, postcode: string) =>
    claimOrder(world.ctx(), { session: (await customer(world.ctx())).session, orderNumber, postcode });
  for (let tries = 0; tries < 10; tries++) expect(await claim(number, `SW1A ${tries}`)).toMatchObject(NO_MATCH);
  expect(await claim(` #${number}`, "SW1A 1AA")).toMatchObject(NO_MATCH);
  const { number: another } = await guestOrder(world.ctx());
  expect(await claim(another, "SW1A 1AA")).toMatchObject({ ok: true });
  await world.ctx().db.execute(sql`delete from limits where key like 'claim:order%'`);
  expect(await claim(number, "SW1A 1AA")).toMatchObject({ ok: true });
});

test("the order page opens for its customer and for its key, never by number alone", async () => {
  const ctx = world.ctx();
  const { number, key } = await guestOrder(ctx);
  const other = await guestOrder(ctx);
  const { account, session } = await customer(ctx);
  const see = (asking: { session?: typeof session; key?: unknown; number?: string }) =>
    findVisibleOrder(ctx, { number, session: null, key: undefined, ...asking });

  expect(await see({ key })).toMatchObject({ number, name: "Grete Gast" });
  const refused = [
    await see({}),
    await see({ session }),
    await see({ key: other.key }),
    await see({ key: `${key.slice(0, -1)}${key.endsWith("A") ? "E" : "A"}` }),
    await see({ key: `${key}A` }),
    await see({ key: [key, key] }),
    await see({ key: "" }),
    await see({ key: newToken(), session }),
    await see({ number: "999999999", key }),
    await see({ number: `${number}\0`, key }),
    await see({ number: `${number}' or '1'='1`, key }),
  ];
  expect(refused).toEqual(refused.map(() => null));

  await claimOrder(ctx, { session, orderNumber: number, postcode: "SW1A1AA" });
  expect(await see({ session: sessionOf(account) })).toMatchObject({ number });
  expect(Object.keys((await see({ key })) ?? {})).not.toEqual(expect.arrayContaining(["id", "accountId", "submission"]));
});

test("an order's key outlives the rotation of secrets as long as the old one is listed", async () => {
  const old = "the old secret of the tests, long enough for anything";
  const { number, key } = await guestOrder(world.ctx({ secret: old }));
  const see = (secret: string) => findVisibleOrder(world.ctx({ secret }), { number, session: null, key });
  expect(await see(old)).not.toBeNull();
  expect(await see("another secret of the tests, long enough for anything")).toBeNull();
});
