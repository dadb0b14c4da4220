import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addPerson, changePerson, removePerson } from "@/core/company-office/change-person";
import { createCompany, createPartner } from "@/core/company-office/create-company";
import { deactivateCompanies, reactivateCompanies } from "@/core/company-office/deactivate-companies";
import { editCompany } from "@/core/company-office/edit-company";
import { routeCompany } from "@/core/company-office/route-company";
import type { Ctx } from "@/core/ctx";
import type { StaffOperator } from "@/core/staff/confirm-staff";
import type { Permission } from "@/core/staff/permissions";
import { staff } from "@/db/schema/people";
import { makeWorld, type World } from "@/tests/support/context";
import { freshOperator, makeStaff } from "@/tests/support/make";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const [companyId, person, userType] = [randomUUID(), randomUUID(), randomUUID()];

/** What staff do with companies, called with what would be wrong next if the permission were not asked for. */
const uses: [Permission, string, (ctx: Ctx, by: StaffOperator) => Promise<{ ok: boolean; code?: string }>][] = [
  [
    "companies.edit",
    "createCompany",
    (ctx, { staffId }) => createCompany(ctx, { posted: { companyName: "Any" }, number: "1", staffId }),
  ],
  ["companies.edit", "createPartner", (ctx, { staffId }) => createPartner(ctx, { posted: { companyName: "Any" }, staffId })],
  [
    "companies.edit",
    "editCompany",
    (ctx, { staffId }) => editCompany(ctx, { companyId, seen: "any", posted: { companyName: "Any" }, staffId }),
  ],
  ["companies.edit", "addPerson", (ctx, { staffId }) => addPerson(ctx, { companyId, number: "1", userType, staffId })],
  ["companies.edit", "changePerson", (ctx, { staffId }) => changePerson(ctx, { companyId, person, userType, staffId })],
  ["companies.edit", "removePerson", (ctx, { staffId }) => removePerson(ctx, { companyId, person, staffId })],
  ["companies.edit", "deactivateCompanies", (ctx, { staffId }) => deactivateCompanies(ctx, { ids: [companyId], staffId })],
  ["companies.edit", "reactivateCompanies", (ctx, { staffId }) => reactivateCompanies(ctx, { ids: [companyId], staffId })],
  [
    "connections.edit",
    "routeCompany",
    (ctx, by) => routeCompany(ctx, { companyId, domains: [], connection: "", takesRequests: false, by }),
  ],
];

test.each(uses)("T-A7, P-O1: without %s nobody gets into %s", async (permission, _name, use) => {
  const ctx = world.ctx();
  const { staffId } = await makeStaff(ctx, { role: "admin" });
  const by = await freshOperator(ctx, staffId);
  expect(await use(ctx, by)).not.toMatchObject({ code: "staff.not-permitted" });
  await ctx.db
    .update(staff)
    .set({ withheld: [permission] })
    .where(eq(staff.id, staffId));
  expect(await use(ctx, by)).toMatchObject({ ok: false, code: "staff.not-permitted" });
});
