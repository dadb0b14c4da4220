import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findColleague } from "@/core/companies/permissions";
import { stateOfCompany } from "@/core/companies/read-company";
import { addPerson, changePerson, removePerson } from "@/core/company-office/change-person";
import { createCompany, createPartner } from "@/core/company-office/create-company";
import { deactivateCompanies, reactivateCompanies } from "@/core/company-office/deactivate-companies";
import { editCompany } from "@/core/company-office/edit-company";
import { findCompanies } from "@/core/company-office/find-companies";
import { openCompany } from "@/core/company-office/open-company";
import type { Ctx } from "@/core/ctx";
import { rolePermissions } from "@/core/staff/permissions";
import { findCompany } from "@/db/queries/companies";
import { listPeople } from "@/db/queries/company-people";
import { auditLog } from "@/db/schema/operation";
import { accounts } from "@/db/schema/people";
import { makeWorld, type World } from "@/tests/support/context";
import { makeAccount, makeStaff } from "@/tests/support/make";
import { makeCompany, typeNamed } from "@/tests/support/make-company";
import { queuedMails } from "@/tests/support/queued-mail";

let world: World;
let ctx: Ctx;
let staffId: string;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  staffId = (await makeStaff(ctx, { role: "agent" })).staffId;
});
afterAll(() => world.end());

const everything = new Set(rolePermissions.agent);
const rowsAbout = (id: string) => ctx.db.select().from(auditLog).where(eq(auditLog.targetId, id));

test("P-O1, P-O2: a company that staff make is a new one, and its first person administers it", async () => {
  const [one, two] = [await makeAccount(ctx), await makeAccount(ctx)];
  const first = await createCompany(ctx, { posted: { companyName: "Twin Ltd" }, number: one.number, staffId });
  const second = await createCompany(ctx, { posted: { companyName: "Twin Ltd" }, number: two.number, staffId });
  if (!first.ok || !second.ok) throw new Error("no company was made");
  expect(first.value.id).not.toBe(second.value.id);
  expect(await findColleague(ctx, one.customerId)).toMatchObject({ companyId: first.value.id, companyKind: "customer" });
  expect((await findColleague(ctx, one.customerId))?.may.has("administrator")).toBe(true);
  expect(await listPeople(ctx.db, second.value.id)).toMatchObject([{ customerId: two.customerId }]);
  expect(await rowsAbout(first.value.id)).toMatchObject([
    { action: "company.created", actorId: staffId },
    { action: "company.person-added", actorId: staffId, detail: { person: one.customerId, userType: "Administrator" } },
  ]);
});

test("P-O1: nobody is put into two companies, nor anybody who cannot sign in", async () => {
  const { companyId, people } = await makeCompany(ctx, { name: "Taken Ltd" });
  const [member] = people;
  const again = await createCompany(ctx, { posted: { companyName: "Other Ltd" }, number: member?.number ?? "", staffId });
  expect(again).toMatchObject({ ok: false, problems: [{ code: "company.person-elsewhere", vars: { company: "Taken Ltd" } }] });
  const shut = await makeAccount(ctx);
  await ctx.db.update(accounts).set({ deactivatedAt: new Date() }).where(eq(accounts.id, shut.accountId));
  const userType = await typeNamed(ctx, "Reader");
  const asked = { companyId, userType, staffId };
  expect(await addPerson(ctx, { ...asked, number: shut.number })).toMatchObject({ ok: false, code: "customer.no-account" });
  expect(await addPerson(ctx, { ...asked, number: "999999" })).toMatchObject({ ok: false, code: "customer.not-found" });
  expect(await listPeople(ctx.db, companyId)).toHaveLength(1);
});

test("P-O4: a partner is made without people", async () => {
  const made = await createPartner(ctx, { posted: { companyName: "Harbour Trade" }, staffId });
  if (!made.ok) throw new Error("no partner was made");
  expect(await openCompany(ctx, made.value.id, everything)).toMatchObject({
    company: { kind: "partner", name: "Harbour Trade" },
    people: [],
  });
});

test("P-O3: staff put somebody in, change what they may do and take them out; the account stays, the log tells", async () => {
  const { companyId } = await makeCompany(ctx);
  const added = await makeAccount(ctx);
  const [reader, buyer] = [await typeNamed(ctx, "Reader"), await typeNamed(ctx, "Buyer")];
  expect(await addPerson(ctx, { companyId, number: added.number, userType: reader, staffId })).toMatchObject({ ok: true });
  const mine = { companyId, person: added.customerId, staffId };
  expect((await findColleague(ctx, added.customerId))?.may.has("orders.place")).toBe(false);
  expect(await changePerson(ctx, { ...mine, userType: buyer })).toMatchObject({ ok: true });
  expect((await findColleague(ctx, added.customerId))?.may.has("orders.place")).toBe(true);
  expect(await removePerson(ctx, mine)).toMatchObject({ ok: true });
  expect(await findColleague(ctx, added.customerId)).toBeNull();
  expect(await removePerson(ctx, mine)).toMatchObject({ ok: false, code: "company.person-gone" });
  expect((await rowsAbout(companyId)).map(({ action, detail }) => [action, detail.userType])).toEqual([
    ["company.person-added", "Reader"],
    ["company.person-changed", "Reader → Buyer"],
    ["company.person-removed", "Buyer"],
  ]);
});

test("P-O3: whom staff put in, give another user type or take out is told by mail, in their language and at a proven address only", async () => {
  const { companyId } = await makeCompany(ctx);
  const [told, unproven] = [await makeAccount(ctx), await makeAccount(ctx)];
  await ctx.db.update(accounts).set({ language: "es" }).where(eq(accounts.id, told.accountId));
  await ctx.db.update(accounts).set({ emailVerifiedAt: null }).where(eq(accounts.id, unproven.accountId));
  const [reader, administrator] = [await typeNamed(ctx, "Reader"), await typeNamed(ctx, "Administrator")];
  for (const { number, customerId: person } of [told, unproven]) {
    expect(await addPerson(ctx, { companyId, number, userType: reader, staffId })).toMatchObject({ ok: true });
    for (const userType of [reader, administrator, reader])
      expect(await changePerson(ctx, { companyId, person, userType, staffId })).toMatchObject({ ok: true });
    expect(await removePerson(ctx, { companyId, person, staffId })).toMatchObject({ ok: true });
  }
  const mails = await queuedMails(ctx, told.email);
  expect(mails.map(({ language, facts }) => [language, facts.notice, facts.type])).toEqual([
    ["es", "addedByStaff", "Reader"],
    ["es", "typeChangedByStaff", "Administrator"],
    ["es", "typeChangedByStaff", "Reader"],
    ["es", "removedByStaff", undefined],
  ]);
  expect(await queuedMails(ctx, unproven.email)).toEqual([]);
});

test("P-O3, T-A5: not even staff leave a company without an account administrator; a partner may lose its last person", async () => {
  const { companyId, people } = await makeCompany(ctx, { types: ["Administrator", "Buyer"] });
  const [boss, buyer] = people;
  const about = { companyId, person: boss?.customerId ?? "", staffId };
  const reader = await typeNamed(ctx, "Reader");
  expect(await changePerson(ctx, { ...about, userType: reader })).toMatchObject({
    ok: false,
    code: "company.last-administrator",
  });
  expect(await removePerson(ctx, about)).toMatchObject({ ok: false, code: "company.last-administrator" });
  expect(await removePerson(ctx, { ...about, person: buyer?.customerId ?? "" })).toMatchObject({ ok: true });
  expect(await removePerson(ctx, about)).toMatchObject({ ok: false, code: "company.last-administrator" });

  const partner = await makeCompany(ctx, { kind: "partner", types: ["Administrator"] });
  const last = { companyId: partner.companyId, person: partner.people[0]?.customerId ?? "", staffId };
  expect(await removePerson(ctx, last)).toMatchObject({ ok: true });
});

test("P-O3: of two administrators who are taken out at once one stays", async () => {
  const { companyId, people } = await makeCompany(ctx, { types: ["Administrator", "Administrator"] });
  const results = await Promise.all(
    people.map(({ customerId }) => removePerson(ctx, { companyId, person: customerId, staffId })),
  );
  expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(await listPeople(ctx.db, companyId)).toHaveLength(1);
});

test("T-A2: a person of another company cannot be changed by naming this one", async () => {
  const [mine, other] = [await makeCompany(ctx), await makeCompany(ctx, { types: ["Administrator", "Buyer"] })];
  const person = other.people[1]?.customerId ?? "";
  const about = { companyId: mine.companyId, person, staffId };
  const userType = await typeNamed(ctx, "Administrator");
  expect(await changePerson(ctx, { ...about, userType })).toMatchObject({ ok: false, code: "company.person-gone" });
  expect(await removePerson(ctx, about)).toMatchObject({ ok: false, code: "company.person-gone" });
  expect((await listPeople(ctx.db, other.companyId)).map(({ userTypeName }) => userTypeName).sort()).toEqual([
    "Administrator",
    "Buyer",
  ]);
});

test("T-A8: many companies are deactivated together or not at all, and each is in the log", async () => {
  const [one, two] = [await makeCompany(ctx), await makeCompany(ctx)];
  const ids = [one.companyId, two.companyId];
  const wrong = await deactivateCompanies(ctx, { ids: [...ids, randomUUID()], staffId });
  expect(wrong).toMatchObject({ ok: false, code: "company.not-found" });
  expect((await findCompany(ctx.db, one.companyId))?.deactivatedAt).toBeNull();
  expect(await rowsAbout(one.companyId)).toEqual([]);

  expect(await deactivateCompanies(ctx, { ids, staffId })).toMatchObject({ ok: true, value: { count: 2 } });
  for (const { companyId, people } of [one, two]) {
    expect(await findColleague(ctx, people[0]?.customerId ?? "")).toBeNull();
    expect(await rowsAbout(companyId)).toMatchObject([{ action: "company.deactivated", actorId: staffId }]);
  }
  expect(await reactivateCompanies(ctx, { ids: [...ids, one.companyId], staffId })).toMatchObject({ value: { count: 2 } });
  expect(await findColleague(ctx, one.people[0]?.customerId ?? "")).toMatchObject({ companyId: one.companyId });
  expect(await deactivateCompanies(ctx, { ids: [], staffId })).toMatchObject({ ok: false, code: "company.none-chosen" });
});

test("P-O1: a company is found by parts of its name with or without accents, by number and address of its people, and page by page", async () => {
  const { companyId, people } = await makeCompany(ctx, { name: "Café Müller & Söhne" });
  const foundBy = async (search: string) => (await findCompanies(ctx, { search })).companies.map(({ id }) => id);
  const [person] = people;
  for (const search of ["cafe sohne", "MÜLLER", person?.number ?? "", person?.email ?? ""])
    expect([search, await foundBy(search)]).toEqual([search, [companyId]]);
  expect(await foundBy("cafe 100%")).toEqual([]);

  const names = ["Pager A", "Pager B", "Pager C"];
  for (const name of names) await makeCompany(ctx, { name, types: [] });
  const first = await findCompanies(ctx, { search: "pager" }, 2);
  expect(first.companies.map(({ name }) => name)).toEqual(["Pager A", "Pager B"]);
  const second = await findCompanies(ctx, first.next ?? {}, 2);
  expect(second).toMatchObject({ companies: [{ name: "Pager C" }], next: null });
  const newest = await findCompanies(ctx, {}, 2);
  expect(newest.companies.map(({ name }) => name)).toEqual(["Pager C", "Pager B"]);
  expect((await findCompanies(ctx, newest.next ?? {}, 2)).companies[0]?.name).toBe("Pager A");
});

test("P-O1: a company is found as a customer is: without accents and apostrophes, ß as ss, its words in any order", async () => {
  const { number } = await makeAccount(ctx);
  const made = await createCompany(ctx, { posted: { companyName: "O’Brien & Söhne, Dockstraße" }, number, staffId });
  if (!made.ok) throw new Error(made.code);
  for (const search of ["obrien", "sohne dockstrasse", "DOCKSTRASSE O'Brien", "söhne&brien"])
    expect([search, (await findCompanies(ctx, { search })).companies]).toMatchObject([search, [{ id: made.value.id }]]);
  expect((await findCompanies(ctx, { search: "&" })).companies, "nothing that could be found").toEqual([]);
});

test("P-O1: a company gets another name, under which it is found from then on", async () => {
  const { companyId } = await makeCompany(ctx, { name: "Old Quay" });
  const seen = stateOfCompany(ctx, "staff", { name: "Old Quay", fields: {} });
  expect(await editCompany(ctx, { companyId, seen, posted: { companyName: "New Quay" }, staffId })).toMatchObject({ ok: true });
  expect((await findCompanies(ctx, { search: "old quay" })).companies).toEqual([]);
  expect((await findCompanies(ctx, { search: "new quay" })).companies).toMatchObject([{ id: companyId }]);
  const unknown = await editCompany(ctx, { companyId: randomUUID(), seen: "any", posted: { companyName: "Any" }, staffId });
  expect(unknown).toMatchObject({ ok: false, code: "company.not-found" });
});
