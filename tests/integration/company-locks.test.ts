import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decideRequest } from "@/core/companies/decide-request";
import { inviteColleague } from "@/core/companies/invite-colleague";
import { addPerson, changePerson } from "@/core/company-office/change-person";
import { deactivateCompanies } from "@/core/company-office/deactivate-companies";
import { mergeCompanies, previewCompanyMerge } from "@/core/company-office/merge-companies";
import { routeCompany } from "@/core/company-office/route-company";
import type { Ctx } from "@/core/ctx";
import { eraseCustomer } from "@/core/customers/erase-customer";
import type { StaffOperator } from "@/core/staff/confirm-staff";
import { saveUserType } from "@/core/user-types/save-user-type";
import type { Db } from "@/db";
import { lockCompany } from "@/db/queries/companies";
import { lockSettings } from "@/db/queries/settings";
import { acceptAs, inviteTo, joinBy } from "@/tests/support/company";
import { CompanyRaces, type RacedCompany, ROUNDS } from "@/tests/support/company-races";
import type { World } from "@/tests/support/context";
import { freshEmail, makeAccount } from "@/tests/support/make";
import { makeCompany, putIntoCompany, typeNamed } from "@/tests/support/make-company";
import { makeGuest, merge, undo } from "@/tests/support/merge";
import { startAndWait } from "@/tests/support/start-and-wait";

let races: CompanyRaces;
let world: World;
let ctx: Ctx;
let by: StaffOperator;
let staffId: string;
beforeAll(async () => {
  races = await CompanyRaces.begin();
  ({ world, ctx, by, staffId } = races);
});
afterAll(() => world.end());

/** What waits for a company, with the customers and user types that it must not hold by then. */
type Waiting = { readonly run: () => Promise<{ ok: boolean }>; readonly customers?: readonly string[]; readonly type?: string };
type Company = RacedCompany;

const waiting: Record<string, (of: Company) => Promise<Waiting>> = {
  "merges a person of it": async ({ reader }) => {
    const kept = await makeAccount(ctx);
    return {
      run: () => merge(ctx, by, { kept: kept.number, merged: reader.number }),
      customers: [kept.customerId, reader.customerId],
    };
  },
  "undoes such a merge": async ({ reader }) => {
    const [kept, guest] = [reader, await makeGuest(ctx)];
    await merge(ctx, by, { kept: kept.number, merged: guest.number });
    return { run: () => undo(ctx, by, { kept: kept.number, merged: guest.number }), customers: [kept.customerId, guest.id] };
  },
  "erases a person of it": async ({ reader: { number, customerId } }) => ({
    run: () => eraseCustomer(ctx, { number, typedNumber: number, by }),
    customers: [customerId],
  }),
  "shuts an account": async ({ reader }) => ({ run: () => races.shut(reader), customers: [reader.customerId] }),
  "opens an account": async ({ reader }) => {
    await races.shut(reader);
    return { run: () => races.open(reader), customers: [reader.customerId] };
  },
  "puts somebody into it": async ({ companyId }) => {
    const { number, customerId } = await makeAccount(ctx);
    const userType = await typeNamed(ctx, "Reader");
    return { run: () => addPerson(ctx, { companyId, number, userType, staffId }), customers: [customerId], type: userType };
  },
  "accepts an invitation with an account": async ({ boss }) => {
    const ann = await makeAccount(ctx);
    const token = await inviteTo(ctx, boss, ann.email);
    return { run: () => acceptAs(ctx, token, ann), customers: [ann.customerId] };
  },
  "accepts an invitation as a guest of the shop": async ({ boss }) => {
    const email = freshEmail();
    const guest = await makeGuest(ctx, { email });
    const token = await inviteTo(ctx, boss, email);
    return { run: () => joinBy(ctx, token), customers: [guest.id] };
  },
  "lets in who asks": async ({ companyId, boss }) => {
    const { customerId } = await makeAccount(ctx);
    await world.database.sql`insert into company_requests (customer_id, company_id) values (${customerId}, ${companyId})`;
    const userType = await typeNamed(ctx, "Reader");
    return {
      run: () => decideRequest(ctx, { person: customerId, userType, decision: "letIn", by: boss }),
      customers: [customerId],
      type: userType,
    };
  },
  "takes administration from a type": async ({ companyId }) => {
    const [type, second] = [await races.freshType("administrator"), await makeAccount(ctx)];
    await putIntoCompany(ctx, companyId, second.customerId, "Administrator");
    await changePerson(ctx, { companyId, person: second.customerId, userType: type, staffId });
    return { run: () => saveUserType(ctx, races.keeping(type)), type };
  },
};

/** Takes rows that nobody else may hold at this moment; throws at once if somebody does. */
async function takeAll(tx: Db, { customers = [], type = randomUUID() }: Waiting) {
  const ids = sql`any(${sql.param([...customers])}::uuid[])`;
  await tx.execute(sql`select from accounts where customer_id = ${ids} for update nowait`);
  await tx.execute(sql`select from customers where id = ${ids} for update nowait`);
  await tx.execute(sql`select from user_types where id = ${type} for update nowait`);
}

describe("one order of locks", () => {
  test.each(Object.entries(waiting))(
    "T-FX22: whoever %s holds no account, customer or user type while it waits for the company",
    async (_what, prepare) => {
      const company = await races.pair();
      const asked = await prepare(company);
      const { running } = await ctx.db.transaction(async (tx) => {
        await lockCompany(tx, company.companyId);
        const { running } = await startAndWait(world, asked.run);
        await takeAll(tx, asked);
        return { running };
      });
      expect(await running).toMatchObject({ ok: true });
    },
  );

  const dangerous: Record<string, (companyId: string) => Promise<{ ok: boolean }>> = {
    "shuts it": (companyId) => deactivateCompanies(ctx, { ids: [companyId], staffId }),
    "says which domains it has": (companyId) =>
      routeCompany(ctx, { companyId, domains: [`${randomUUID()}.example`], connection: "", takesRequests: false, by }),
    "merges it": async (companyId) => {
      const merged = (await makeCompany(ctx, { types: [] })).companyId;
      const plan = await previewCompanyMerge(ctx, { kept: companyId, merged });
      return mergeCompanies(ctx, { companyId, merged, seen: plan?.seen ?? "", by });
    },
    "erases its only person": async (companyId) => {
      const [{ number = "" } = {}] = await world.database.sql`
        select number from customers c join company_people p on p.customer_id = c.id where p.company_id = ${companyId}`;
      return eraseCustomer(ctx, { number, typedNumber: number, by });
    },
  };

  test.each(Object.entries(dangerous))(
    "T-FX22: whoever %s holds no company while it waits for the settings",
    async (_what, run) => {
      const { companyId } = await makeCompany(ctx);
      const { running } = await ctx.db.transaction(async (tx) => {
        await lockSettings(tx);
        const { running } = await startAndWait(world, () => run(companyId));
        await tx.execute(sql`select from companies where id = ${companyId} for update nowait`);
        return { running };
      });
      expect(await running).toMatchObject({ ok: true });
    },
  );

  test("T-FX22: inviting, and merging the colleague who invites, at once, ends for both", async () => {
    const userType = await typeNamed(ctx, "Reader");
    for (let round = 0; round < ROUNDS; round++) {
      const [{ boss, companyId }, kept] = [await races.pair(), await makeAccount(ctx)];
      const answers = await Promise.all([
        inviteColleague(world.ctx(), { email: freshEmail(), userType, by: boss }),
        merge(ctx, by, { kept: kept.number, merged: boss.number }),
        addPerson(ctx, { companyId, number: (await makeAccount(ctx)).number, userType, staffId }),
      ]);
      expect(answers.slice(1)).toMatchObject([{ ok: true }, { ok: true }]);
      expect(await races.headless()).toEqual([]);
    }
  });
});
