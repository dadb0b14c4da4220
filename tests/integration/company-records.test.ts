import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { companyAddressInput, MOST_ADDRESSES, removeCompanyAddress, saveCompanyAddress } from "@/core/companies/address-book";
import { decideRequest } from "@/core/companies/decide-request";
import type { Ctx } from "@/core/ctx";
import { insertCompanyAddress, listCompanyAddresses } from "@/db/queries/company-addresses";
import { insertUserType } from "@/db/queries/user-types";
import { companyRequests } from "@/db/schema/companies";
import { placeOf } from "@/tests/support/company";
import { makeWorld, type World } from "@/tests/support/context";
import { type MadeAccount, makeAccount } from "@/tests/support/make";
import { actingIn, type MadePerson, makeCompany, putIntoCompany, typeNamed } from "@/tests/support/make-company";
import { newestMail, queuedMails } from "@/tests/support/queued-mail";

let world: World;
let ctx: Ctx;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  await insertUserType(ctx.db, { name: "Manager", permissions: ["people.manage", "orders.see"] });
  await insertUserType(ctx.db, { name: "Storekeeper", permissions: ["addresses.edit"] });
});
afterAll(() => world.end());

/** A company with people of these types, who are taken apart by the test. */
async function companyOf(...types: string[]) {
  const { companyId, people } = await makeCompany(ctx, { types });
  const at = (index: number): MadePerson => {
    const person = people[index];
    if (!person) throw new Error("no such person");
    return person;
  };
  return { companyId, at };
}

const entry = { label: "Depot", name: "Acme", street: "Weg 1", postcode: "10969", city: "Berlin", country: "DE" };
const book = async (companyId: string) =>
  (await listCompanyAddresses(ctx.db, companyId)).map(({ id, label, street }) => ({ id, label, street }));

describe("the address book", () => {
  test("P-O3: who may keep it adds, changes and removes an address, and the log tells that", async () => {
    const { companyId, at } = await companyOf("Storekeeper");
    const by = at(0);
    expect(await saveCompanyAddress(ctx, { ...entry, by })).toMatchObject({ ok: true });
    const [added] = await book(companyId);
    expect(added).toMatchObject({ label: "Depot", street: "Weg 1" });
    const address = added?.id ?? "";
    expect(await saveCompanyAddress(ctx, { ...entry, address, street: "Weg 2", by })).toMatchObject({ ok: true });
    expect(await book(companyId)).toEqual([{ id: address, label: "Depot", street: "Weg 2" }]);
    expect(await removeCompanyAddress(ctx, { address, by })).toMatchObject({ ok: true });
    expect(await book(companyId)).toEqual([]);
    expect(await removeCompanyAddress(ctx, { address, by })).toMatchObject({ ok: false, code: "company.address-gone" });
    const noted = await world.database.sql`
      select count(*)::int as times from audit_log where target_id = ${companyId} and action = 'company.addresses-changed'`;
    expect(noted).toEqual([{ times: 3 }]);
  });

  test("P-O2: without the permission nobody adds, changes or removes one", async () => {
    const { companyId, at } = await companyOf("Administrator", "Buyer");
    await insertCompanyAddress(ctx.db, companyId, entry);
    const before = await book(companyId);
    const address = before[0]?.id ?? "";
    const refused = { ok: false, code: "company.not-permitted" };
    for (const by of [at(1), actingIn(await makeAccount(ctx), companyId)]) {
      expect(await saveCompanyAddress(ctx, { ...entry, by })).toMatchObject(refused);
      expect(await saveCompanyAddress(ctx, { ...entry, address, street: "Weg 9", by })).toMatchObject(refused);
      expect(await removeCompanyAddress(ctx, { address, by })).toMatchObject(refused);
    }
    expect(await book(companyId)).toEqual(before);
  });

  test("T-A2: an address of another company is none, whoever names it", async () => {
    const { companyId } = await companyOf("Administrator");
    const other = await companyOf("Administrator");
    await insertCompanyAddress(ctx.db, companyId, entry);
    const before = await book(companyId);
    const address = before[0]?.id ?? "";
    const gone = { ok: false, code: "company.address-gone" };
    expect(await saveCompanyAddress(ctx, { ...entry, address, street: "Weg 9", by: other.at(0) })).toMatchObject(gone);
    expect(await removeCompanyAddress(ctx, { address, by: other.at(0) })).toMatchObject(gone);
    expect(await book(companyId)).toEqual(before);
    expect(await book(other.companyId)).toEqual([]);
  });

  test("P-O3: it holds so many addresses and no more, even if two people add one at once; those in it can be changed", async () => {
    const { companyId, at } = await companyOf("Administrator", "Storekeeper");
    for (let more = 1; more < MOST_ADDRESSES; more++) await insertCompanyAddress(ctx.db, companyId, entry);
    const answers = await Promise.all([at(0), at(1)].map((by) => saveCompanyAddress(ctx, { ...entry, by })));
    expect(answers.map((answer) => (answer.ok ? "added" : answer.code)).sort()).toEqual(["added", "company.addresses-full"]);
    const [one] = await book(companyId);
    expect(await saveCompanyAddress(ctx, { ...entry, address: one?.id ?? "", by: at(0) })).toMatchObject({ ok: true });
    expect(await book(companyId)).toHaveLength(MOST_ADDRESSES);
  });

  test("T-M7: each part of an address is checked, and what is wrong is named", () => {
    const wrong = { address: "1", label: "", name: "a\u202Eb", street: "x".repeat(121), postcode: "-", city: " ", country: "XX" };
    const read = companyAddressInput.safeParse(wrong);
    expect(read.error?.issues.map(({ path, message }) => `${String(path[0])} ${message}`).sort()).toEqual([
      "address field.invalid",
      "city field.required",
      "country country.invalid",
      "label field.required",
      "name field.odd-characters",
      "postcode postcode.invalid",
      "street field.too-long",
    ]);
    expect(companyAddressInput.safeParse({ ...entry, address: "" }).success).toBe(true);
  });
});

describe("requests to be let in", () => {
  async function asking(companyId: string): Promise<MadeAccount> {
    const person = await makeAccount(ctx);
    await ctx.db.insert(companyRequests).values({ customerId: person.customerId, companyId });
    return person;
  }
  const waiting = async ({ customerId }: MadeAccount) =>
    ctx.db.$count(companyRequests, and(eq(companyRequests.customerId, customerId), isNull(companyRequests.endedAt)));
  const decide = async (by: MadePerson, person: MadeAccount, decision: "letIn" | "notLetIn" = "letIn", type = "Reader") =>
    decideRequest(ctx, { person: person.customerId, userType: await typeNamed(ctx, type), decision, by });

  test("P-O3: who manages people lets somebody in with a user type, and they are told", async () => {
    const { companyId, at } = await companyOf("Manager");
    const person = await asking(companyId);
    expect(await decide(at(0), person)).toMatchObject({ ok: true });
    expect(await placeOf(world, person.customerId)).toEqual({ company: "Acme Ltd", type: "Reader", open: true });
    expect(await waiting(person)).toBe(0);
    expect((await newestMail(ctx, person.email)).facts).toMatchObject({ notice: "letIn", type: "Reader" });
  });

  test("P-O3: or declines: then it waits no longer, and they are told", async () => {
    const { companyId, at } = await companyOf("Administrator");
    const person = await asking(companyId);
    expect(await decide(at(0), person, "notLetIn")).toMatchObject({ ok: true });
    expect(await placeOf(world, person.customerId)).toBeUndefined();
    expect(await waiting(person)).toBe(0);
    expect((await newestMail(ctx, person.email)).facts).toMatchObject({ notice: "notLetIn" });
    expect(await decide(at(0), person)).toMatchObject({ ok: false, code: "company.request-gone" });
  });

  test("P-O2, T-A2: without the permission, or from another company, nobody decides", async () => {
    const { companyId, at } = await companyOf("Administrator", "Buyer");
    const other = await companyOf("Administrator");
    const person = await asking(companyId);
    for (const decision of ["letIn", "notLetIn"] as const) {
      expect(await decide(at(1), person, decision)).toMatchObject({ ok: false, code: "company.not-permitted" });
      expect(await decide(actingIn(person, companyId), person, decision)).toMatchObject({
        ok: false,
        code: "company.not-permitted",
      });
      expect(await decide(other.at(0), person, decision)).toMatchObject({ ok: false, code: "company.request-gone" });
    }
    expect(await placeOf(world, person.customerId)).toBeUndefined();
    expect(await waiting(person)).toBe(1);
    expect(await queuedMails(ctx, person.email)).toEqual([]);
  });

  test("T-A5: nobody is let in with a user type above the own of who decides, or with none", async () => {
    const { companyId, at } = await companyOf("Manager");
    const person = await asking(companyId);
    for (const type of ["Administrator", "Buyer"])
      expect(await decide(at(0), person, "letIn", type)).toMatchObject({ ok: false, code: "company.beyond-own" });
    const none = { person: person.customerId, userType: randomUUID(), decision: "letIn" as const, by: at(0) };
    expect(await decideRequest(ctx, none)).toMatchObject({ code: "user-type.not-found", problems: [{ field: "userType" }] });
    expect(await placeOf(world, person.customerId)).toBeUndefined();
    expect(await waiting(person)).toBe(1);
  });

  test("P-O3: who has found a place in another company meanwhile stays there", async () => {
    const { companyId, at } = await companyOf("Administrator");
    const other = await makeCompany(ctx, { name: "Other Ltd" });
    const person = await asking(companyId);
    await putIntoCompany(ctx, other.companyId, person.customerId, "Reader");
    expect(await decide(at(0), person)).toMatchObject({ ok: false, code: "company.elsewhere" });
    expect(await placeOf(world, person.customerId)).toMatchObject({ company: "Other Ltd" });
  });

  test("P-O3: of two who decide at once one does, and what they decided is what happened", async () => {
    for (let round = 0; round < 8; round++) {
      const { companyId, at } = await companyOf("Administrator", "Manager");
      const person = await asking(companyId);
      const answers = await Promise.all([decide(at(0), person), decide(at(1), person, "notLetIn")]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect((await placeOf(world, person.customerId)) !== undefined).toBe(answers[0]?.ok);
      const mails = await queuedMails(ctx, person.email);
      expect(mails).toHaveLength(1);
    }
  });
});
