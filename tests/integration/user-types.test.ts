import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asColleague } from "@/core/companies/permissions";
import type { Ctx } from "@/core/ctx";
import { chooseDefaultTypes } from "@/core/user-types/choose-default-types";
import { deleteUserType } from "@/core/user-types/delete-user-type";
import { listUserTypes } from "@/core/user-types/list-user-types";
import { saveUserType } from "@/core/user-types/save-user-type";
import { getDefaultUserType, insertUserType } from "@/db/queries/user-types";
import { companyPeople } from "@/db/schema/companies";
import { auditLog } from "@/db/schema/operation";
import { makeWorld, type World } from "@/tests/support/context";
import { makeStaff } from "@/tests/support/make";
import { makeCompany, putIntoCompany, typeNamed } from "@/tests/support/make-company";

let world: World;
let ctx: Ctx;
let staffId: string;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  staffId = (await makeStaff(ctx)).staffId;
});
afterAll(() => world.end());

let nth = 0;
const freshType = (...permissions: string[]) => insertUserType(ctx.db, { name: `Type ${++nth}`, permissions });
const named = async (id: string) => (await listUserTypes(ctx)).find((one) => one.id === id);

test("P-O2: a new user type allows what was ticked, and nothing that is no permission", async () => {
  const granted = new Set(["orders.see", "people.manage", "everything", "constructor"]);
  const made = await saveUserType(ctx, { userType: "", name: "Office", granted, staffId });
  expect(made.ok && (await named(made.value.id))).toMatchObject({ name: "Office", named: ["people.manage", "orders.see"] });
  const again = await saveUserType(ctx, { userType: "", name: "OFFICE", granted, staffId });
  expect(again).toMatchObject({ ok: false, code: "user-type.name-taken" });
  const empty = await saveUserType(ctx, { userType: "", name: "Nobody", granted: new Set(["everything"]), staffId });
  expect(empty).toMatchObject({ ok: false, code: "user-type.nothing" });
});

test("P-O2: what a user type allows changes for its people at once, and the audit log says from what to what", async () => {
  const userType = await freshType("orders.see");
  const { companyId, people } = await makeCompany(ctx, { types: ["Administrator", "Reader"] });
  const [, reader] = people;
  await ctx.db
    .update(companyPeople)
    .set({ userTypeId: userType })
    .where(eq(companyPeople.customerId, reader?.customerId ?? ""));
  const asks = () => asColleague(ctx, reader?.customerId ?? "", "orders.place");
  expect(await asks()).toMatchObject({ ok: false });
  const saved = await saveUserType(ctx, { userType, name: "Buying", granted: new Set(["orders.see", "orders.place"]), staffId });
  expect(saved.ok).toBe(true);
  expect(await asks()).toMatchObject({ ok: true, value: { companyId } });
  const [row] = await ctx.db.select().from(auditLog).where(eq(auditLog.targetId, userType));
  expect(row).toMatchObject({
    action: "user-type.changed",
    actorId: staffId,
    detail: { permissions: "orders.see → orders.see, orders.place" },
  });
});

test("P-O2: the default for customers must carry account administrator, whichever way it is tried to be without", async () => {
  const plain = await freshType("people.manage");
  const partners = await typeNamed(ctx, "Buyer");
  const before = await getDefaultUserType(ctx.db, "customers");
  expect(await chooseDefaultTypes(ctx, { customers: plain, partners, staffId })).toMatchObject({
    ok: false,
    problems: [{ code: "user-type.default-needs-administrator", field: "customers" }],
  });
  const taken = await saveUserType(ctx, { userType: before.id, name: before.name, granted: new Set(["orders.see"]), staffId });
  expect(taken).toMatchObject({ ok: false, code: "user-type.default-needs-administrator" });
  expect(await getDefaultUserType(ctx.db, "customers")).toEqual(before);
});

test("P-O2: the defaults can be others, one for each", async () => {
  const [first, joining] = [await freshType("administrator"), await freshType("orders.place")];
  expect(await chooseDefaultTypes(ctx, { customers: first, partners: joining, staffId })).toMatchObject({ ok: true });
  expect((await getDefaultUserType(ctx.db, "customers")).id).toBe(first);
  expect((await getDefaultUserType(ctx.db, "partners")).id).toBe(joining);
  const unknown = await chooseDefaultTypes(ctx, { customers: randomUUID(), partners: joining, staffId });
  expect(unknown).toMatchObject({ ok: false, code: "user-type.not-found" });
});

test("P-O2, T-A5: account administrator is not taken from a type that alone administers a company", async () => {
  const boss = await freshType("administrator");
  const { companyId, people } = await makeCompany(ctx, { name: "Lonely Ltd" });
  const [only] = people;
  await ctx.db
    .update(companyPeople)
    .set({ userTypeId: boss })
    .where(eq(companyPeople.customerId, only?.customerId ?? ""));
  const take = () => saveUserType(ctx, { userType: boss, name: "Boss", granted: new Set(["people.manage"]), staffId });
  expect(await take()).toMatchObject({
    ok: false,
    problems: [{ code: "user-type.last-administrator", vars: { company: "Lonely Ltd" } }],
  });
  const second = await makeCompany(ctx);
  const other = second.people[0]?.customerId ?? "";
  await ctx.db.delete(companyPeople).where(eq(companyPeople.customerId, other));
  await putIntoCompany(ctx, companyId, other, "Administrator");
  // Somebody who was deactivated there administers nothing.
  await ctx.db.update(companyPeople).set({ deactivatedAt: new Date() }).where(eq(companyPeople.customerId, other));
  expect(await take()).toMatchObject({ ok: false, code: "user-type.last-administrator" });
  await ctx.db.update(companyPeople).set({ deactivatedAt: null }).where(eq(companyPeople.customerId, other));
  expect(await take()).toMatchObject({ ok: true });
});

test("P-O2: only a user type that nobody ever got is deleted, and no default", async () => {
  const unused = await freshType("orders.see");
  expect(await deleteUserType(ctx, { userType: unused, staffId })).toMatchObject({ ok: true });
  expect(await named(unused)).toBeUndefined();
  expect(await deleteUserType(ctx, { userType: unused, staffId })).toMatchObject({ ok: false, code: "user-type.not-found" });
  const used = await typeNamed(ctx, "Reader");
  await makeCompany(ctx, { types: ["Administrator", "Reader"] });
  expect(await deleteUserType(ctx, { userType: used, staffId })).toMatchObject({ ok: false, code: "user-type.in-use" });
  const standard = (await getDefaultUserType(ctx.db, "partners")).id;
  expect(await deleteUserType(ctx, { userType: standard, staffId })).toMatchObject({ ok: false, code: "user-type.is-default" });
});
