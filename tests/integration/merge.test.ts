import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { deactivateAccount, reactivateAccount } from "@/core/customers/deactivate-account";
import { editCustomer, editCustomerInput } from "@/core/customers/edit-customer";
import { findCustomers } from "@/core/customers/find-customers";
import { mergeCustomers, mergeCustomersInput } from "@/core/customers/merge-customers";
import { findKeptNumber, openCustomer } from "@/core/customers/open-customer";
import { previewMerge } from "@/core/customers/preview-merge";
import { undoMerge } from "@/core/customers/undo-merge";
import { placeOrder } from "@/core/orders/place-order";
import { hashToken } from "@/core/security/token";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { signIn } from "@/core/sign-in/sign-in";
import { permissionsOf } from "@/core/staff/permissions";
import { insertIdentity, lockHolderOfIdentity } from "@/db/queries/identities";
import { insertMail } from "@/db/queries/mails";
import { attachOrder } from "@/db/queries/order-attachments";
import { makeWorld, type World } from "@/tests/support/context";
import { age, freshEmail, freshOperator, type MadeAccount, makeAccount, makeStaff } from "@/tests/support/make";
import { checkoutForm, guestWith, makeOrder, makeProduct, sessionOf, storedOrder } from "@/tests/support/make-shop";
import { makeGuest, merge, mergeIdOf, seenBy, undo } from "@/tests/support/merge";
import { askForReset, getReset } from "@/tests/support/reset";
import { seenNow } from "@/tests/support/seen";

let world: World;
let ctx: Ctx;
let staff: Awaited<ReturnType<typeof makeStaff>>;
let by: Awaited<ReturnType<typeof freshOperator>>;
let slug: string;

beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  staff = await makeStaff(ctx, { role: "agent" });
  by = await freshOperator(ctx, staff.staffId);
  slug = (await makeProduct(ctx)).slug;
});
afterAll(() => world.end());

const order = async (email: string, account?: MadeAccount) => {
  const who = account ? { session: sessionOf(account), orderingAs: account.number } : { session: null, orderingAs: "" };
  const form = checkoutForm({ email, orderingAs: who.orderingAs });
  const owner = account ? ({ kind: "account", accountId: account.accountId } as const) : guestWith({ slug, quantity: 1 });
  if (account)
    await ctx.db.execute(sql`insert into cart_lines (account_id, product_id, quantity)
    select ${account.accountId}, id, 1 from products where slug = ${slug}`);
  const placed = await placeOrder(world.ctx(), { ...form, session: who.session, owner });
  if (!placed.ok) throw new Error(placed.code);
  return storedOrder(ctx, placed.value.number);
};
const ownerOf = async (orderId: string) => {
  const [row] = await ctx.db.execute<{ number: string }>(
    sql`select c.number from orders o join customers c on c.id = o.customer_id where o.id = ${orderId}`,
  );
  return row?.number;
};
const rowOf = async (number: string) => {
  const [row] = await ctx.db.execute<Record<string, unknown>>(sql`
    select c.first_name, c.last_name, c.email, c.email_key, c.phone, c.merged_into, c.standing, c.last_order_at, a.id as account_id,
      a.email as account_email, a.deactivated_at is not null as is_shut, a.signs_in_with_email, a.signs_in_with_number,
      (select array_agg(o.number order by o.number) from orders o where o.customer_id = c.id) as orders,
      (select array_agg(m.message order by m.created_at) from mails m where m.customer_id = c.id) as mails,
      (select array_agg(x.id order by x.id) from order_attachments x where x.customer_id = c.id) as attachments,
      (select array_agg(k.key order by k.key) from customer_keys k where k.customer_id = c.id) as keys
    from customers c left join accounts a on a.customer_id = c.id where c.number = ${number}`);
  return row;
};
const mailTo = (customerId: string) =>
  insertMail(ctx.db, {
    ...{ message: "password-changed", language: "en", toEmail: "x@example.com", toName: "", customerId },
    ...{ facts: {}, secrets: null, codeExpiresInSeconds: null },
  });
const trySignIn = ({ email, password }: MadeAccount, identifier = email) => signIn(world.ctx(), { identifier, password });
const logOf = async (target: string) =>
  ctx.db.execute<{ action: string; detail: Record<string, string> }>(
    sql`select action, detail from audit_log where target_id = ${target} and actor_kind = 'staff' order by id`,
  );
const edit = async (number: string, changes: Record<string, string>) =>
  editCustomer(ctx, {
    ...editCustomerInput.parse({
      firstName: "A",
      lastName: "B",
      email: "",
      phone: "",
      ...changes,
      ...(await seenNow(ctx, number)),
    }),
    by,
  });

describe("the preview of a merge", () => {
  test("P-V6: says what moves, what stays, and in what the two differ; looking changes nothing", async () => {
    const kept = await makeAccount(ctx, { firstName: "Ann", lastName: "Archer" });
    const merged = await makeGuest(ctx, { firstName: "Anna", lastName: "Archer", phone: "030 1234" });
    await order(merged.email ?? "");
    const before = await Promise.all([rowOf(kept.number), rowOf(merged.number)]);
    const preview = await previewMerge(ctx, { kept: ` ${kept.number} `, merged: merged.number });
    expect(preview).toMatchObject({
      refusal: null,
      kept: { number: kept.number, orderCount: 0 },
      merged: { number: merged.number, orderCount: 1, mailCount: 1, accountId: null },
      shutsAccount: false,
    });
    expect(preview?.differences).toEqual([
      { field: "firstName", kept: "Ann", merged: "Anna", usual: "kept" },
      { field: "email", kept: kept.email, merged: merged.email, usual: "kept" },
      { field: "phone", kept: "", merged: "030 1234", usual: "merged" },
    ]);
    expect(JSON.stringify(preview)).not.toMatch(/argon2|hash/);
    expect(await Promise.all([rowOf(kept.number), rowOf(merged.number)])).toEqual(before);
    expect(await previewMerge(ctx, { kept: kept.number, merged: "99999999" })).toBeNull();
  });

  test("T-N7: names the orders that the kept account's owner will read without having proven their address", async () => {
    const kept = await makeAccount(ctx);
    const merged = await makeGuest(ctx);
    await order(merged.email ?? "");
    const preview = await previewMerge(ctx, { kept: kept.number, merged: merged.number });
    expect(preview?.foreignAddresses).toEqual([{ email: merged.email, count: 1 }]);
    const same = await makeGuest(ctx, { email: kept.email });
    expect((await previewMerge(ctx, { kept: kept.number, merged: same.number }))?.foreignAddresses).toEqual([]);
  });

  test("P-V6: a customer with the only account is the one to be kept; itself, the merged and the erased are refused", async () => {
    const account = await makeAccount(ctx);
    const [guest, other, erased] = [await makeGuest(ctx), await makeGuest(ctx), await makeGuest(ctx)];
    await ctx.db.execute(sql`update customers set erased_at = now() where id = ${erased.id}`);
    await merge(ctx, by, { kept: guest.number, merged: other.number });
    const tries = [
      [guest.number, account.number, "merge.keep-account"],
      [guest.number, guest.number, "merge.same"],
      [account.number, other.number, "merge.gone"],
      [other.number, guest.number, "merge.gone"],
      [account.number, erased.number, "merge.erased"],
      [erased.number, guest.number, "merge.erased"],
    ] as const;
    for (const [kept, merged, refusal] of tries) {
      expect((await previewMerge(ctx, { kept, merged }))?.refusal).toBe(refusal);
      const before = await Promise.all([rowOf(kept), rowOf(merged)]);
      if (kept === guest.number && merged === other.number) continue;
      expect(await merge(ctx, by, { kept, merged })).toMatchObject({ ok: false, code: refusal });
      expect(await Promise.all([rowOf(kept), rowOf(merged)])).toEqual(before);
    }
  });
});

describe("a merge", () => {
  test("P-V6: moves orders, attachments and mails, takes the chosen values, and is in the log of both", async () => {
    const kept = await makeAccount(ctx, { firstName: "Ann", lastName: "Archer" });
    const merged = await makeGuest(ctx, { firstName: "Anna", lastName: "Archer-Lund", phone: "030 1234" });
    const { id: orderId } = await order(merged.email ?? "");
    await mailTo(merged.id);
    const choices = { takeFirstName: "merged", takeLastName: "kept" };
    expect(await merge(ctx, by, { kept: kept.number, merged: merged.number }, choices)).toEqual({
      ok: true,
      value: { number: kept.number },
    });
    expect(await ownerOf(orderId)).toBe(kept.number);
    expect(await rowOf(kept.number)).toMatchObject({
      first_name: "Anna",
      last_name: "Archer",
      email: kept.email,
      phone: "030 1234",
      mails: ["order-confirmation", "password-changed"],
    });
    expect(await rowOf(merged.number)).toMatchObject({ orders: null, mails: null, keys: null });
    for (const id of [kept.customerId, merged.id]) {
      const [row] = await logOf(id);
      expect(row).toMatchObject({ action: "customer.merged", detail: { orders: "1", mails: "2" } });
      expect(JSON.stringify(row)).not.toMatch(/Anna|Lund|1234"/);
    }
    const seen = await openCustomer(ctx, kept.number, permissionsOf({ role: "agent", withheld: [] }));
    expect(seen?.merges).toMatchObject([{ number: merged.number, by: "Sam Staff", isTooLate: false }]);
    expect(seen?.timeline.map(({ action }) => action)).toContain("order.placed");
  });

  test("T-N7, P-V6: of two accounts the kept one's goes on and the other one is shut, with its sessions, links and identities", async () => {
    const [kept, merged] = [await makeAccount(ctx), await makeAccount(ctx)];
    const identity = { connection: "oidc-x", subject: merged.accountId };
    await insertIdentity(ctx.db, { ...identity, accountId: merged.accountId, kind: "oidc" });
    const [here, there] = [await start(kept), await start(merged)];
    const { token } = await getReset(ctx, merged.email);
    await merge(ctx, by, { kept: kept.number, merged: merged.number });
    expect(await findSession(ctx, here.token)).not.toBeNull();
    expect(await findSession(ctx, there.token)).toBeNull();
    expect(await trySignIn(kept)).toMatchObject({ ok: true });
    for (const name of [merged.email, merged.number]) {
      expect(await trySignIn(merged, name)).toMatchObject({ ok: false, code: "sign-in.refused" });
      expect(await signIn(world.ctx(), { identifier: name, password: kept.password })).toMatchObject({ ok: false });
    }
    expect(await lockHolderOfIdentity(ctx.db, identity)).toMatchObject({ accountId: merged.accountId, isDeactivated: true });
    expect(await isLive(token)).toBe(false);
    expect((await askForReset(ctx, merged.email)).mails.map(({ message }) => message)).toEqual(["reset-without-account"]);
    const asked = { number: merged.number, staffId: staff.staffId };
    expect(await reactivateAccount(ctx, asked)).toMatchObject({ ok: false, code: "customer.not-found" });
  });

  test("T-N7: where links for a new password go stays as it is, whatever is chosen", async () => {
    const kept = await makeAccount(ctx);
    await ctx.db.execute(sql`update accounts set signs_in_with_email = false where id = ${kept.accountId}`);
    const merged = await makeGuest(ctx);
    await merge(ctx, by, { kept: kept.number, merged: merged.number }, { takeEmail: "merged" });
    expect(await rowOf(kept.number)).toMatchObject({ email: kept.email });
  });

  test("T-N7, T-R5: a guest's later order with the merged address is filed with nobody who has not proven it", async () => {
    const [kept, merged] = [await makeAccount(ctx), await makeAccount(ctx)];
    await merge(ctx, by, { kept: kept.number, merged: merged.number });
    const placed = await order(merged.email);
    expect([kept.number, merged.number]).not.toContain(await ownerOf(placed.id));
    expect(placed.attachments).toEqual([]);
  });

  test("P-V6: an activation that the merged one waits for ends with the merge", async () => {
    const [kept, merged] = [await makeGuest(ctx), await makeGuest(ctx)];
    await ctx.db.execute(sql`insert into activations (customer_id, staff_id, email, expires_at)
      values (${merged.id}, ${staff.staffId}, 'x@example.com', now() + interval '1 day')`);
    await ctx.db.execute(sql`insert into proofs (purpose, customer_id, token_hash, expires_at)
      values ('activation', ${merged.id}, 'a link', now() + interval '1 day')`);
    await merge(ctx, by, { kept: kept.number, merged: merged.number });
    expect(await rowOf(merged.number)).toMatchObject({ standing: "guest" });
    const live = await ctx.db.execute(sql`select 1 from proofs where customer_id = ${merged.id} and superseded_at is null`);
    expect(live).toHaveLength(0);
  });

  test("P-V6: the merged number still finds the kept customer, through a chain, too", async () => {
    const [a, b, c] = [await makeGuest(ctx), await makeGuest(ctx), await makeGuest(ctx)];
    await merge(ctx, by, { kept: b.number, merged: a.number });
    await merge(ctx, by, { kept: c.number, merged: b.number });
    const found = await findCustomers(ctx, { search: a.number });
    expect(found.customers.map(({ number }) => number)).toEqual([c.number]);
    expect(await findKeptNumber(ctx, `0${a.number}`)).toBe(c.number);
    expect(await findKeptNumber(ctx, c.number)).toBeNull();
    expect(await openCustomer(ctx, a.number, permissionsOf({ role: "agent", withheld: [] }))).toBeNull();
  });

  test("T-A13: asks for the own password when it was given long ago, and needs the permission", async () => {
    const pair = await twoGuests();
    const stale = await freshOperator(ctx, staff.staffId);
    await age(ctx, "staff_sessions", ["authenticated_at"], "16 minutes", `id = '${stale.sessionId}'`);
    expect(await merge(ctx, stale, pair)).toMatchObject({ ok: false, code: "staff.confirm-needed" });
    const other = await makeStaff(ctx, { role: "agent" });
    await ctx.db.execute(sql`update staff set withheld = '{customers.merge}' where id = ${other.staffId}`);
    const powerless = await freshOperator(ctx, other.staffId);
    expect(await merge(ctx, powerless, pair)).toMatchObject({ ok: false, code: "staff.not-permitted" });
    expect(await rowOf(pair.merged)).toMatchObject({ merged_into: null });
    expect(await merge(ctx, { ...stale, confirmPassword: staff.password }, pair)).toMatchObject({ ok: true });
    const id = await mergeIdOf(ctx, pair);
    expect(await undoMerge(ctx, { merge: id, by: powerless })).toMatchObject({ ok: false, code: "staff.not-permitted" });
    await age(ctx, "staff_sessions", ["authenticated_at"], "16 minutes", `id = '${stale.sessionId}'`);
    expect(await undoMerge(ctx, { merge: id, by: stale })).toMatchObject({ ok: false, code: "staff.confirm-needed" });
    expect(await rowOf(pair.kept)).toMatchObject({ merged_into: null });
  });

  test("P-V6: what changed since the preview is shown first", async () => {
    const pair = await twoGuests();
    const input = mergeCustomersInput.parse({ ...pair, seen: await seenBy(ctx, pair) });
    await edit(pair.merged, { firstName: "Somebody", lastName: "Else" });
    expect(await mergeCustomers(ctx, { ...input, by })).toMatchObject({ ok: false, code: "merge.changed" });
    expect(await rowOf(pair.merged)).toMatchObject({ merged_into: null });
  });
});

describe("merges at the same moment", () => {
  test("T-FX19, P-V6: pressed ten times at once, two customers are merged once and undone once", async () => {
    const pair = await twoGuests();
    const input = mergeCustomersInput.parse({ ...pair, seen: await seenBy(ctx, pair) });
    const pressed = await Promise.all(Array.from({ length: 10 }, () => mergeCustomers(ctx, { ...input, by })));
    expect(pressed.filter(({ ok }) => ok)).toHaveLength(10);
    const id = await mergeIdOf(ctx, pair);
    const undone = await Promise.all(Array.from({ length: 10 }, () => undoMerge(ctx, { merge: id, by })));
    expect(undone.filter(({ ok }) => ok)).toHaveLength(10);
    const [kept] = await ctx.db.execute<{ id: string }>(sql`select id from customers where number = ${pair.kept}`);
    expect((await logOf(kept?.id ?? "")).map(({ action }) => action)).toEqual(["customer.merged", "customer.merge-undone"]);
  });

  test("P-V6: a merge, its contrary, and a chain, all at once, leave no circle and nobody without a standing customer", async () => {
    for (let round = 0; round < 5; round += 1) {
      const three = [await makeGuest(ctx), await makeGuest(ctx), await makeGuest(ctx)];
      const placed = await Promise.all(three.map(({ email }) => order(email ?? "")));
      const [a = "", b = "", c = ""] = three.map(({ number }) => number);
      const pairs = [
        [a, b],
        [b, a],
        [b, c],
        [c, a],
        [a, c],
        [c, b],
      ].map(([merged = "", kept = ""]) => ({ kept, merged }));
      const inputs = await Promise.all(
        pairs.map(async (pair) => mergeCustomersInput.parse({ ...pair, seen: await seenBy(ctx, pair) })),
      );
      const results = await Promise.all(inputs.map((input) => mergeCustomers(ctx, { ...input, by })));
      expect(results.filter(({ ok }) => ok).length).toBeLessThanOrEqual(2);
      expect(results.filter(({ ok }) => ok).length).toBeGreaterThan(0);
      const rows = await ctx.db.execute<{ id: string; merged_into: string | null }>(
        sql`select id, merged_into from customers where number in (${a}, ${b}, ${c})`,
      );
      const standing = rows.filter(({ merged_into }) => merged_into === null).map(({ id }) => id);
      expect(standing.length).toBe(3 - results.filter(({ ok }) => ok).length);
      for (const { id } of placed) {
        const [row] = await ctx.db.execute<{ customer_id: string }>(sql`select customer_id from orders where id = ${id}`);
        expect(standing).toContain(row?.customer_id);
      }
    }
  });

  test("P-V6: an order that is placed while its customer is being merged ends up with the kept one", async () => {
    const pair = await twoGuests();
    const input = mergeCustomersInput.parse({ ...pair, seen: await seenBy(ctx, pair) });
    const merged = await rowOf(pair.merged);
    const email = String(merged?.email);
    const [, ...placed] = await Promise.all([
      mergeCustomers(ctx, { ...input, by }),
      ...Array.from({ length: 8 }, () => order(email)),
    ]);
    const standing = await ctx.db.execute(sql`
      select 1 from orders o join customers c on c.id = o.customer_id where c.merged_into is not null`);
    expect(standing).toHaveLength(0);
    expect(placed).toHaveLength(8);
  });
});

test("P-V6, P-R7: an order of somebody who still took the merged customer for a standing one is the kept one's", async () => {
  const pair = await twoGuests();
  const [merged] = await ctx.db.execute<{ id: string; email: string }>(
    sql`select id, email from customers where number = ${pair.merged}`,
  );
  if (!merged) throw new Error("nobody was made");
  await merge(ctx, by, pair);
  const made = await makeOrder(ctx, { customerId: merged.id, email: merged.email });
  expect(await ownerOf(made.id)).toBe(pair.kept);
  expect((await rowOf(pair.kept))?.last_order_at).not.toBeNull();
  const other = await order(freshEmail("third"));
  await attachOrder(ctx.db, { orderId: other.id, fromCustomerId: other.customerId, customerId: merged.id, reason: "claim" });
  expect(await ownerOf(other.id)).toBe(pair.kept);
  expect((await rowOf(pair.kept))?.attachments).toHaveLength(1);
});

describe("undoing a merge", () => {
  test("P-V6: puts back everything as it was: orders, mails, attachments, values, the account and what finds the customer", async () => {
    const kept = await makeAccount(ctx, { firstName: "Ann", lastName: "Archer" });
    const merged = await makeAccount(ctx, { firstName: "Anna", lastName: "Lund" });
    await order(kept.email);
    await order(merged.email);
    await order(merged.email, merged);
    await mailTo(merged.customerId);
    const before = await Promise.all([rowOf(kept.number), rowOf(merged.number)]);
    const pair = { kept: kept.number, merged: merged.number };
    await merge(ctx, by, pair, { takeFirstName: "merged", takeLastName: "merged", takeEmail: "merged" });
    expect(await rowOf(kept.number)).toMatchObject({ first_name: "Anna", last_name: "Lund", email: merged.email });
    expect(await undo(ctx, by, pair)).toEqual({ ok: true, value: { number: merged.number } });
    // What the owners were told stays told.
    await ctx.db.execute(sql`delete from mails where message in ('account-merged', 'account-reopened', 'contact-changed')`);
    expect(await Promise.all([rowOf(kept.number), rowOf(merged.number)])).toEqual(before);
    expect(await trySignIn(merged)).toMatchObject({ ok: true });
    expect(await trySignIn(kept)).toMatchObject({ ok: true });
  });

  test("P-V6: after later orders and sign-ins, too: those stay with the kept customer, whoever signed in stays so", async () => {
    const [kept, merged] = [await makeAccount(ctx), await makeAccount(ctx)];
    const old = await order(merged.email);
    const pair = { kept: kept.number, merged: merged.number };
    await merge(ctx, by, pair);
    const session = await start(kept);
    const later = [await order(kept.email, kept), await order(kept.email)];
    await undo(ctx, by, pair);
    expect(await findSession(ctx, session.token)).not.toBeNull();
    expect(await Promise.all(later.map(({ id }) => ownerOf(id)))).toEqual([kept.number, kept.number]);
    expect(await ownerOf(old.id)).toBe(merged.number);
  });

  test("T-K5, P-V6: whoever was signing in at the moment of the merge is not signed in by the undoing", async () => {
    const [kept, merged] = [await makeAccount(ctx), await makeAccount(ctx)];
    const pair = { kept: kept.number, merged: merged.number };
    await merge(ctx, by, pair);
    const late = await start(merged);
    await undo(ctx, by, pair);
    expect(await findSession(ctx, late.token)).toBeNull();
  });

  test("P-V6: a value that somebody changed since the merge stays; one that nobody touched comes back", async () => {
    const kept = await makeGuest(ctx, { firstName: "Ann", lastName: "Archer" });
    const merged = await makeGuest(ctx, { firstName: "Anna", lastName: "Lund" });
    const pair = { kept: kept.number, merged: merged.number };
    await merge(ctx, by, pair, { takeFirstName: "merged", takeLastName: "merged" });
    await edit(kept.number, { firstName: "Hannah", lastName: "Lund", email: kept.email ?? "" });
    await undo(ctx, by, pair);
    expect(await rowOf(kept.number)).toMatchObject({ first_name: "Hannah", last_name: "Archer" });
  });

  test("P-V6: an account that was shut before the merge stays shut", async () => {
    const [kept, merged] = [await makeAccount(ctx), await makeAccount(ctx)];
    await deactivateAccount(ctx, { number: merged.number, staffId: staff.staffId });
    const pair = { kept: kept.number, merged: merged.number };
    await merge(ctx, by, pair);
    await undo(ctx, by, pair);
    expect(await rowOf(merged.number)).toMatchObject({ is_shut: true, merged_into: null });
  });

  test("P-V6: the last merge of a customer is undone first, and the sentence names it", async () => {
    const [a, b, c, d] = [await makeGuest(ctx), await makeGuest(ctx), await makeGuest(ctx), await makeGuest(ctx)];
    const first = { kept: b.number, merged: a.number };
    const second = { kept: b.number, merged: c.number };
    const third = { kept: d.number, merged: b.number };
    await merge(ctx, by, first);
    const id = await mergeIdOf(ctx, first);
    await merge(ctx, by, second);
    expect(await undoMerge(ctx, { merge: id, by })).toMatchObject({
      code: "merge.later-first",
      problems: [{ vars: { number: c.number } }],
    });
    await undo(ctx, by, second);
    await merge(ctx, by, third);
    expect(await undoMerge(ctx, { merge: id, by })).toMatchObject({ code: "merge.later-first" });
    await undo(ctx, by, third);
    expect(await undoMerge(ctx, { merge: id, by })).toMatchObject({ ok: true });
  });

  test("P-V6: after 30 days, or once one of the two was erased, it is refused and changes nothing", async () => {
    const [late, erased] = [await twoGuests(), await twoGuests()];
    for (const pair of [late, erased]) await merge(ctx, by, pair);
    const ids = [await mergeIdOf(ctx, late), await mergeIdOf(ctx, erased)];
    await age(ctx, "customer_merges", ["created_at"], "30 days 1 minute", `id = '${ids[0]}'`);
    await ctx.db.execute(sql`update customers set erased_at = now() where number = ${erased.kept}`);
    expect(await undoMerge(ctx, { merge: ids[0] ?? "", by })).toMatchObject({ ok: false, code: "merge.too-late" });
    expect(await undoMerge(ctx, { merge: ids[1] ?? "", by })).toMatchObject({ ok: false, code: "merge.erased" });
    expect(await undoMerge(ctx, { merge: staff.staffId, by })).toMatchObject({ ok: false, code: "merge.not-found" });
    for (const { merged } of [late, erased]) expect((await rowOf(merged))?.merged_into).not.toBeNull();
  });
});

const start = (account: MadeAccount) => startSession(ctx, { accountId: account.accountId, method: "password" });
const isLive = async (token: string) => {
  const rows = await ctx.db.execute(
    sql`select 1 from proofs where token_hash = ${hashToken(token)} and used_at is null and superseded_at is null`,
  );
  return rows.length > 0;
};
async function twoGuests() {
  const [kept, merged] = [await makeGuest(ctx), await makeGuest(ctx, { email: freshEmail("other") })];
  return { kept: kept.number, merged: merged.number };
}
