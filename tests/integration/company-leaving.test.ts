import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { saveCompanyAddress } from "@/core/companies/address-book";
import { deactivateColleague, reactivateColleague, removeColleague } from "@/core/companies/change-colleague";
import { findOwnPlace } from "@/core/companies/find-own-place";
import { leaveCompany } from "@/core/companies/leave-company";
import { addPerson, removePerson } from "@/core/company-office/change-person";
import type { Ctx } from "@/core/ctx";
import { eraseCustomer } from "@/core/customers/erase-customer";
import { readSettingsVersion } from "@/db/queries/settings";
import { acceptAs, inviteTo, joinBy, placeOf } from "@/tests/support/company";
import { makeWorld, type World } from "@/tests/support/context";
import { freshEmail, freshOperator, type MadeAccount, makeAccount, makeStaff } from "@/tests/support/make";
import { actingIn, type MadePerson, makeCompany, putIntoCompany, typeNamed } from "@/tests/support/make-company";

let world: World;
let ctx: Ctx;
let staffId: string;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  ({ staffId } = await makeStaff(ctx));
});
afterAll(() => world.end());

async function companyOf(name: string, ...types: string[]) {
  const { companyId, people } = await makeCompany(ctx, { name, types });
  const at = (index: number): MadePerson => {
    const person = people[index];
    if (!person) throw new Error("no such person");
    return person;
  };
  return { companyId, at };
}

const place = (person: MadeAccount) => placeOf(world, person.customerId);
const erase = async ({ number }: MadeAccount) =>
  eraseCustomer(ctx, { number, typedNumber: number, by: await freshOperator(ctx, staffId) });
const rowOf = async (companyId: string) =>
  (
    await world.database.sql`select name, name_key, fields, domains, deactivated_at is not null as shut,
      (select count(*)::int from company_addresses a where a.company_id = c.id) as addresses
    from companies c where id = ${companyId}`
  )[0];

/** A company of a household: its name, book and answers are its person's. */
async function household() {
  const made = await companyOf("Archer family", "Administrator");
  const entry = { label: "Home", name: "Nell Archer", street: "1 Secret Lane", postcode: "28001", city: "Madrid", country: "ES" };
  await saveCompanyAddress(ctx, { ...entry, by: made.at(0) });
  await world.database.sql`
    update companies set fields = '{"vat": "ES 1"}', domains = ${[`c${made.companyId}.example`]} where id = ${made.companyId}`;
  return made;
}

describe("P-O3: the way out of a company", () => {
  test.each([
    ["was deactivated in it", "update company_people set deactivated_at = now() where customer_id = $1"],
    [
      "is of a company that is shut",
      "update companies c set deactivated_at = now() from company_people p where p.company_id = c.id and p.customer_id = $1",
    ],
  ])("P-O3: who %s sees so, leaves it, and accepts another company's invitation", async (_who, close) => {
    const { at } = await companyOf("Old", "Administrator", "Buyer");
    const [boss, buyer] = [at(0), at(1)];
    const other = await companyOf("New", "Administrator");
    await world.database.sql.unsafe(close, [buyer.customerId]);
    const token = await inviteTo(ctx, other.at(0), buyer.email);
    expect(await acceptAs(ctx, token, buyer)).toMatchObject({ ok: false, code: "company.elsewhere" });
    expect(await findOwnPlace(ctx, buyer.customerId)).toMatchObject({ companyName: "Old", isLastToLeave: false });
    expect(await leaveCompany(ctx, { by: buyer })).toMatchObject({ ok: true });
    expect(await findOwnPlace(ctx, buyer.customerId)).toBeNull();
    expect(await acceptAs(ctx, token, buyer)).toMatchObject({ ok: true });
    expect([await place(buyer), await place(boss)]).toMatchObject([{ company: "New" }, { company: "Old" }]);
  });

  test("P-O3: the last administrator of a shut company does not leave the others in it either", async () => {
    const { companyId, at } = await companyOf("Old", "Administrator", "Buyer");
    await world.database.sql`update companies set deactivated_at = now() where id = ${companyId}`;
    expect(await leaveCompany(ctx, { by: at(0) })).toMatchObject({ ok: false, code: "company.last-administrator" });
    expect(await place(at(0))).toMatchObject({ company: "Old" });
  });

  test("P-O1, P-O3: who founded a company by mistake leaves it, is told before what that means, and it is shut and emptied", async () => {
    const { companyId, at } = await household();
    const before = await readSettingsVersion(ctx.db);
    expect(await findOwnPlace(ctx, at(0).customerId)).toMatchObject({ companyName: "Archer family", isLastToLeave: true });
    expect(await leaveCompany(ctx, { by: at(0) })).toMatchObject({ ok: true });
    const name = companyId.slice(0, 8);
    expect(await rowOf(companyId)).toEqual({ name, name_key: name, fields: {}, domains: [], shut: true, addresses: 0 });
    expect(await readSettingsVersion(ctx.db)).toBeGreaterThan(before);
    const other = await companyOf("New", "Administrator");
    expect(await acceptAs(ctx, await inviteTo(ctx, other.at(0), at(0).email), at(0))).toMatchObject({ ok: true });
  });

  test("P-O4: a partner stays as it is without its last person", async () => {
    const { companyId, people } = await makeCompany(ctx, { kind: "partner", name: "Mills", types: ["Administrator"] });
    const [person] = people;
    if (!person) throw new Error("nobody was made");
    expect(await leaveCompany(ctx, { by: person })).toMatchObject({ ok: true });
    expect(await rowOf(companyId)).toMatchObject({ name: "Mills", shut: false });
  });
});

describe("T-G6: a company without people", () => {
  test("T-G6: whose only person is erased keeps neither their name nor their street, nor do those that were merged into it", async () => {
    const { companyId, at } = await household();
    const merged = await household();
    await world.database.sql`delete from company_people where company_id = ${merged.companyId}`;
    await world.database.sql`update companies set merged_into = ${companyId} where id = ${merged.companyId}`;
    expect(await erase(at(0))).toMatchObject({ ok: true });
    for (const id of [companyId, merged.companyId])
      expect(await rowOf(id)).toMatchObject({ name: id.slice(0, 8), fields: {}, domains: [], addresses: 0 });
    expect(await rowOf(companyId)).toMatchObject({ shut: true });
  });

  test("T-G6: while somebody who was deactivated is in it still, it is shut and remembers; with them it forgets", async () => {
    const { companyId, at } = await household();
    const buyer = actingIn(await makeAccount(ctx), companyId);
    await putIntoCompany(ctx, companyId, buyer.customerId);
    await deactivateColleague(ctx, { person: buyer.customerId, by: at(0) });
    expect(await erase(at(0))).toMatchObject({ ok: true });
    expect(await rowOf(companyId)).toMatchObject({ name: "Archer family", shut: true, addresses: 1 });
    expect(await leaveCompany(ctx, { by: buyer })).toMatchObject({ ok: true });
    expect(await rowOf(companyId)).toMatchObject({ name: companyId.slice(0, 8), shut: true, addresses: 0 });
  });
});

describe("T-V9: an invitation ends with its inviter's place, and stays ended when they are back", () => {
  type Couple = { readonly companyId: string; readonly boss: MadePerson; readonly second: MadePerson };
  const join = ({ companyId, second }: Couple) => putIntoCompany(ctx, companyId, second.customerId, "Administrator");
  const goings: [string, (of: Couple) => Promise<unknown>][] = [
    ["removed", async (of) => [await removeColleague(ctx, { person: of.second.customerId, by: of.boss }), await join(of)]],
    ["who left", async (of) => [await leaveCompany(ctx, { by: of.second }), await join(of)]],
    [
      "removed by staff",
      async (of) => {
        const { companyId, second } = of;
        await removePerson(ctx, { companyId, person: second.customerId, staffId });
        await addPerson(ctx, { companyId, number: second.number, userType: await typeNamed(ctx, "Administrator"), staffId });
      },
    ],
    [
      "deactivated",
      async ({ boss, second }) => {
        await deactivateColleague(ctx, { person: second.customerId, by: boss });
        await reactivateColleague(ctx, { person: second.customerId, by: boss });
      },
    ],
  ];

  test.each(goings)("T-V9: of somebody %s", async (_who, go) => {
    const { companyId, at } = await companyOf("Acme", "Administrator", "Administrator");
    const token = await inviteTo(ctx, at(1), freshEmail());
    const others = await inviteTo(ctx, at(0), freshEmail());
    await go({ companyId, boss: at(0), second: at(1) });
    expect(await place(at(1))).toMatchObject({ type: "Administrator", open: true });
    expect(await joinBy(ctx, token)).toMatchObject({ ok: false, code: "proof.invalid" });
    expect(await joinBy(ctx, others)).toMatchObject({ ok: true });
  });
});
