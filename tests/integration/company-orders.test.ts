import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { findVisibleOrder } from "@/core/orders/find-visible-order";
import { getCheckoutStart } from "@/core/orders/get-checkout-start";
import { listCompanyOrders } from "@/core/orders/list-company-orders";
import { listOrders } from "@/core/orders/list-orders";
import { placeOrder } from "@/core/orders/place-order";
import { addToCart } from "@/core/shop/add-to-cart";
import { companies, companyAddresses, companyPeople } from "@/db/schema/companies";
import { cartLines, orders } from "@/db/schema/shop";
import { makeWorld, type World } from "@/tests/support/context";
import { type MadeAccount, makeAccount } from "@/tests/support/make";
import { makeCompany } from "@/tests/support/make-company";
import { checkoutForm, makeProduct, sessionOf } from "@/tests/support/make-shop";

let world: World;
let ctx: Ctx;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
});
afterAll(() => world.end());

async function orderFor(account: MadeAccount, company: string) {
  const owner = { kind: "account", accountId: account.accountId } as const;
  const { slug } = await makeProduct(ctx);
  await ctx.db.delete(cartLines).where(eq(cartLines.accountId, account.accountId));
  await addToCart(ctx, { product: slug, quantity: 1, owner });
  const form = checkoutForm({ orderingAs: account.number, orderFor: company });
  return placeOrder(ctx, { ...form, session: sessionOf(account), owner });
}

async function makeThree() {
  const { companyId, people } = await makeCompany(ctx, { name: "Acme Ltd", types: ["Administrator", "Buyer", "Reader"] });
  const [boss, buyer, reader] = people;
  if (!boss || !buyer || !reader) throw new Error("somebody is missing");
  return { companyId, boss, buyer, reader };
}

test("P-O2: who may order for the company does, and the order is its own and the person's", async () => {
  const { companyId, buyer } = await makeThree();
  const placed = await orderFor(buyer, companyId);
  if (!placed.ok) throw new Error(placed.code);
  const [row] = await ctx.db.select().from(orders).where(eq(orders.number, placed.value.number));
  expect(row).toMatchObject({ companyId, customerId: buyer.customerId });
  expect(await listOrders(ctx, sessionOf(buyer))).toMatchObject([{ companyName: "Acme Ltd" }]);
});

test("P-O2: without the permission nobody orders for the company; for themselves they do", async () => {
  const { companyId, reader } = await makeThree();
  expect(await orderFor(reader, companyId)).toMatchObject({ ok: false, code: "company.not-permitted" });
  expect(await listOrders(ctx, sessionOf(reader))).toEqual([]);
  expect(await orderFor(reader, "")).toMatchObject({ ok: true });
  expect(await listCompanyOrders(ctx, sessionOf(reader))).toMatchObject({ orders: [] });
});

test("T-A2: nobody orders in the name of another company, whatever the form says", async () => {
  const [mine, other] = [await makeThree(), await makeThree()];
  for (const company of [other.companyId, "no id", "00000000-0000-4000-8000-000000000000"])
    expect([company, await orderFor(mine.boss, company)]).toMatchObject([company, { ok: false, code: "company.not-permitted" }]);
  const alone = await makeAccount(ctx);
  expect(await orderFor(alone, mine.companyId)).toMatchObject({ ok: false, code: "company.not-permitted" });
});

test("P-O2: who was deactivated in the company, or whose company is shut, orders and sees nothing of it", async () => {
  const { companyId, boss, buyer, reader } = await makeThree();
  const placed = await orderFor(boss, companyId);
  if (!placed.ok) throw new Error(placed.code);
  const { number } = placed.value;
  const sees = async () => (await findVisibleOrder(ctx, { number, session: sessionOf(reader), key: undefined })) !== null;
  expect(await sees()).toBe(true);
  await ctx.db.update(companyPeople).set({ deactivatedAt: new Date() }).where(eq(companyPeople.customerId, reader.customerId));
  expect(await sees()).toBe(false);
  await ctx.db.update(companyPeople).set({ deactivatedAt: null }).where(eq(companyPeople.customerId, reader.customerId));
  await ctx.db.update(companies).set({ deactivatedAt: new Date() }).where(eq(companies.id, companyId));
  expect(await sees()).toBe(false);
  expect(await listCompanyOrders(ctx, sessionOf(reader))).toBeNull();
  expect(await orderFor(buyer, companyId)).toMatchObject({ ok: false, code: "company.not-permitted" });
});

test("P-O2, T-A2: the company's orders are seen by those who may, and by nobody else", async () => {
  const { companyId, boss, buyer, reader } = await makeThree();
  const placed = await orderFor(boss, companyId);
  const own = await orderFor(boss, "");
  if (!placed.ok || !own.ok) throw new Error("not placed");
  const { number } = placed.value;
  for (const colleague of [buyer, reader]) {
    expect(await listCompanyOrders(ctx, sessionOf(colleague))).toMatchObject({ companyName: "Acme Ltd", orders: [{ number }] });
    expect(await findVisibleOrder(ctx, { number, session: sessionOf(colleague), key: undefined })).toMatchObject({ number });
    const private_ = await findVisibleOrder(ctx, { number: own.value.number, session: sessionOf(colleague), key: undefined });
    expect(private_, "an order that the boss placed for himself").toBeNull();
  }
  const blind = await makeCompany(ctx, { types: ["Administrator"] });
  const outsider = blind.people[0];
  if (!outsider) throw new Error("nobody");
  expect(await findVisibleOrder(ctx, { number, session: sessionOf(outsider), key: undefined })).toBeNull();
  expect(await listCompanyOrders(ctx, sessionOf(outsider))).toMatchObject({ orders: [] });
  const type = await ctx.db.execute<{ id: string }>(
    "insert into user_types (name, permissions) values ('Blind', '{orders.place}') returning id",
  );
  await ctx.db
    .update(companyPeople)
    .set({ userTypeId: type[0]?.id ?? "" })
    .where(eq(companyPeople.customerId, reader.customerId));
  expect(await findVisibleOrder(ctx, { number, session: sessionOf(reader), key: undefined })).toBeNull();
  expect(await listCompanyOrders(ctx, sessionOf(reader))).toBeNull();
});

test("T-A2: the checkout offers the own company's address book, and fills in no address of another one", async () => {
  const [mine, other] = [await makeThree(), await makeThree()];
  const entry = { label: "Dock", name: "Acme", street: "1 Quay", postcode: "12345", city: "Port", country: "ES" };
  const made = await ctx.db
    .insert(companyAddresses)
    .values([
      { companyId: mine.companyId, ...entry },
      { companyId: other.companyId, ...entry, street: "9 Elsewhere" },
    ])
    .returning({ id: companyAddresses.id });
  const [own, foreign] = made.map(({ id }) => id);
  const start = await getCheckoutStart(ctx, sessionOf(mine.buyer), own);
  expect(start).toMatchObject({
    known: { street: "1 Quay", country: "ES" },
    company: { id: mine.companyId, addresses: [{ id: own, label: "Dock" }] },
    chosen: own,
  });
  expect(await getCheckoutStart(ctx, sessionOf(mine.buyer), foreign)).toMatchObject({
    chosen: null,
    known: { street: undefined },
  });
  expect((await getCheckoutStart(ctx, sessionOf(mine.reader), own)).company).toBeNull();
  expect(await getCheckoutStart(ctx, null, own)).toEqual({ known: {}, company: null, chosen: null });
});
