import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { handOverAdministration } from "@/core/companies/hand-over-administration";
import { findColleague } from "@/core/companies/permissions";
import { mergeCompanies, previewCompanyMerge } from "@/core/company-office/merge-companies";
import type { Ctx } from "@/core/ctx";
import { previewMerge } from "@/core/customers/preview-merge";
import { lockCompany } from "@/db/queries/companies";
import { deletePerson } from "@/db/queries/company-people";
import { acceptAs, inviteTo, placeOf } from "@/tests/support/company";
import { makeWorld, type World } from "@/tests/support/context";
import { freshOperator, type MadeAccount, makeAccount, makeStaff } from "@/tests/support/make";
import { makeCompany, putIntoCompany, typeNamed } from "@/tests/support/make-company";
import { makeGuest, merge, undo } from "@/tests/support/merge";
import { startAndWait } from "@/tests/support/start-and-wait";

let world: World;
let ctx: Ctx;
let by: Awaited<ReturnType<typeof freshOperator>>;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  by = await freshOperator(ctx, (await makeStaff(ctx, { role: "agent" })).staffId);
});
afterAll(() => world.end());

const place = ({ customerId }: MadeAccount) => placeOf(world, customerId);
const pairOf = (kept: { number: string }, merged: { number: string }) => ({ kept: kept.number, merged: merged.number });
const ask = ({ customerId }: MadeAccount, companyId: string) =>
  world.database.sql`insert into company_requests (customer_id, company_id) values (${customerId}, ${companyId})`;
const asked = async ({ customerId }: MadeAccount) =>
  (await world.database.sql`select company_id from company_requests where customer_id = ${customerId}`)[0]?.company_id;
const shut = ({ accountId }: MadeAccount) =>
  world.database.sql`update accounts set deactivated_at = now() where id = ${accountId}`;

/** A company with two people of these user types. */
async function two(first: string, second: string) {
  const { companyId, people } = await makeCompany(ctx, { types: [first, second] });
  const [one, other] = people;
  if (!one || !other) throw new Error("nobody was made");
  return { companyId, one, other };
}

describe("a place in a company and a merge of two customers", () => {
  test("P-V6, P-O3: it goes to a kept customer who has none, is named before, and goes back when the merge is undone", async () => {
    const { companyId, one, other } = await two("Administrator", "Reader");
    const kept = await makeAccount(ctx);
    const pair = pairOf(kept, one);
    const before = await world.database
      .sql`select joined_at::text, user_type_id from company_people where customer_id = ${one.customerId}`;
    expect(await previewMerge(ctx, pair)).toMatchObject({
      refusal: null,
      kept: { companyName: null },
      merged: { companyId, companyName: "Acme Ltd", userTypeName: "Administrator" },
    });
    expect(await merge(ctx, by, pair)).toMatchObject({ ok: true });
    expect([await place(one), await place(kept)]).toEqual([
      undefined,
      { company: "Acme Ltd", type: "Administrator", open: true },
    ]);
    const after = await world.database
      .sql`select joined_at::text, user_type_id from company_people where customer_id = ${kept.customerId}`;
    expect(after).toEqual(before);
    expect(await undo(ctx, by, pair)).toMatchObject({ ok: true });
    expect([await place(one), await place(kept)]).toEqual([
      { company: "Acme Ltd", type: "Administrator", open: true },
      undefined,
    ]);
    expect(await place(other)).toMatchObject({ type: "Reader" });
  });

  test("P-V6: of two people without accounts, too, and whoever was deactivated there stays so", async () => {
    const { companyId } = await makeCompany(ctx);
    const [kept, merged] = [await makeGuest(ctx), await makeGuest(ctx)];
    await putIntoCompany(ctx, companyId, merged.id, "Reader");
    await world.database.sql`update company_people set deactivated_at = now() where customer_id = ${merged.id}`;
    expect(await merge(ctx, by, pairOf(kept, merged))).toMatchObject({ ok: true });
    expect(await placeOf(world, kept.id)).toEqual({ company: "Acme Ltd", type: "Reader", open: false });
  });

  test("P-O3: of two companies it is refused, before and at the button", async () => {
    const [here, there] = [await two("Administrator", "Reader"), await two("Administrator", "Reader")];
    const pair = pairOf(here.other, there.other);
    expect(await previewMerge(ctx, pair)).toMatchObject({ refusal: "merge.two-companies" });
    expect(await merge(ctx, by, pair)).toMatchObject({ ok: false, code: "merge.two-companies" });
    expect([await place(here.other), await place(there.other)]).toMatchObject([{ type: "Reader" }, { type: "Reader" }]);
  });

  test("P-O3, T-A5: in one company the kept customer stays what they are; undone, the other one is there again", async () => {
    const { one, other } = await two("Administrator", "Reader");
    const pair = pairOf(one, other);
    expect(await merge(ctx, by, pair)).toMatchObject({ ok: true });
    expect([await place(one), await place(other)]).toMatchObject([{ type: "Administrator" }, undefined]);
    expect(await undo(ctx, by, pair)).toMatchObject({ ok: true });
    expect([await place(one), await place(other)]).toMatchObject([{ type: "Administrator" }, { type: "Reader", open: true }]);
  });

  test("P-O3, T-A5: in one company its last administrator is not merged into somebody else there", async () => {
    const { one, other } = await two("Administrator", "Reader");
    const pair = pairOf(other, one);
    expect(await previewMerge(ctx, pair)).toMatchObject({ refusal: "merge.last-administrator" });
    expect(await merge(ctx, by, pair)).toMatchObject({ ok: false, code: "merge.last-administrator" });
    expect([await place(one), await place(other)]).toMatchObject([{ type: "Administrator" }, { type: "Reader" }]);
    await handOverAdministration(ctx, { person: other.customerId, by: one });
    expect(await merge(ctx, by, pair)).toMatchObject({ ok: true });
  });

  test("P-O3: a company's last administrator is not merged into an account that nobody can sign in to", async () => {
    const { one } = await two("Administrator", "Reader");
    const kept = await makeAccount(ctx);
    await shut(kept);
    expect(await merge(ctx, by, pairOf(kept, one))).toMatchObject({ ok: false, code: "merge.last-administrator" });
    expect(await place(one)).toMatchObject({ type: "Administrator" });
  });

  test("P-O3, T-A5: while somebody changes a company's people, who administers it is asked only afterwards", async () => {
    const { companyId, one, other } = await two("Administrator", "Administrator");
    const reader = await makeAccount(ctx);
    await putIntoCompany(ctx, companyId, reader.customerId, "Reader");
    const { running } = await ctx.db.transaction(async (tx) => {
      await lockCompany(tx, companyId);
      await deletePerson(tx, other.customerId);
      return startAndWait(world, () => merge(ctx, by, pairOf(reader, one)));
    });
    expect(await running).toMatchObject({ ok: false, code: "merge.last-administrator" });
    expect(await place(one)).toMatchObject({ type: "Administrator", open: true });
  });

  test("T-V9: invitations go along with a place that moves, and back with it", async () => {
    const { one } = await two("Administrator", "Reader");
    const [kept, first, second] = [await makeAccount(ctx), await makeAccount(ctx), await makeAccount(ctx)];
    const tokens = [await inviteTo(ctx, one, first.email), await inviteTo(ctx, one, second.email)];
    await merge(ctx, by, pairOf(kept, one));
    expect(await acceptAs(ctx, tokens[0] ?? "", first)).toMatchObject({ ok: true });
    await undo(ctx, by, pairOf(kept, one));
    expect(await acceptAs(ctx, tokens[1] ?? "", second)).toMatchObject({ ok: true });
  });

  test("T-V9: invitations of a place that ends with the merge open nothing", async () => {
    const { one, other } = await two("Administrator", "Administrator");
    const invited = await makeAccount(ctx);
    const token = await inviteTo(ctx, one, invited.email);
    await merge(ctx, by, pairOf(other, one));
    expect(await acceptAs(ctx, token, invited)).toMatchObject({ ok: false, code: "proof.invalid" });
  });
});

describe("a request to be let into a company and a merge", () => {
  test("P-V6: follows to a kept customer who asks for nothing, and goes back", async () => {
    const { companyId } = await makeCompany(ctx);
    const [kept, merged] = [await makeAccount(ctx), await makeAccount(ctx)];
    await ask(merged, companyId);
    await merge(ctx, by, pairOf(kept, merged));
    expect([await asked(kept), await asked(merged)]).toEqual([companyId, undefined]);
    await undo(ctx, by, pairOf(kept, merged));
    expect([await asked(kept), await asked(merged)]).toEqual([undefined, companyId]);
  });

  test("P-V6, T-R15: ends where the kept customer has a place then, and is there again once it is undone", async () => {
    const { one } = await two("Administrator", "Reader");
    const { companyId } = await makeCompany(ctx);
    const kept = await makeAccount(ctx);
    await ask(kept, companyId);
    await merge(ctx, by, pairOf(kept, one));
    expect(await asked(kept)).toBeUndefined();
    await undo(ctx, by, pairOf(kept, one));
    expect([await asked(kept), await place(kept)]).toEqual([companyId, undefined]);
  });

  test("P-V6: one that was decided on meanwhile does not come back", async () => {
    const { companyId } = await makeCompany(ctx);
    const [kept, merged] = [await makeAccount(ctx), await makeAccount(ctx)];
    await ask(merged, companyId);
    await merge(ctx, by, pairOf(kept, merged));
    await world.database.sql`delete from company_requests where customer_id = ${kept.customerId}`;
    await undo(ctx, by, pairOf(kept, merged));
    expect([await asked(kept), await asked(merged)]).toEqual([undefined, undefined]);
  });
});

describe("undoing a merge, when others decided meanwhile", () => {
  test("P-O3, T-A5: a place that the kept customer lost comes back to nobody", async () => {
    const moved = await two("Administrator", "Reader");
    const kept = await makeAccount(ctx);
    await merge(ctx, by, pairOf(kept, moved.other));
    const both = await two("Administrator", "Reader");
    const third = await makeAccount(ctx);
    await putIntoCompany(ctx, both.companyId, third.customerId, "Reader");
    await merge(ctx, by, pairOf(third, both.other));
    for (const { customerId } of [kept, third])
      await world.database.sql`delete from company_people where customer_id = ${customerId}`;
    await undo(ctx, by, pairOf(kept, moved.other));
    await undo(ctx, by, pairOf(third, both.other));
    expect([await place(moved.other), await place(both.other)]).toEqual([undefined, undefined]);
  });

  test("P-O3, P-V6: a place goes back within the company that its own was merged into, and so does what was asked for", async () => {
    const [{ companyId, other }, standing, last] = [
      await two("Administrator", "Reader"),
      await makeCompany(ctx),
      await makeCompany(ctx),
    ];
    const [kept, asking, second] = [await makeAccount(ctx), await makeAccount(ctx), await makeAccount(ctx)];
    const both = await two("Administrator", "Buyer");
    await ask(asking, companyId);
    const pairs = [pairOf(kept, other), pairOf(second, asking), pairOf(both.one, both.other)];
    for (const pair of pairs) expect(await merge(ctx, by, pair)).toMatchObject({ ok: true });
    const ways = [companyId, both.companyId, standing.companyId].map((gone, nth) => [
      gone,
      (nth === 2 ? last : standing).companyId,
    ]);
    for (const [merged = "", into = ""] of ways) {
      const plan = await previewCompanyMerge(ctx, { kept: into, merged });
      expect(await mergeCompanies(ctx, { companyId: into, merged, seen: plan?.seen ?? "", by })).toMatchObject({ ok: true });
    }
    for (const pair of pairs) expect(await undo(ctx, by, pair)).toMatchObject({ ok: true });
    for (const { customerId } of [other, both.other])
      expect(await findColleague(ctx, customerId)).toMatchObject({ companyId: last.companyId });
    expect([await place(kept), await place(other), await place(both.other)]).toMatchObject([
      undefined,
      { type: "Reader" },
      { type: "Buyer" },
    ]);
    expect([await asked(second), await asked(asking)]).toEqual([undefined, last.companyId]);
  });

  const typeNow = async (kept: MadeAccount, type: string) =>
    world.database
      .sql`update company_people set user_type_id = ${await typeNamed(ctx, type)} where customer_id = ${kept.customerId}`;

  test.each([
    ["Administrator", "Administrator", "Reader", "Reader"],
    ["Administrator", "Reader", "Buyer", "Reader"],
    ["Administrator", "Administrator", "Administrator", "Administrator"],
    ["Reader", "Administrator", "Reader", "Administrator"],
    ["Reader", "Buyer", "Administrator", "Buyer"],
  ])(
    "P-O3, T-A5: a kept %s and a merged %s: with the kept one a %s by then, a %s comes back",
    async (first, second, now, back) => {
      const { companyId, one, other } = await two(first, second);
      await putIntoCompany(ctx, companyId, (await makeAccount(ctx)).customerId, "Administrator");
      const pair = pairOf(one, other);
      expect(await merge(ctx, by, pair)).toMatchObject({ ok: true });
      await typeNow(one, now);
      expect(await undo(ctx, by, pair)).toMatchObject({ ok: true });
      expect([await place(one), await place(other)]).toMatchObject([{ type: now }, { type: back, open: true }]);
    },
  );

  test("P-O3: a place stays where its company would else be without an administrator who can sign in", async () => {
    const { one } = await two("Administrator", "Reader");
    const kept = await makeAccount(ctx);
    await shut(one);
    await merge(ctx, by, pairOf(kept, one));
    expect(await undo(ctx, by, pairOf(kept, one))).toMatchObject({ ok: true });
    expect(await findColleague(ctx, kept.customerId)).toMatchObject({ userTypeName: "Administrator" });
  });
});
