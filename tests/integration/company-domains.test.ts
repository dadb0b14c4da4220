import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askToJoin } from "@/core/companies/ask-to-join";
import { offerCompany } from "@/core/companies/offer-company";
import { findColleague } from "@/core/companies/permissions";
import { deactivateCompanies } from "@/core/company-office/deactivate-companies";
import { openCompany } from "@/core/company-office/open-company";
import { routeCompany } from "@/core/company-office/route-company";
import { enabledConnections } from "@/core/connections/enabled-connections";
import { routeByDomain } from "@/core/connections/route-by-domain";
import type { Ctx } from "@/core/ctx";
import type { StaffOperator } from "@/core/staff/confirm-staff";
import { findCompany } from "@/db/queries/companies";
import { loadSettings } from "@/settings/store";
import { connectionTexts } from "@/tests/support/connection-texts";
import { insertConnections } from "@/tests/support/connections";
import type { World } from "@/tests/support/context";
import { makeAccount } from "@/tests/support/make";
import { makeCompany } from "@/tests/support/make-company";
import { makeStaffedWorld } from "@/tests/support/staffed-world";

let world: World;
let ctx: Ctx;
let by: StaffOperator;
beforeAll(async () => {
  ({ world, ctx, by } = await makeStaffedWorld());
  const secret = "a secret of the tests, long enough for anything";
  await insertConnections(
    ctx.db,
    [
      { id: "oidc-one", texts: { ...connectionTexts.oidc, domains: "shared.example" } },
      { id: "oidc-two", texts: { ...connectionTexts.oidc } },
    ],
    secret,
  );
});
afterAll(() => world.end());

const route = (companyId: string, domains: string[], changes: Partial<Parameters<typeof routeCompany>[1]> = {}) =>
  routeCompany(ctx, { companyId, domains, connection: "oidc-two", takesRequests: false, by, ...changes });

/** Where an address is led to by what every process holds after its next look at the settings. */
async function ledTo(email: string) {
  const { connections } = await loadSettings(ctx.db, (sealed) => sealed);
  return routeByDomain(enabledConnections(ctx.secrets, connections), email)?.id ?? null;
}

test("P-S5: an address of a company's domain is led to the company's connection, before one of the connection's own domains", async () => {
  const { companyId } = await makeCompany(ctx);
  expect(await ledTo("ann@shared.example")).toBe("oidc-one");
  const before = (await loadSettings(ctx.db, (sealed) => sealed)).version;
  expect(await route(companyId, ["shared.example", "routed.example"])).toMatchObject({ ok: true });
  expect((await loadSettings(ctx.db, (sealed) => sealed)).version).toBeGreaterThan(before);
  expect(await ledTo("ann@routed.example")).toBe("oidc-two");
  expect(await ledTo("ann@shared.example")).toBe("oidc-two");
  expect(await ledTo("ann@below.routed.example")).toBeNull();
  await deactivateCompanies(ctx, { ids: [companyId], staffId: by.staffId });
  expect(await ledTo("ann@routed.example")).toBeNull();
  expect(await ledTo("ann@shared.example")).toBe("oidc-one");
});

test("P-S5: a domain is one company's only, and leads to no connection that is not there", async () => {
  const [one, two] = [await makeCompany(ctx, { name: "Owner" }), await makeCompany(ctx)];
  expect(await route(one.companyId, ["owned.example"])).toMatchObject({ ok: true });
  expect(await route(two.companyId, ["free.example", "owned.example"])).toMatchObject({
    ok: false,
    problems: [{ code: "company.domain-taken", vars: { domain: "owned.example", company: "Owner" } }],
  });
  expect(await route(two.companyId, ["free.example"], { connection: "oidc-gone" })).toMatchObject({
    code: "connection.not-found",
  });
  expect((await findCompany(ctx.db, two.companyId))?.domains).toEqual([]);
});

test("T-A13: where people of a domain type their password changes only with the own one", async () => {
  const { companyId } = await makeCompany(ctx);
  const stale = { ...by, sessionId: "00000000-0000-4000-8000-000000000000" };
  expect(await route(companyId, ["stale.example"], { by: stale })).toMatchObject({ ok: false, code: "staff.confirm-needed" });
  expect((await findCompany(ctx.db, companyId))?.domains).toEqual([]);
});

test("T-R15: who has proven an address of a company's domain may ask to be let in, and is no person of it", async () => {
  const { companyId } = await makeCompany(ctx);
  await route(companyId, ["asking.example"], { takesRequests: true });
  const asking = await makeAccount(ctx, { email: "ann@asking.example" });
  await offerCompany(ctx, asking, {});
  await offerCompany(ctx, asking, {});
  expect(await askToJoin(ctx, { company: companyId, step: "ask", by: asking })).toMatchObject({ ok: true });
  expect(await findColleague(ctx, asking.customerId)).toBeNull();
  const opened = await openCompany(ctx, companyId, new Set(["audit.read"]));
  expect(opened?.requests).toMatchObject([{ number: asking.number }]);
  expect(opened?.people).toHaveLength(1);
  expect(opened?.timeline.map(({ action }) => action)).toEqual(["company.asked", "company.routed"]);
});

test("T-R15: nobody asks without a proven address, from another domain, from another company, or where it is turned off", async () => {
  const { companyId } = await makeCompany(ctx);
  await route(companyId, ["quiet.example"], { takesRequests: true });
  const unproven = await makeAccount(ctx, { email: "ann@quiet.example" });
  await ctx.db.execute(sql`update accounts set email_verified_at = null where id = ${unproven.accountId}`);
  await offerCompany(ctx, unproven, {});
  await offerCompany(ctx, await makeAccount(ctx, { email: "ann@notquiet.example" }), {});
  const elsewhere = await makeCompany(ctx);
  const [member] = elsewhere.people;
  if (!member) throw new Error("nobody");
  await ctx.db.execute(
    sql`update accounts set email = 'bob@quiet.example', email_key = 'bob@quiet.example' where id = ${member.accountId}`,
  );
  await offerCompany(ctx, member, {});
  await route(companyId, ["quiet.example"]);
  await offerCompany(ctx, await makeAccount(ctx, { email: "cay@quiet.example" }), {});
  expect((await openCompany(ctx, companyId, new Set()))?.requests).toEqual([]);
  expect(await ctx.db.execute(sql`select from company_requests where company_id = ${companyId}`)).toHaveLength(0);
});
