import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { mergeCustomers, mergeCustomersInput } from "@/core/customers/merge-customers";
import { makeWorld, type World } from "@/tests/support/context";
import { freshEmail, freshOperator, makeAccount, makeNumberAccount, makeStaff } from "@/tests/support/make";
import { makeGuest, merge, seenBy, undo } from "@/tests/support/merge";

let world: World;
let ctx: Ctx;
let staffId: string;
let by: Awaited<ReturnType<typeof freshOperator>>;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  staffId = (await makeStaff(ctx, { role: "agent" })).staffId;
  by = await freshOperator(ctx, staffId);
});
afterAll(() => world.end());

const contactOf = async (number: string) =>
  (await world.database.sql`select email from customers where number = ${number}`)[0]?.email;

describe("a merge and where links for a new password go", () => {
  test("T-N7: of an account without an address of its own the contact stays, whatever is chosen", async () => {
    const contact = freshEmail("nell");
    const kept = await makeNumberAccount(ctx, { contact });
    const merged = await makeGuest(ctx);
    expect(await merge(ctx, by, { kept: kept.number, merged: merged.number }, { takeEmail: "merged" })).toMatchObject({
      ok: true,
    });
    expect(await contactOf(kept.number)).toBe(contact);
  });

  test("T-N7: an undo takes no contact back once links go there", async () => {
    const kept = await makeAccount(ctx);
    const merged = await makeGuest(ctx);
    const pair = { kept: kept.number, merged: merged.number };
    await merge(ctx, by, pair, { takeEmail: "merged" });
    expect(await contactOf(kept.number)).toBe(merged.email);
    await ctx.db.execute(sql`update accounts set signs_in_with_email = false where id = ${kept.accountId}`);
    expect(await undo(ctx, by, pair)).toMatchObject({ ok: true });
    expect(await contactOf(kept.number)).toBe(merged.email);
  });
});

describe("P-V6: what changed since the preview is shown first", () => {
  test.each([
    ["the kept account's ways of signing in", sql`update accounts set signs_in_with_email = false`],
    ["that an account was shut", sql`update accounts set deactivated_at = now()`],
  ])("P-V6: %s", async (_what, change) => {
    const [kept, merged] = [await makeAccount(ctx), await makeAccount(ctx)];
    const pair = { kept: kept.number, merged: merged.number };
    const seen = await seenBy(ctx, pair);
    await ctx.db.execute(sql`${change} where id = ${merged.accountId}`);
    const answer = await mergeCustomers(ctx, { ...mergeCustomersInput.parse({ ...pair, seen }), by });
    expect(answer).toMatchObject({ ok: false, code: "merge.changed" });
  });

  test("P-V6: that an activation was sent", async () => {
    const [kept, merged] = [await makeGuest(ctx), await makeGuest(ctx)];
    const pair = { kept: kept.number, merged: merged.number };
    const seen = await seenBy(ctx, pair);
    await ctx.db.execute(sql`insert into activations (customer_id, staff_id, email, expires_at)
      values (${merged.id}, ${staffId}, ${merged.email}, now() + interval '1 day')`);
    const answer = await mergeCustomers(ctx, { ...mergeCustomersInput.parse({ ...pair, seen }), by });
    expect(answer).toMatchObject({ ok: false, code: "merge.changed" });
  });
});
