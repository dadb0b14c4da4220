import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { findVisibleOrder } from "@/core/orders/find-visible-order";
import { getCheckoutStart } from "@/core/orders/get-checkout-start";
import { listCompanyOrders } from "@/core/orders/list-company-orders";
import { listOrders } from "@/core/orders/list-orders";
import { pickCompanyAddress } from "@/core/orders/pick-company-address";
import { placeOrder } from "@/core/orders/place-order";
import type { Session } from "@/core/sessions/find-session";
import { addToCart } from "@/core/shop/add-to-cart";
import { eraseOrdersOf } from "@/db/queries/erasure";
import { listExportedOrders } from "@/db/queries/export";
import { listOrdersForExport } from "@/db/queries/exports";
import { companies, companyAddresses, companyPeople } from "@/db/schema/companies";
import { cartLines, orders } from "@/db/schema/shop";
import { makeWorld, type World } from "@/tests/support/context";
import { type MadeAccount, makeAccount } from "@/tests/support/make";
import { makeCompany } from "@/tests/support/make-company";
import { checkoutForm, makeProduct, sessionOf } from "@/tests/support/make-shop";
import { queuedMails } from "@/tests/support/queued-mail";
import { rendered } from "@/tests/support/rendered-mail";

let world: World;
let ctx: Ctx;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
});
afterAll(() => world.end());

async function orderFor(account: MadeAccount, company: string, changes: Parameters<typeof checkoutForm>[0] = {}) {
  const owner = { kind: "account", accountId: account.accountId } as const;
  const { slug } = await makeProduct(ctx);
  await ctx.db.delete(cartLines).where(eq(cartLines.accountId, account.accountId));
  await addToCart(ctx, { product: slug, quantity: 1, owner });
  const form = checkoutForm({ orderingAs: account.number, orderFor: company, ...changes });
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

const entry = { label: "Dock", name: "Acme Goods in", street: "1 Quay", postcode: "12345", city: "Port", country: "ES" };

async function addAddress(companyId: string, changes: Partial<typeof entry> = {}): Promise<string> {
  const [made] = await ctx.db
    .insert(companyAddresses)
    .values({ companyId, ...entry, ...changes })
    .returning({ id: companyAddresses.id });
  if (!made) throw new Error("no address was made");
  return made.id;
}

test("T-A2: the checkout offers the own company's address book, and fills in no address of another one", async () => {
  const [mine, other] = [await makeThree(), await makeThree()];
  const [own, foreign] = [await addAddress(mine.companyId), await addAddress(other.companyId, { street: "9 Elsewhere" })];
  expect(await getCheckoutStart(ctx, sessionOf(mine.buyer))).toMatchObject({
    company: { id: mine.companyId, name: "Acme Ltd", addresses: [{ id: own, ...entry }] },
  });
  expect((await getCheckoutStart(ctx, sessionOf(mine.reader))).company).toBeNull();
  expect(await getCheckoutStart(ctx, null)).toEqual({ known: {}, company: null });
  const { label, name: recipient, ...where } = entry;
  expect(await pickCompanyAddress(ctx, { address: own, session: sessionOf(mine.buyer) })).toEqual({
    ok: true,
    value: { label, fields: { recipient, ...where, orderFor: mine.companyId } },
  });
  const pick = async (address: string, session: Session | null) => {
    const picked = await pickCompanyAddress(ctx, { address, session });
    return picked.ok ? null : picked.code;
  };
  expect(await pick(foreign, sessionOf(mine.buyer))).toBe("company.address-gone");
  expect(await pick(own, sessionOf(mine.reader))).toBe("company.not-permitted");
  expect(await pick(own, null)).toBe("company.not-permitted");
});

test("P-O2: an order for the company says which company and which recipient: on its page, to staff, in a download and in its mail", async () => {
  const { companyId, buyer } = await makeThree();
  const session = sessionOf(buyer);
  const placed = await orderFor(buyer, companyId, { recipient: entry.name });
  if (!placed.ok) throw new Error(placed.code);
  const { number } = placed.value;
  const said = { companyName: "Acme Ltd", recipient: "Acme Goods in", name: "Grete Gast" };
  expect(await findVisibleOrder(ctx, { number, session, key: undefined })).toMatchObject(said);
  expect(await listOrders(ctx, session)).toMatchObject([{ companyName: "Acme Ltd", deliveredTo: "Acme Goods in" }]);
  expect((await listCompanyOrders(ctx, session))?.orders).toMatchObject([{ deliveredTo: "Acme Goods in" }]);
  const file = { company: "Acme Ltd", recipient: "Acme Goods in" };
  expect(await listOrdersForExport(ctx.db, [buyer.customerId])).toMatchObject([file]);
  expect(await listExportedOrders(ctx.db, buyer.customerId, null, 9)).toMatchObject([file]);
  const [mail] = await queuedMails(ctx, buyer.email);
  expect(mail?.facts).toMatchObject({ company: "Acme Ltd" });
  const { html, text } = await rendered("order-confirmation", { facts: mail?.facts ?? {} });
  for (const part of [html.replaceAll("<!-- -->", ""), text]) {
    expect(part).toContain("Ordered for: Acme Ltd");
    expect(part).toContain("It goes to: Acme Goods in, Lindenstraße 5, 10969 Berlin, Germany");
  }
});

test("P-O2: an order of one's own names no company, in its mail either", async () => {
  const { buyer } = await makeThree();
  const placed = await orderFor(buyer, "");
  if (!placed.ok) throw new Error(placed.code);
  const asked = { number: placed.value.number, session: sessionOf(buyer), key: undefined };
  expect(await findVisibleOrder(ctx, asked)).toMatchObject({ companyName: null, recipient: null });
  const [mail] = await queuedMails(ctx, buyer.email);
  expect(mail?.facts).not.toHaveProperty("company");
});

test("T-V14: who takes in a parcel is forgotten with the person who ordered it", async () => {
  const { companyId, buyer } = await makeThree();
  expect(await orderFor(buyer, companyId, { recipient: "Casa Ann" })).toMatchObject({ ok: true });
  await eraseOrdersOf(ctx.db, [buyer.customerId], true);
  const rows = await ctx.db.select().from(orders).where(eq(orders.customerId, buyer.customerId));
  expect(rows).toMatchObject([{ recipient: null }]);
});
