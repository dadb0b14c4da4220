import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findColleague } from "@/core/companies/permissions";
import { mergeCompanies, previewCompanyMerge } from "@/core/company-office/merge-companies";
import { findKeptCompany } from "@/core/company-office/open-company";
import { type Ctx, inTransaction } from "@/core/ctx";
import { holdCode, joinPartner } from "@/core/partners/join-partner";
import { ok } from "@/core/result";
import type { StaffOperator } from "@/core/staff/confirm-staff";
import { findCompany } from "@/db/queries/companies";
import { companies, companyAddresses, companyInvitations, partnerCodes } from "@/db/schema/companies";
import { staff } from "@/db/schema/people";
import { orders } from "@/db/schema/shop";
import type { World } from "@/tests/support/context";
import { freshOperator, makeAccount, makeStaff } from "@/tests/support/make";
import { makeCompany, putIntoCompany, typeNamed } from "@/tests/support/make-company";
import { makeOrder } from "@/tests/support/make-shop";
import { makePartner, usesOf } from "@/tests/support/partners";
import { makeStaffedWorld } from "@/tests/support/staffed-world";
import { startAndWait } from "@/tests/support/start-and-wait";

let world: World;
let ctx: Ctx;
let by: StaffOperator;
beforeAll(async () => {
  ({ world, ctx, by } = await makeStaffedWorld());
});
afterAll(() => world.end());

async function preview(kept: string, merged: string) {
  const plan = await previewCompanyMerge(ctx, { kept, merged });
  if (!plan) throw new Error("no merge is possible");
  return plan;
}

async function makeBoth(kind: "customer" | "partner" = "customer") {
  const [kept, merged] = [
    await makeCompany(ctx, { kind, name: "Kept" }),
    await makeCompany(ctx, { kind, name: "Merged", types: ["Administrator", "Reader"] }),
  ];
  return { kept, merged, companyId: kept.companyId, other: merged.companyId };
}

test("P-O1: everything of a merged company belongs to the kept one, and the old address leads there", async () => {
  const { merged, companyId, other } = await makeBoth("partner");
  const [boss, reader] = merged.people;
  if (!boss || !reader) throw new Error("nobody is in it");
  const userTypeId = await typeNamed(ctx, "Buyer");
  await ctx.db
    .update(companies)
    .set({ domains: ["merged.example"], directoryId: "M-1" })
    .where(eq(companies.id, other));
  await ctx.db.insert(partnerCodes).values({ companyId: other, codeHash: "hash of a code", hint: "XYZ" });
  const where = { label: "Dock", name: "Merged", street: "1 Quay", postcode: "1234", city: "Port", country: "ES" };
  await ctx.db.insert(companyAddresses).values({ companyId: other, ...where });
  const invitation = { userTypeId, expiresAt: new Date(Date.now() + 1e7) };
  const invited = (id: string, email: string) => ({ companyId: id, email, emailKey: email, ...invitation });
  await ctx.db
    .insert(companyInvitations)
    .values([invited(other, "both@example.com"), invited(companyId, "both@example.com"), invited(other, "one@example.com")]);
  const order = await makeOrder(ctx, boss);
  await ctx.db.update(orders).set({ companyId: other }).where(eq(orders.number, order.number));

  const plan = await preview(companyId, other);
  expect(plan).toMatchObject({ people: 2, orders: 1, codes: 1, addresses: 1, administrators: [{ number: boss.number }] });
  expect(await mergeCompanies(ctx, { companyId, merged: other, seen: plan.seen, by })).toMatchObject({ ok: true });

  expect(await findColleague(ctx, reader.customerId)).toMatchObject({ companyId, userTypeName: "Reader" });
  expect(await findCompany(ctx.db, companyId)).toMatchObject({ domains: ["merged.example"], directoryId: "M-1" });
  const [moved] = await ctx.db.select().from(orders).where(eq(orders.number, order.number));
  expect(moved?.companyId).toBe(companyId);
  for (const table of [partnerCodes, companyAddresses, companyInvitations])
    expect(await ctx.db.select().from(table).where(eq(table.companyId, other))).toEqual([]);
  const open = (await ctx.db.select().from(companyInvitations)).filter(({ withdrawnAt }) => withdrawnAt === null);
  expect(open.map(({ email }) => email).sort()).toEqual(["both@example.com", "one@example.com"]);
  expect(await findKeptCompany(ctx, other)).toBe(companyId);
  expect(await mergeCompanies(ctx, { companyId, merged: other, seen: plan.seen, by }), "pressed twice").toMatchObject({
    ok: true,
  });
});

test("P-O1: what changed since the preview is shown first", async () => {
  const { kept, companyId, other } = await makeBoth();
  const { seen } = await preview(companyId, other);
  const late = await makeCompany(ctx);
  await ctx.db.execute(`delete from company_people where customer_id = '${late.people[0]?.customerId}'`);
  await putIntoCompany(ctx, other, late.people[0]?.customerId ?? "", "Administrator");
  expect(await mergeCompanies(ctx, { companyId, merged: other, seen, by })).toMatchObject({ ok: false, code: "merge.changed" });
  expect(await findColleague(ctx, kept.people[0]?.customerId ?? "")).toMatchObject({ companyId });
  expect((await findCompany(ctx.db, other))?.mergedInto).toBeNull();
});

test("P-O1: a company is merged with no partner, not with itself, and not twice", async () => {
  const { companyId, other } = await makeBoth();
  const partner = await makeCompany(ctx, { kind: "partner", types: [] });
  const { seen } = await preview(companyId, other);
  const merge = (merged: string, kept = companyId) => mergeCompanies(ctx, { companyId: kept, merged, seen, by });
  expect(await previewCompanyMerge(ctx, { kept: companyId, merged: partner.companyId })).toBeNull();
  expect(await merge(partner.companyId)).toMatchObject({ ok: false, code: "company.merge-kinds" });
  expect(await merge(companyId)).toMatchObject({ ok: false, code: "company.merge-same" });
  expect(await merge(other)).toMatchObject({ ok: true });
  expect(await merge(companyId, other)).toMatchObject({ ok: false, code: "company.not-found" });
});

test("P-O1, T-Q5: two partners whom the directory knows stay two; one that it knows brings the name and the codes along", async () => {
  const { companyId, other } = await makeBoth("partner");
  const call = (id: string, directoryId: string | null) =>
    ctx.db.update(companies).set({ directoryId }).where(eq(companies.id, id));
  await call(companyId, "here");
  await call(other, "there");
  await ctx.db.insert(partnerCodes).values({ companyId: other, codeHash: "another code", hint: "ABC", isFromDirectory: true });
  const plan = await preview(companyId, other);
  expect(plan.refusal).toBe("company.merge-directory");
  const merge = () => mergeCompanies(ctx, { companyId, merged: other, seen: plan.seen, by });
  expect(await merge()).toMatchObject({ ok: false, code: "company.merge-directory" });
  expect([(await findCompany(ctx.db, companyId))?.directoryId, (await findCompany(ctx.db, other))?.mergedInto]).toEqual([
    "here",
    null,
  ]);
  await call(companyId, null);
  expect((await preview(companyId, other)).refusal).toBeNull();
  expect(await merge()).toMatchObject({ ok: true });
  expect(await findCompany(ctx.db, companyId)).toMatchObject({ directoryId: "there" });
  const moved = await ctx.db.select().from(partnerCodes).where(eq(partnerCodes.codeHash, "another code"));
  expect(moved).toMatchObject([{ companyId }]);
});

test("P-O1: a kept partner keeps what the directory calls it", async () => {
  const { companyId, other } = await makeBoth("partner");
  await ctx.db.update(companies).set({ directoryId: "mine" }).where(eq(companies.id, companyId));
  const { seen } = await preview(companyId, other);
  expect(await mergeCompanies(ctx, { companyId, merged: other, seen, by })).toMatchObject({ ok: true });
  expect(await findCompany(ctx.db, companyId)).toMatchObject({ directoryId: "mine" });
});

test("P-O1, T-FX22: who joins by a code at the moment of the merge is in the kept partner", async () => {
  const [kept, gone, who] = [await makePartner(ctx), await makePartner(ctx), await makeAccount(ctx)];
  const { seen } = await preview(kept.companyId, gone.companyId);
  const { running } = await inTransaction(ctx, async (tx) => {
    const held = await holdCode(tx, ok({ codeId: gone.codeId }));
    if (!held.ok) throw new Error("the code does not count");
    const merge = () => mergeCompanies(ctx, { companyId: kept.companyId, merged: gone.companyId, seen, by });
    const merging = await startAndWait(world, merge);
    await joinPartner(tx, who, held.value);
    return merging;
  });
  expect(await running).toMatchObject({ ok: true });
  expect(await findColleague(ctx, who.customerId)).toMatchObject({ companyId: kept.companyId });
  expect(await usesOf(ctx, gone.codeId)).toEqual({ uses: 1, people: 1 });
});

const shut = (id: string, deactivatedAt: Date | null = new Date()) =>
  ctx.db.update(companies).set({ deactivatedAt }).where(eq(companies.id, id));

test("P-O1: an open and a shut company stay two, whichever is kept and whenever it was shut", async () => {
  const { companyId, other, merged } = await makeBoth();
  const { seen } = await preview(companyId, other);
  await shut(other);
  expect((await preview(companyId, other)).refusal).toBe("company.merge-shut");
  expect((await preview(other, companyId)).refusal).toBe("company.merge-shut");
  const merge = () => mergeCompanies(ctx, { companyId, merged: other, seen, by });
  expect(await merge()).toMatchObject({ ok: false, code: "company.merge-shut" });
  expect(await findColleague(ctx, merged.people[0]?.customerId ?? "")).toBeNull();
  await shut(companyId);
  expect(await merge(), "both, since the preview").toMatchObject({ ok: false, code: "merge.changed" });
  const both = await preview(companyId, other);
  expect(await mergeCompanies(ctx, { companyId, merged: other, seen: both.seen, by })).toMatchObject({ ok: true });
  expect((await findCompany(ctx.db, companyId))?.deactivatedAt).not.toBeNull();
});

describe("domains of companies that are merged", () => {
  const route = (id: string, row: Partial<Pick<typeof companies.$inferInsert, "domains" | "connectionId" | "takesRequests">>) =>
    ctx.db
      .update(companies)
      .set({ domains: [], ...row })
      .where(eq(companies.id, id));
  let nth = 0;
  const domain = () => `d${++nth}.example`;

  type Routing = Parameters<typeof route>[1];
  const cases: [string, Routing, Routing, boolean][] = [
    ["another connection than that of the kept one", { connectionId: "one" }, { connectionId: "two", domains: [domain()] }, true],
    ["a connection that only the kept one has", { connectionId: "one" }, { domains: [domain()] }, true],
    ["a connection for the kept one's domains", { domains: [domain()] }, { connectionId: "two" }, true],
    ["requests that the kept one does not take", {}, { domains: [domain()], takesRequests: true }, true],
    ["no requests, where the kept one takes some", { takesRequests: true }, { domains: [domain()] }, true],
    ["domains that lead where they led", { connectionId: "one" }, { connectionId: "one", domains: [domain()] }, false],
    ["a connection without domains to a kept one without any", {}, { connectionId: "two" }, false],
  ];
  test.each(cases)("P-S5, T-A7: with %s, who may change connections merges", async (_what, kept, merged, isRerouted) => {
    const { companyId, other } = await makeBoth();
    await route(companyId, kept);
    await route(other, merged);
    const agent = await freshOperator(ctx, (await makeStaff(ctx, { role: "agent" })).staffId);
    const plan = await preview(companyId, other);
    expect(plan.domains).toEqual(merged.domains ?? []);
    expect(plan.rerouted).toEqual(isRerouted ? [...(kept.domains ?? []), ...(merged.domains ?? [])] : []);
    const asked = { companyId, merged: other, seen: plan.seen };
    const refused = { ok: false, code: "company.merge-domains" };
    expect(await mergeCompanies(ctx, { ...asked, by: agent })).toMatchObject(isRerouted ? refused : { ok: true });
    expect((await findCompany(ctx.db, other))?.mergedInto).toBe(isRerouted ? null : companyId);
    expect(await mergeCompanies(ctx, { ...asked, by })).toMatchObject({ ok: true });
  });

  test("P-S5, P-O1: what changed about them since the preview is shown first", async () => {
    const changes: Routing[] = [{ domains: [domain()] }, { connectionId: "one" }, { takesRequests: true }];
    for (const change of changes) {
      const { companyId, other } = await makeBoth();
      const { seen } = await preview(companyId, other);
      await route(other, change);
      const answer = await mergeCompanies(ctx, { companyId, merged: other, seen, by });
      expect(answer).toMatchObject({ ok: false, code: "merge.changed" });
    }
  });
});

test("T-A7, T-A13: merging takes the permission and the own password", async () => {
  const { companyId, other } = await makeBoth();
  const { seen } = await preview(companyId, other);
  const { staffId } = await makeStaff(ctx, { role: "agent" });
  const stale = { ...(await freshOperator(ctx, staffId)), sessionId: "00000000-0000-4000-8000-000000000000" };
  const asked = { companyId, merged: other, seen, by: stale };
  expect(await mergeCompanies(ctx, asked)).toMatchObject({ ok: false, code: "staff.confirm-needed" });
  await ctx.db
    .update(staff)
    .set({ withheld: ["companies.edit"] })
    .where(eq(staff.id, staffId));
  expect(await mergeCompanies(ctx, asked)).toMatchObject({ ok: false, code: "staff.not-permitted" });
});
