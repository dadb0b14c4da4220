import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leaveCompany } from "@/core/companies/leave-company";
import { createCompany } from "@/core/company-office/create-company";
import { deactivateCompanies, reactivateCompanies } from "@/core/company-office/deactivate-companies";
import { mergeCompanies, previewCompanyMerge } from "@/core/company-office/merge-companies";
import type { Ctx } from "@/core/ctx";
import type { StaffOperator } from "@/core/staff/confirm-staff";
import type { World } from "@/tests/support/context";
import { type MadeAccount, makeAccount } from "@/tests/support/make";
import { firstOf, type MadePerson, makeCompany } from "@/tests/support/make-company";
import { queuedMails } from "@/tests/support/queued-mail";
import { makeStaffedWorld } from "@/tests/support/staffed-world";

let world: World;
let ctx: Ctx;
let by: StaffOperator;
let staffId: string;
beforeAll(async () => {
  ({ world, ctx, by, staffId } = await makeStaffedWorld());
});
afterAll(() => world.end());

const newsTo = async ({ email }: MadeAccount) => (await queuedMails(ctx, email)).map(({ facts }) => facts.notice);
const newsToAll = (people: readonly MadeAccount[]) => Promise.all(people.map(newsTo));

/** A company of two administrators, a buyer, an administrator without a proven address, one who was deactivated, and one whose account is shut. */
async function crowd(name: string): Promise<{ companyId: string; people: MadePerson[]; boss: MadePerson; buyer: MadePerson }> {
  const types = ["Administrator", "Administrator", "Buyer", "Administrator", "Administrator", "Administrator"];
  const { companyId, people } = await makeCompany(ctx, { name, types });
  const ids = people.map(({ customerId }) => customerId);
  const { sql } = world.database;
  await sql`update accounts set email_verified_at = null where customer_id = ${ids[3] ?? ""}`;
  await sql`update company_people set deactivated_at = now() where customer_id = ${ids[4] ?? ""}`;
  await sql`update accounts set deactivated_at = now() where customer_id = ${ids[5] ?? ""}`;
  return { companyId, people, boss: firstOf(people), buyer: firstOf(people.slice(2)) };
}

describe("P-O3: administrators are told what happens to their company", () => {
  test("staff shut it and open it again: each administrator who can sign in is told once, and nobody else", async () => {
    const { companyId, people } = await crowd("Acme Ltd");
    const asked = { ids: [companyId], staffId };
    for (const change of [deactivateCompanies, reactivateCompanies]) {
      expect(await change(ctx, asked)).toMatchObject({ ok: true });
      expect(await change(ctx, asked), "pressed twice it is done once").toMatchObject({ value: { count: 0 } });
    }
    const both = ["companyDeactivated", "companyReactivated"];
    expect(await newsToAll(people)).toEqual([both, both, [], [], [], []]);
  });

  test("T-A8: where one of several companies cannot be shut, nobody is told anything", async () => {
    const { companyId, boss } = await crowd("Acme Ltd");
    const asked = { ids: [companyId, crypto.randomUUID()], staffId };
    expect(await deactivateCompanies(ctx, asked)).toMatchObject({ ok: false });
    expect(await newsTo(boss)).toEqual([]);
  });

  test("two are merged: those of the merged one are told where they are now, those of the kept one who came", async () => {
    const [kept, merged] = [await crowd("Kept Ltd"), await crowd("Merged Ltd")];
    const pair = { kept: kept.companyId, merged: merged.companyId };
    const press = async (seen = "") => mergeCompanies(ctx, { companyId: pair.kept, merged: pair.merged, seen, by });
    expect(await press("another preview")).toMatchObject({ code: "merge.changed" });
    const seen = (await previewCompanyMerge(ctx, pair))?.seen;
    expect([await press(seen), await press(seen)]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await newsToAll(kept.people)).toEqual([["companyGrew"], ["companyGrew"], [], [], [], []]);
    expect(await newsToAll(merged.people)).toEqual([["companyMerged"], ["companyMerged"], [], [], [], []]);
    const [mail] = await queuedMails(ctx, merged.boss.email);
    expect(mail?.facts).toMatchObject({ company: "Kept Ltd", name: "Merged Ltd" });
  });

  test("of a company without people nobody comes, so those of the kept one are told nothing", async () => {
    const kept = await crowd("Kept Ltd");
    const merged = await makeCompany(ctx, { name: "Empty Ltd", types: [] });
    const pair = { kept: kept.companyId, merged: merged.companyId };
    const seen = (await previewCompanyMerge(ctx, pair))?.seen ?? "";
    expect(await mergeCompanies(ctx, { companyId: pair.kept, merged: pair.merged, seen, by })).toMatchObject({ ok: true });
    expect(await newsTo(kept.boss)).toEqual([]);
  });

  test("a colleague leaves: the administrators who stay are told who it was", async () => {
    const { people, buyer } = await crowd("Acme Ltd");
    expect(await leaveCompany(ctx, { by: buyer })).toMatchObject({ ok: true, value: { company: "Acme Ltd" } });
    expect(await leaveCompany(ctx, { by: buyer })).toMatchObject({ ok: false });
    expect(await newsToAll(people)).toEqual([["left"], ["left"], [], [], [], []]);
    const [mail] = await queuedMails(ctx, people[0]?.email ?? "");
    expect(mail?.facts).toMatchObject({ company: "Acme Ltd", name: "Ann Archer" });
  });

  test("an administrator leaves, and is not among those who are told", async () => {
    const { people, boss } = await crowd("Acme Ltd");
    expect(await leaveCompany(ctx, { by: boss })).toMatchObject({ ok: true });
    expect(await newsToAll(people)).toEqual([[], ["left"], [], [], [], []]);
  });
});

test("P-O1, P-O2: the first person of a company that staff make is told as everybody is whom they put into one", async () => {
  const first = await makeAccount(ctx);
  const made = { posted: { companyName: "New Ltd" }, number: first.number, staffId };
  expect(await createCompany(ctx, made)).toMatchObject({ ok: true });
  const mails = await queuedMails(ctx, first.email);
  expect(mails.map(({ facts }) => facts)).toEqual([{ notice: "addedByStaff", company: "New Ltd", type: "Administrator" }]);
  const unproven = await makeAccount(ctx);
  await world.database.sql`update accounts set email_verified_at = null where id = ${unproven.accountId}`;
  expect(await createCompany(ctx, { ...made, number: unproven.number })).toMatchObject({ ok: true });
  expect(await newsTo(unproven)).toEqual([]);
});
