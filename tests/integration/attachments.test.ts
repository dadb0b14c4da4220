import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { openCustomer } from "@/core/customers/open-customer";
import { attachOrderByStaff } from "@/core/orders/attach-order-by-staff";
import { attachOrdersOfAddress } from "@/core/orders/attach-orders";
import { claimOrder } from "@/core/orders/claim-order";
import { placeOrder } from "@/core/orders/place-order";
import { undoAttachment } from "@/core/orders/undo-attachment";
import { permissionsOf } from "@/core/staff/permissions";
import { makeWorld, type World } from "@/tests/support/context";
import { freshOperator, makeAccount, makeStaff } from "@/tests/support/make";
import { checkoutForm, guestWith, makeProduct, sessionOf, storedOrder } from "@/tests/support/make-shop";
import { makeGuest, merge, undo } from "@/tests/support/merge";

let world: World;
let ctx: Ctx;
let staffId: string;
let slug: string;

beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  staffId = (await makeStaff(ctx, { role: "agent" })).staffId;
  slug = (await makeProduct(ctx)).slug;
});
afterAll(() => world.end());

const agent = permissionsOf({ role: "agent", withheld: [] });
const order = async (email: string) => {
  const placed = await placeOrder(world.ctx(), {
    ...checkoutForm({ email }),
    session: null,
    owner: guestWith({ slug, quantity: 1 }),
  });
  if (!placed.ok) throw new Error(placed.code);
  return { ...(await storedOrder(ctx, placed.value.number)), number: placed.value.number };
};
const at = async (orderId: string) => {
  const [row] = await ctx.db.execute<{ customer_id: string }>(sql`select customer_id from orders where id = ${orderId}`);
  return row?.customer_id;
};
const listed = async (number: string) => (await openCustomer(ctx, number, agent))?.attachments ?? [];
const attachmentOf = async (number: string) => (await listed(number))[0]?.id ?? "";
const attach = (number: string, orderNumber: string, by = staffId) =>
  attachOrderByStaff(ctx, { number, orderNumber, staffId: by });
const logOf = async (orderId: string) => {
  const rows = await ctx.db.execute<{ action: string; actor_id: string | null }>(
    sql`select action, actor_id from audit_log where target_id = ${orderId} and actor_kind = 'staff' order by id`,
  );
  return rows.map(({ action }) => action);
};

describe("orders that were attached", () => {
  test("P-R7: are listed with why, when and by whom, and an agent takes one away, once however often it is pressed", async () => {
    const account = await makeAccount(ctx);
    const placed = await order(account.email);
    expect(await listed(account.number)).toMatchObject([
      { number: placed.number, reason: "proven-address", by: null, undoneAt: null, isHere: true },
    ]);
    const asked = { attachment: await attachmentOf(account.number), staffId };
    const pressed = await Promise.all(Array.from({ length: 5 }, () => undoAttachment(ctx, asked)));
    expect(pressed.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
    expect(await at(placed.id)).toBe(placed.attachments[0]?.fromCustomerId);
    expect(await listed(account.number)).toMatchObject([{ undoneBy: "Sam Staff", isHere: false }]);
    expect(await logOf(placed.id)).toEqual(["order.attachment-undone"]);
    const [row] = await ctx.db.execute(sql`select last_order_at from customers where id = ${account.customerId}`);
    expect(row).toEqual({ last_order_at: null });
  });

  test("P-R7: what was taken away comes back neither by the proven address nor by a claim, only by an agent", async () => {
    const account = await makeAccount(ctx);
    const placed = await order(account.email);
    await undoAttachment(ctx, { attachment: await attachmentOf(account.number), staffId });
    const { accountId, customerId, email, number } = account;
    await ctx.db.transaction((db) => attachOrdersOfAddress({ ...ctx, db }, { accountId, customerId, emailKey: email }));
    expect(await at(placed.id)).not.toBe(customerId);
    const claim = { session: sessionOf(account), orderNumber: placed.number, postcode: "10969" };
    expect(await claimOrder(world.ctx(), claim)).toMatchObject({ ok: false, code: "claim.no-match" });
    expect(await attach(number, ` #${placed.number} `)).toMatchObject({ ok: true });
    expect(await at(placed.id)).toBe(customerId);
  });

  test("P-R7: one that the customer's own record brought along goes to a guest's record with the order's address", async () => {
    const account = await makeAccount(ctx);
    const guest = await makeGuest(ctx);
    const placed = await order(guest.email ?? "");
    await ctx.db.execute(sql`update orders set customer_id = ${account.customerId} where id = ${placed.id}`);
    await ctx.db.execute(sql`update customers set email = null, email_key = null where id = ${guest.id}`);
    await ctx.db.execute(sql`insert into order_attachments (order_id, customer_id, from_customer_id, reason)
      values (${placed.id}, ${account.customerId}, ${account.customerId}, 'proven-address')`);
    expect(await listed(account.number)).toMatchObject([{ isOwn: true }]);
    expect(await undoAttachment(ctx, { attachment: await attachmentOf(account.number), staffId })).toMatchObject({ ok: true });
    const [row] = await ctx.db.execute(
      sql`select c.email_key, c.last_name, c.origin from orders o join customers c on c.id = o.customer_id where o.id = ${placed.id}`,
    );
    expect(row).toEqual({ email_key: guest.email, last_name: "Grete Gast", origin: "guest" });
  });

  test("P-R7: an order whose origin was merged into the same customer waits for that merge to be undone", async () => {
    const by = await freshOperator(ctx, staffId);
    const [account, guest] = [await makeAccount(ctx), await makeGuest(ctx)];
    const placed = await order(guest.email ?? "");
    await attach(account.number, placed.number);
    const pair = { kept: account.number, merged: guest.number };
    await merge(ctx, by, pair);
    const asked = { attachment: await attachmentOf(account.number), staffId };
    expect(await undoAttachment(ctx, asked)).toMatchObject({ ok: false, code: "order.origin-merged" });
    await undo(ctx, by, pair);
    expect(await undoAttachment(ctx, asked)).toMatchObject({ ok: true });
    expect(await at(placed.id)).toBe(guest.id);
  });

  test("P-R7: one that is filed elsewhere by now, and one that nobody knows, are refused", async () => {
    const [first, second] = [await makeGuest(ctx), await makeGuest(ctx)];
    const placed = await order((await makeGuest(ctx)).email ?? "");
    await attach(first.number, placed.number);
    const attachment = await attachmentOf(first.number);
    await attach(second.number, placed.number);
    expect(await undoAttachment(ctx, { attachment, staffId })).toMatchObject({ ok: false, code: "order.elsewhere" });
    expect(await at(placed.id)).toBe(second.id);
    expect(await undoAttachment(ctx, { attachment: staffId, staffId })).toMatchObject({ ok: false, code: "order.not-found" });
  });
});

describe("an agent attaches an order", () => {
  test("P-R7: a guest's, with who did it; twice is once", async () => {
    const [account, guest] = [await makeAccount(ctx), await makeGuest(ctx)];
    const placed = await order(guest.email ?? "");
    const pressed = await Promise.all(Array.from({ length: 5 }, () => attach(account.number, placed.number)));
    expect(pressed.filter(({ ok }) => ok)).toHaveLength(5);
    expect(await at(placed.id)).toBe(account.customerId);
    expect(await listed(account.number)).toMatchObject([{ reason: "agent", by: "Sam Staff", fromNumber: guest.number }]);
    expect(await logOf(placed.id)).toEqual(["order.attached"]);
  });

  test("T-N7, P-R7: never one of somebody who has an account, and the sentence names whose it is", async () => {
    const [account, other] = [await makeAccount(ctx), await makeAccount(ctx)];
    const placed = await order(other.email);
    expect(await attach(account.number, placed.number)).toMatchObject({
      ok: false,
      code: "order.has-owner",
      problems: [{ field: "orderNumber", vars: { number: other.number } }],
    });
    expect(await at(placed.id)).toBe(other.customerId);
    expect(await attach(account.number, "nothing")).toMatchObject({ ok: false, code: "order.not-found" });
    expect(await attach("99999999", placed.number)).toMatchObject({ ok: false, code: "customer.not-found" });
  });

  test("T-A1, P-R7: neither attaching nor undoing goes without the permission, nor to a customer who was merged", async () => {
    const powerless = (await makeStaff(ctx, { role: "agent" })).staffId;
    await ctx.db.execute(sql`update staff set withheld = '{orders.attach}' where id = ${powerless}`);
    const [account, guest, merged] = [await makeAccount(ctx), await makeGuest(ctx), await makeGuest(ctx)];
    const placed = await order(guest.email ?? "");
    expect(await attach(account.number, placed.number, powerless)).toMatchObject({ ok: false, code: "staff.not-permitted" });
    await merge(ctx, await freshOperator(ctx, staffId), { kept: account.number, merged: merged.number });
    expect(await attach(merged.number, placed.number)).toMatchObject({ ok: false, code: "customer.not-found" });
    await attach(account.number, placed.number);
    const attachment = await attachmentOf(account.number);
    expect(await undoAttachment(ctx, { attachment, staffId: powerless })).toMatchObject({ code: "staff.not-permitted" });
    expect(await at(placed.id)).toBe(account.customerId);
  });
});
