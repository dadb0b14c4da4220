import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { countMergeCandidates, listMergeCandidates, SAME_ADDRESS_PAGE } from "@/core/customers/list-merge-candidates";
import { tellApart } from "@/core/customers/tell-apart";
import { findAddressUse } from "@/core/registration/address-use";
import { makeAccount } from "@/core/registration/make-account";
import { makeWorld, type World } from "@/tests/support/context";
import { freshEmail, freshOperator, makeStaff } from "@/tests/support/make";
import { makeGuest, merge, undo } from "@/tests/support/merge";

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

/** Somebody proves an address that several records have. */
const register = (email: string) =>
  ctx.db.transaction(async (db) => {
    const use = await findAddressUse({ ...ctx, db }, email);
    if (use.kind === "account") throw new Error("the address has an account");
    return makeAccount({ ...ctx, db }, use, {
      firstName: "Ann",
      lastName: "Archer",
      email,
      answers: {},
      seat: { cameBy: "registration" },
    });
  });
const pairsOf = async (number: string) => {
  const { pairs } = await listMergeCandidates(ctx);
  return pairs.filter((pair) => pair.joinedNumber === number);
};

describe("customers with the address of an account", () => {
  test("P-R6: are listed to staff until they are merged, again after the merge is undone, and not once they are told apart", async () => {
    const email = freshEmail("shared");
    const [one, two] = [await makeGuest(ctx, { email }), await makeGuest(ctx, { email })];
    const { number } = await register(email);
    const [other = one] = [one, two].filter((each) => each.number !== number);
    expect(await pairsOf(number)).toMatchObject([{ number: other.number, email }]);
    const count = await countMergeCandidates(ctx);
    const pair = { kept: number, merged: other.number };
    await merge(ctx, by, pair);
    expect(await pairsOf(number)).toEqual([]);
    expect(await countMergeCandidates(ctx)).toBe(count - 1);
    await undo(ctx, by, pair);
    const [again] = await pairsOf(number);
    await Promise.all([1, 2, 3].map(() => tellApart(ctx, { pair: again?.id ?? "", staffId })));
    expect(await pairsOf(number)).toEqual([]);
    const noted = await ctx.db.execute(
      sql`select 1 from audit_log where action = 'customer.told-apart' and target_id = ${other.id} and actor_id = ${staffId}`,
    );
    expect(noted).toHaveLength(1);
  });

  test("T-R5: only those with the very same canonical address, never one that looks like it", async () => {
    const email = freshEmail("paul");
    await makeGuest(ctx, { email: email.replace("a", "\u0430") });
    await makeGuest(ctx, { email: email.replace("@", "+x@") });
    await makeGuest(ctx, { email });
    const { number } = await register(email);
    expect(await pairsOf(number)).toEqual([]);
  });

  test("P-R6: nobody without the permission decides, and pages follow each other without a gap", async () => {
    const email = freshEmail("many");
    for (let i = 0; i < SAME_ADDRESS_PAGE + 3; i += 1) await makeGuest(ctx, { email });
    const { number } = await register(email);
    const first = await listMergeCandidates(ctx);
    const second = await listMergeCandidates(ctx, { after: first.next ?? undefined });
    const seen = [...first.pairs, ...second.pairs].filter((pair) => pair.joinedNumber === number).map((pair) => pair.number);
    expect(new Set(seen).size).toBe(SAME_ADDRESS_PAGE + 2);
    const powerless = (await makeStaff(ctx, { role: "agent" })).staffId;
    await ctx.db.execute(sql`update staff set withheld = '{customers.merge}' where id = ${powerless}`);
    const count = await countMergeCandidates(ctx);
    const pair = first.pairs[0]?.id ?? "";
    expect(await tellApart(ctx, { pair, staffId: powerless })).toMatchObject({ ok: false, code: "staff.not-permitted" });
    expect(await countMergeCandidates(ctx)).toBe(count);
  });
});
