import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { deactivateAccount } from "@/core/customers/deactivate-account";
import { mergeCustomers, mergeCustomersInput } from "@/core/customers/merge-customers";
import { makeWorld, type World } from "@/tests/support/context";
import { freshEmail, freshOperator, makeAccount, makeNumberAccount, makeStaff } from "@/tests/support/make";
import { makeGuest, merge, seenBy, undo } from "@/tests/support/merge";
import { queuedMails } from "@/tests/support/queued-mail";

let world: World;
let ctx: Ctx;
let staff: Awaited<ReturnType<typeof makeStaff>>;
let by: Awaited<ReturnType<typeof freshOperator>>;

beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  staff = await makeStaff(ctx, { role: "agent" });
  by = await freshOperator(ctx, staff.staffId);
});
afterAll(() => world.end());
beforeEach(() => world.database.sql`delete from mails`);

/** Every mail that waits, by whom it goes to. */
const told = async () => (await queuedMails(ctx)).map(({ message, to, facts, language }) => ({ message, to, facts, language }));

describe("who is told of a merge", () => {
  test("P-V6: the owner of an account that is shut, in the account's language; undone, that it is open again", async () => {
    const [kept, merged] = [await makeAccount(ctx), await makeAccount(ctx)];
    await ctx.db.execute(sql`update accounts set language = 'es' where id = ${merged.accountId}`);
    const pair = { kept: kept.number, merged: merged.number };
    expect(await merge(ctx, by, pair)).toMatchObject({ ok: true });
    const first = {
      message: "account-merged",
      to: merged.email,
      language: "es",
      facts: { number: merged.number, kept: kept.number },
    };
    expect(await told()).toEqual([first]);
    expect(await undo(ctx, by, pair)).toMatchObject({ ok: true });
    const second = { message: "account-reopened", to: merged.email, language: "es", facts: { number: merged.number } };
    expect(await told()).toEqual([first, second]);
  });

  test("P-V6: staff see that mail with the kept customer's, and after an undo with the other one's, whose it is", async () => {
    const [kept, merged] = [await makeAccount(ctx), await makeAccount(ctx)];
    const pair = { kept: kept.number, merged: merged.number };
    const owners = async () => (await ctx.db.execute(sql`select customer_id from mails`)).map((row) => row.customer_id);
    await merge(ctx, by, pair);
    expect(await owners()).toEqual([kept.customerId]);
    await undo(ctx, by, pair);
    expect(await owners()).toEqual([merged.customerId, merged.customerId]);
  });

  test("P-V6: who signs in with a number only is told where the shop writes to, and without any address nobody is", async () => {
    const kept = await makeAccount(ctx);
    const numbered = await makeNumberAccount(ctx, { contact: freshEmail("nell") });
    await merge(ctx, by, { kept: kept.number, merged: numbered.number }, { takeEmail: "kept" });
    const [{ email = "" } = {}] = await world.database.sql`select email from customers where id = ${numbered.customerId}`;
    expect(await told()).toMatchObject([{ message: "account-merged", to: email }]);
    const silent = await makeNumberAccount(ctx);
    await ctx.db.execute(sql`update customers set email = null, email_key = null where id = ${silent.customerId}`);
    await world.database.sql`delete from mails`;
    expect(await merge(ctx, by, { kept: kept.number, merged: silent.number })).toMatchObject({ ok: true });
    expect(await told()).toEqual([]);
  });

  test("T-N5: the address the shop wrote to learns that it was changed, and that links for a new password go where they went", async () => {
    const kept = await makeAccount(ctx);
    const contact = freshEmail("contact");
    await ctx.db.execute(sql`update customers set email = ${contact}, email_key = ${contact} where id = ${kept.customerId}`);
    const merged = await makeGuest(ctx);
    const pair = { kept: kept.number, merged: merged.number };
    await merge(ctx, by, pair, { takeEmail: "merged" });
    expect(await told()).toMatchObject([{ message: "contact-changed", to: contact, facts: { links: "stay" } }]);
    await undo(ctx, by, pair);
    expect(await told(), "the address goes back to its own record").toHaveLength(1);
  });

  test("T-N5: so does that of a buyer or of somebody invited, to whose new address links to an account would go from now on", async () => {
    const [buyer, invited] = [await makeGuest(ctx), await makeGuest(ctx)];
    await ctx.db.execute(sql`insert into orders (number, customer_id, email, email_key, name, street, postcode, postcode_key, city, country, language, total_cents)
      values (${`B${buyer.number}`}, ${buyer.id}, ${buyer.email}, ${buyer.email}, 'Grete', 'Weg 1', '1', '1', 'Berlin', 'DE', 'en', 100)`);
    await ctx.db.execute(sql`insert into activations (customer_id, staff_id, email, expires_at)
      values (${invited.id}, ${staff.staffId}, ${invited.email}, now() + interval '1 day')`);
    for (const { number } of [buyer, invited])
      await merge(ctx, by, { kept: number, merged: (await makeGuest(ctx)).number }, { takeEmail: "merged" });
    expect(await told()).toMatchObject([
      { message: "contact-changed", to: buyer.email, facts: {} },
      { message: "contact-changed", to: invited.email, facts: {} },
    ]);
  });

  test("P-V6: nobody gets a mail for whom nothing changes: guests, a kept account that finds more orders, one that was shut before", async () => {
    const account = await makeAccount(ctx);
    const shut = await makeAccount(ctx);
    await deactivateAccount(ctx, { number: shut.number, staffId: staff.staffId });
    const [guest, other] = [await makeGuest(ctx), await makeGuest(ctx)];
    const pairs = [
      { kept: guest.number, merged: other.number },
      { kept: account.number, merged: guest.number },
      { kept: account.number, merged: shut.number },
    ];
    await merge(ctx, by, pairs[0] ?? { kept: "", merged: "" }, { takeEmail: "merged" });
    for (const pair of pairs.slice(1)) await merge(ctx, by, pair, { takeEmail: "kept" });
    for (const pair of pairs.toReversed()) expect(await undo(ctx, by, pair)).toMatchObject({ ok: true });
    expect(await told()).toEqual([]);
  });

  test("P-M1: mail and merge exist together or not at all: one that is refused tells nobody, pressed twice it is told once", async () => {
    const [kept, merged] = [await makeAccount(ctx), await makeAccount(ctx)];
    const pair = { kept: kept.number, merged: merged.number };
    const input = mergeCustomersInput.parse({ ...pair, seen: await seenBy(ctx, pair) });
    expect(await mergeCustomers(ctx, { ...input, seen: "something else", by })).toMatchObject({ code: "merge.changed" });
    expect(await told()).toEqual([]);
    await Promise.all([mergeCustomers(ctx, { ...input, by }), mergeCustomers(ctx, { ...input, by })]);
    expect(await told()).toHaveLength(1);
  });
});
