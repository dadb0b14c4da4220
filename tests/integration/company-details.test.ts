import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { editOwnCompany } from "@/core/companies/edit-own-company";
import { getOwnCompany } from "@/core/companies/get-own-company";
import { stateOfCompany } from "@/core/companies/read-company";
import { createCompany, createPartner } from "@/core/company-office/create-company";
import { editCompany } from "@/core/company-office/edit-company";
import type { Ctx } from "@/core/ctx";
import { insertUserType } from "@/db/queries/user-types";
import { companies } from "@/db/schema/companies";
import { auditLog } from "@/db/schema/operation";
import { makeWorld, type World } from "@/tests/support/context";
import { ownField, withFields } from "@/tests/support/fields";
import { makeAccount, makeStaff } from "@/tests/support/make";
import { actingIn, firstOf, type MadePerson, makeCompany } from "@/tests/support/make-company";

const fields = withFields(
  ownField({ key: "vat", about: "company", rules: { profile: "required" } }),
  ownField({ key: "size", type: "number", label: "Employees", about: "company" }),
  ownField({ key: "credit", label: "Credit", about: "company", rules: { profile: "staff-only" } }),
  ownField({ key: "hobby" }),
);

let world: World;
let ctx: Ctx;
let staffId: string;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx({ fields });
  await insertUserType(ctx.db, { name: "Secretary", permissions: ["company.edit"] });
  ({ staffId } = await makeStaff(ctx, { role: "agent" }));
});
afterAll(() => world.end());

const stored = async (id: string) => {
  const [row] = await ctx.db
    .select({ name: companies.name, nameKey: companies.nameKey, fields: companies.fields })
    .from(companies)
    .where(eq(companies.id, id));
  return row;
};
const stateNow = async (id: string, place: "profile" | "staff" = "staff") =>
  stateOfCompany(ctx, place, (await stored(id)) ?? { name: "", fields: {} });
const lastChange = async (id: string) => {
  const rows = await ctx.db.select().from(auditLog).where(eq(auditLog.targetId, id)).orderBy(auditLog.id);
  return rows.at(-1);
};
const known = (id: string, values: Record<string, string>) =>
  ctx.db.update(companies).set({ fields: values }).where(eq(companies.id, id));

/** The form of the own company, sent as it was drawn a moment ago. */
async function editOwn({ posted, by }: { posted: Record<string, string>; by: MadePerson }) {
  const seen = (await getOwnCompany(ctx, by.customerId))?.seen ?? "";
  return editOwnCompany(ctx, { posted, seen, by });
}

describe("the own company", () => {
  test("P-O3, P-R8: who may change the company changes its name and the shop's own fields, masked in the log", async () => {
    const { companyId, people } = await makeCompany(ctx, { types: ["Secretary"] });
    const by = firstOf(people);
    await known(companyId, { credit: "5000", old: "kept" });
    const posted = { companyName: " Ärger & Söhne ", "field.vat": "DE123456", "field.size": "12", "field.hobby": "Chess" };
    expect(await editOwn({ posted, by })).toMatchObject({ ok: true });
    expect(await stored(companyId)).toEqual({
      name: "Ärger & Söhne",
      nameKey: "arger & sohne",
      fields: { credit: "5000", old: "kept", vat: "DE123456", size: "12" },
    });
    const { action, actorId, detail } = (await lastChange(companyId)) ?? {};
    expect([action, actorId]).toEqual(["company.changed", by.accountId]);
    expect(Object.keys(detail ?? {}).sort()).toEqual(["companyName", "size", "vat"]);
    expect(JSON.stringify(detail)).not.toMatch(/Ärger|DE123456/);
    const emptied = { companyName: "Ärger & Söhne", "field.vat": "DE123456", "field.size": "" };
    expect(await editOwn({ posted: emptied, by })).toMatchObject({ ok: true });
    expect((await stored(companyId))?.fields).toEqual({ credit: "5000", old: "kept", vat: "DE123456" });
  });

  test("P-O3: what is wrong is told of each field, and nothing is changed", async () => {
    const { companyId, people } = await makeCompany(ctx);
    const by = firstOf(people);
    const posted = { companyName: " ", "field.vat": "", "field.size": "many" };
    expect(await editOwn({ posted, by })).toMatchObject({
      ok: false,
      problems: [
        { code: "field.required", field: "companyName" },
        { code: "field.required", field: "field.vat" },
        { code: "number.invalid", field: "field.size" },
      ],
    });
    const long = { companyName: "x".repeat(121), "field.vat": "1" };
    expect(await editOwn({ posted: long, by })).toMatchObject({ problems: [{ code: "field.too-long" }] });
    expect(await stored(companyId)).toMatchObject({ name: "Acme Ltd", fields: {} });
  });

  test("P-O3: what staff or a colleague have changed since the own form was drawn is not written over; what it does not show changes nothing", async () => {
    const { companyId, people } = await makeCompany(ctx);
    const by = firstOf(people);
    const seen = await stateNow(companyId, "profile");
    const posted = { companyName: "Acme Works", "field.vat": "DE1", "field.size": "" };
    await known(companyId, { size: "12" });
    expect(await editOwnCompany(ctx, { posted, seen, by })).toMatchObject({ ok: false, code: "company.changed" });
    expect(await stored(companyId)).toMatchObject({ name: "Acme Ltd", fields: { size: "12" } });
    await known(companyId, { credit: "5000" });
    expect(await editOwnCompany(ctx, { posted, seen, by })).toMatchObject({ ok: true });
    expect((await stored(companyId))?.fields).toEqual({ credit: "5000", vat: "DE1" });
  });

  test("P-O2, T-A2: without the permission nobody changes it, and nobody changes another company", async () => {
    const { companyId, people } = await makeCompany(ctx, { types: ["Administrator", "Buyer"] });
    const [admin, buyer] = people;
    const posted = { companyName: "Mine now", "field.vat": "1", companyId, "field.companyId": companyId };
    const stranger = actingIn(await makeAccount(ctx), companyId);
    for (const by of [buyer ?? stranger, stranger])
      expect(await editOwn({ posted, by })).toMatchObject({ ok: false, code: "company.not-permitted" });
    const other = await makeCompany(ctx, { name: "Other Ltd" });
    expect(await editOwn({ posted, by: other.people[0] ?? stranger })).toMatchObject({ ok: true });
    expect(await stored(companyId)).toMatchObject({ name: "Acme Ltd", fields: {} });
    await world.database.sql`update company_people set deactivated_at = now() where customer_id = ${admin?.customerId ?? ""}`;
    expect(await editOwn({ posted, by: admin ?? stranger })).toMatchObject({ code: "company.not-permitted" });
  });

  test("P-O3, T-S15: its people read what the profile asks for, and staff's own notes are neither told nor taken", async () => {
    const { companyId, people } = await makeCompany(ctx, { types: ["Reader", "Administrator"] });
    const [reader] = people;
    await known(companyId, { vat: "DE1", credit: "5000" });
    const seen = await getOwnCompany(ctx, reader?.customerId ?? "");
    expect(seen?.about.views.map(({ key, value }) => [key, value])).toEqual([
      ["companyName", "Acme Ltd"],
      ["vat", "DE1"],
      ["size", ""],
    ]);
    expect(JSON.stringify(seen)).not.toContain("5000");
    const posted = { companyName: "Acme Ltd", "field.vat": "DE1", "field.credit": "9999" };
    expect(await editOwn({ posted, by: firstOf(people.slice(1)) })).toMatchObject({ ok: true });
    expect((await stored(companyId))?.fields).toEqual({ vat: "DE1", credit: "5000" });
  });

  test("P-O3: the user type that is suggested for a colleague is the one that allows least, with partners the shop's own", async () => {
    const suggested = async (kind: "customer" | "partner", type: string) => {
      const { people } = await makeCompany(ctx, { kind, types: [type] });
      const own = await getOwnCompany(ctx, people[0]?.customerId ?? "");
      return own?.types.find(({ id }) => id === own.suggestedType)?.name ?? null;
    };
    expect(await suggested("customer", "Administrator")).toBe("Reader");
    await world.database.sql`update user_types set is_for_partners = (name = 'Buyer')`;
    expect(await suggested("partner", "Administrator")).toBe("Buyer");
    expect(await suggested("customer", "Administrator")).toBe("Reader");
    expect(await suggested("partner", "Reader")).toBeNull();
  });
});

describe("staff", () => {
  test("P-O1, P-O4, P-R8: make a company and a partner with the shop's own fields", async () => {
    const { number } = await makeAccount(ctx);
    const posted = { companyName: "Harbour Trade", "field.vat": "DE9", "field.credit": "100", "field.hobby": "Chess" };
    const made = [await createCompany(ctx, { posted, number, staffId }), await createPartner(ctx, { posted, staffId })];
    for (const one of made) {
      expect(one).toMatchObject({ ok: true });
      const fieldsOf = one.ok ? await stored(one.value.id) : undefined;
      expect(fieldsOf).toEqual({ name: "Harbour Trade", nameKey: "harbour trade", fields: { vat: "DE9", credit: "100" } });
    }
  });

  test("P-O1: change them, by the rules of staff: nothing is demanded but the name", async () => {
    const { companyId } = await makeCompany(ctx);
    await known(companyId, { vat: "DE1" });
    const edit = async (posted: Record<string, string>) =>
      editCompany(ctx, { companyId, seen: await stateNow(companyId), posted, staffId });
    expect(await edit({ companyName: "Acme Works", "field.vat": "", "field.credit": "100" })).toMatchObject({ ok: true });
    expect(await stored(companyId)).toEqual({ name: "Acme Works", nameKey: "acme works", fields: { credit: "100" } });
    expect(await edit({ companyName: "", "field.size": "many" })).toMatchObject({
      problems: [
        { code: "field.required", field: "companyName" },
        { code: "number.invalid", field: "field.size" },
      ],
    });
    const { number } = await makeAccount(ctx);
    for (const made of [createCompany(ctx, { posted: {}, number, staffId }), createPartner(ctx, { posted: {}, staffId })])
      expect(await made).toMatchObject({ ok: false, problems: [{ code: "field.required", field: "companyName" }] });
    expect(await stored(companyId)).toMatchObject({ name: "Acme Works", fields: { credit: "100" } });
  });

  test("P-O3: what its people have changed since the form of staff was drawn is not written over", async () => {
    const { companyId, people } = await makeCompany(ctx);
    const by = firstOf(people);
    const seen = await stateNow(companyId);
    const theirs = { companyName: "Acme Works", "field.vat": "DE1", "field.size": "12" };
    expect(await editOwn({ posted: theirs, by })).toMatchObject({ ok: true });
    const posted = { companyName: "Acme Ltd", "field.vat": "", "field.size": "", "field.credit": "100" };
    expect(await editCompany(ctx, { companyId, seen, posted, staffId })).toMatchObject({ ok: false, code: "company.changed" });
    expect(await stored(companyId)).toMatchObject({ name: "Acme Works", fields: { vat: "DE1", size: "12" } });
    const anew = { ...theirs, "field.credit": "100" };
    const again = await editCompany(ctx, { companyId, seen: await stateNow(companyId), posted: anew, staffId });
    expect(again).toMatchObject({ ok: true });
    expect((await stored(companyId))?.fields).toEqual({ vat: "DE1", size: "12", credit: "100" });
  });
});
