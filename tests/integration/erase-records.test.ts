import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { eraseCustomer } from "@/core/customers/erase-customer";
import { undoMerge } from "@/core/customers/undo-merge";
import { attachOrderByStaff } from "@/core/orders/attach-order-by-staff";
import { claimOrder } from "@/core/orders/claim-order";
import { placeOrder } from "@/core/orders/place-order";
import { undoAttachment } from "@/core/orders/undo-attachment";
import { lockAddress } from "@/db/queries/address-lock";
import { insertMail } from "@/db/queries/mails";
import { makeWorld, type World } from "@/tests/support/context";
import { freshEmail, freshOperator, makeAccount, makeStaff } from "@/tests/support/make";
import { checkoutForm, guestWith, makeProduct, sessionOf, storedOrder } from "@/tests/support/make-shop";
import { makeGuest, merge, mergeIdOf, undo } from "@/tests/support/merge";
import { canSignIn } from "@/tests/support/reset";
import { startAndWait } from "@/tests/support/start-and-wait";

let world: World;
let ctx: Ctx;
let by: Awaited<ReturnType<typeof freshOperator>>;
let slug: string;

beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  by = await freshOperator(ctx, (await makeStaff(ctx, { role: "agent" })).staffId);
  slug = (await makeProduct(ctx)).slug;
});
afterAll(() => world.end());

const erase = async (number: string) => {
  expect(await eraseCustomer(ctx, { number, typedNumber: number, by })).toMatchObject({ ok: true });
};
const order = async (email: string) => {
  const owner = guestWith({ slug, quantity: 1 });
  const placed = await placeOrder(world.ctx(), { ...checkoutForm({ email }), session: null, owner });
  if (!placed.ok) throw new Error(placed.code);
  return { ...(await storedOrder(ctx, placed.value.number)), number: placed.value.number };
};
const customerOf = async (orderId: string) => {
  const [row] = await ctx.db.execute<{ id: string; number: string; email: string | null; erased: boolean }>(sql`
    select c.id, c.number, c.email, c.erased_at is not null as erased from customers c join orders o on o.customer_id = c.id where o.id = ${orderId}`);
  if (!row) throw new Error("there is no such order");
  return row;
};
const mailTo = (toEmail: string) =>
  insertMail(ctx.db, {
    ...{ message: "reset-without-account", language: "en", toEmail, toName: "", customerId: null },
    ...{ facts: {}, secrets: null, codeExpiresInSeconds: null },
  });
const mailsTo = async (email: string) => {
  const rows = await ctx.db.execute<{ message: string }>(sql`select message from mails where to_email = ${email}`);
  return rows.map(({ message }) => message);
};
const attach = (number: string, orderNumber: string) => attachOrderByStaff(ctx, { number, orderNumber, staffId: by.staffId });
const takeAway = async (orderId: string) => {
  const [row] = await ctx.db.execute<{ id: string }>(
    sql`select id from order_attachments where order_id = ${orderId} and undone_at is null order by created_at desc`,
  );
  return undoAttachment(ctx, { attachment: row?.id ?? "", staffId: by.staffId });
};

describe("whose records go when a customer is erased", () => {
  test("P-V6: who was merged into them once, was made their own again and belongs to somebody else by now is left alone", async () => {
    const [first, other, person] = [await makeAccount(ctx), await makeAccount(ctx), await makeAccount(ctx)];
    const mistaken = { kept: first.number, merged: person.number };
    await merge(ctx, by, mistaken);
    await undo(ctx, by, mistaken);
    const right = { kept: other.number, merged: person.number };
    await merge(ctx, by, right);
    await erase(first.number);
    expect(await undo(ctx, by, right)).toMatchObject({ ok: true });
    expect(await canSignIn(world.ctx(), person.email, person.password)).toBe(true);
  });

  test("P-V6: a guest's record goes with who has its orders, not with who had them for a while", async () => {
    const email = freshEmail("gustav");
    const placed = await order(email);
    const [once, now] = [await makeGuest(ctx), await makeGuest(ctx)];
    await attach(once.number, placed.number);
    await attach(now.number, placed.number);
    await erase(once.number);
    const guests = await ctx.db.execute<{ id: string }>(sql`select id from customers where email = ${email}`);
    expect(guests).toHaveLength(1);
    await erase(now.number);
    expect(await ctx.db.execute(sql`select 1 from customers where email = ${email}`)).toHaveLength(0);
  });

  test("T-G6: mails to an address of somebody who was merged into them go as well, those to one that others have stay", async () => {
    const [kept, merged, another] = [await makeAccount(ctx), await makeAccount(ctx), await makeAccount(ctx)];
    const shared = await makeGuest(ctx, { email: another.email });
    await merge(ctx, by, { kept: kept.number, merged: merged.number });
    await merge(ctx, by, { kept: kept.number, merged: shared.number });
    await ctx.db.execute(sql`update customers set email = null, email_key = null where id = ${another.customerId}`);
    for (const email of [kept.email, merged.email, another.email]) await mailTo(email);
    await erase(kept.number);
    expect(await Promise.all([kept.email, merged.email, another.email].map(mailsTo))).toEqual([
      ["account-erased"],
      [],
      ["reset-without-account"],
    ]);
  });

  test("T-G6: an order placed at that very moment with the address of a guest's record is filed under nobody who is erased", async () => {
    const email = freshEmail("gus");
    const placed = await order(email);
    const [guest, holder] = [await customerOf(placed.id), await makeGuest(ctx)];
    await attach(holder.number, placed.number);
    let erasing: Promise<unknown> = Promise.resolve();
    const late = await ctx.db.transaction(async (db) => {
      // As placeOrder does: the address is held, and the guest's record was found.
      await lockAddress(db, email);
      erasing = (await startAndWait(world, () => erase(holder.number))).running;
      const [made] = await db.execute<{ id: string }>(sql`
        insert into orders (number, customer_id, name, email, email_key, street, postcode, postcode_key, city, country, language, total_cents)
        values (${`L${placed.number}`}, ${guest.id}, 'Gus', ${email}, ${email}, 'A 1', '1', '1', 'B', 'DE', 'en', 1) returning id`);
      return made?.id ?? "";
    });
    await erasing;
    expect(await customerOf(late)).toMatchObject({ email, erased: false });
  });

  test("P-V6: erased and unmerged, or erased and merged, at one moment, each waits for the other and none fails", async () => {
    for (let round = 0; round < 6; round++) {
      const [kept, merged] = [await makeAccount(ctx), await makeAccount(ctx)];
      const pair = { kept: kept.number, merged: merged.number };
      await merge(ctx, by, pair);
      const id = await mergeIdOf(ctx, pair);
      const erasing = eraseCustomer(world.ctx(), { number: kept.number, typedNumber: kept.number, by });
      const outcomes = await Promise.all([undoMerge(world.ctx(), { merge: id, by }), erasing]);
      expect(outcomes.map(({ ok }) => ok)).toContain(true);
    }
  });
});

describe("orders that are kept of somebody who was erased", () => {
  test("T-R5: are nobody's to have: no agent attaches one, and no claim finds it", async () => {
    const placed = await order(freshEmail("gone"));
    await erase((await customerOf(placed.id)).number);
    const account = await makeAccount(ctx);
    expect(await attach(account.number, placed.number)).toMatchObject({ ok: false, code: "order.not-found" });
    const claim = { session: sessionOf(account), orderNumber: placed.number, postcode: "10969" };
    expect(await claimOrder(world.ctx(), claim)).toMatchObject({ ok: false, code: "claim.no-match" });
    expect(await customerOf(placed.id)).toMatchObject({ erased: true });
  });

  test("P-V6: no undone attachment makes a customer of the name on one", async () => {
    const account = await makeAccount(ctx);
    const placed = await order(account.email);
    expect(placed.customerId).toBe(account.customerId);
    await erase(account.number);
    const count = () => ctx.db.execute(sql`select count(*)::int from customers`);
    const before = await count();
    expect(await takeAway(placed.id)).toMatchObject({ ok: false, code: "order.not-found" });
    expect(await count()).toEqual(before);
    expect((await customerOf(placed.id)).id).toBe(account.customerId);
  });

  test("P-V6: an order taken away goes to no record that was erased, but to a new one with its own address", async () => {
    const email = freshEmail("gerda");
    const placed = await order(email);
    const guest = await customerOf(placed.id);
    const wrong = await makeGuest(ctx);
    await attach(wrong.number, placed.number);
    await erase(guest.number);
    expect(await takeAway(placed.id)).toMatchObject({ ok: true });
    expect(await customerOf(placed.id)).toMatchObject({ email, erased: false });
  });
});
