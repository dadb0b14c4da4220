import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { removeCompanyAddress, saveCompanyAddress } from "@/core/companies/address-book";
import { changeUserType, deactivateColleague, reactivateColleague, removeColleague } from "@/core/companies/change-colleague";
import { decideRequest } from "@/core/companies/decide-request";
import { editOwnCompany } from "@/core/companies/edit-own-company";
import { handOverAdministration } from "@/core/companies/hand-over-administration";
import { inviteColleague, resendCompanyInvitation, withdrawCompanyInvitation } from "@/core/companies/invite-colleague";
import { leaveCompany } from "@/core/companies/leave-company";
import { mergeCompanies, previewCompanyMerge } from "@/core/company-office/merge-companies";
import type { Ctx } from "@/core/ctx";
import type { StaffOperator } from "@/core/staff/confirm-staff";
import { inviteTo } from "@/tests/support/company";
import { makeWorld, type World } from "@/tests/support/context";
import { freshEmail, freshOperator, makeAccount, makeStaff } from "@/tests/support/make";
import { firstOf, type MadePerson, makeCompany, typeNamed } from "@/tests/support/make-company";
import { startAndWait } from "@/tests/support/start-and-wait";

let world: World;
let ctx: Ctx;
let staff: StaffOperator;
let reader: string;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  staff = await freshOperator(ctx, (await makeStaff(ctx)).staffId);
  reader = await typeNamed(ctx, "Reader");
});
afterAll(() => world.end());

type Scene = {
  /** Who looks at the page of the company that was merged. */
  readonly by: MadePerson;
  readonly kept: string;
  readonly merged: string;
  readonly person: string;
  readonly asking: string;
  readonly invitation: string;
  readonly address: string;
};

const entry = { label: "Dock", name: "Acme", street: "1 Quay", postcode: "12345", city: "Port", country: "ES" };

const forms: Readonly<Record<string, (of: Scene) => Promise<unknown>>> = {
  invites: ({ by }) => inviteColleague(ctx, { email: freshEmail(), userType: reader, by }),
  "sends an invitation again": ({ by, invitation }) => resendCompanyInvitation(ctx, { invitation, by }),
  "withdraws an invitation": ({ by, invitation }) => withdrawCompanyInvitation(ctx, { invitation, by }),
  "gives another user type": ({ by, person }) => changeUserType(ctx, { person, userType: reader, by }),
  deactivates: ({ by, person }) => deactivateColleague(ctx, { person, by }),
  reactivates: ({ by, person }) => reactivateColleague(ctx, { person, by }),
  removes: ({ by, person }) => removeColleague(ctx, { person, by }),
  "hands over": ({ by, person }) => handOverAdministration(ctx, { person, by }),
  "lets in": ({ by, asking }) => decideRequest(ctx, { person: asking, userType: reader, decision: "letIn", by }),
  declines: ({ by, asking }) => decideRequest(ctx, { person: asking, decision: "notLetIn", by }),
  "changes details": ({ by }) => editOwnCompany(ctx, { seen: "any", posted: { companyName: "Renamed" }, by }),
  "adds an address": ({ by }) => saveCompanyAddress(ctx, { ...entry, by }),
  "removes an address": ({ by, address }) => removeCompanyAddress(ctx, { address, by }),
  leaves: ({ by }) => leaveCompany(ctx, { by }),
};

/** A company with everything that its page can change, and another one. */
async function makeScene(): Promise<Scene> {
  const { companyId: merged, people } = await makeCompany(ctx, { name: "Merged Ltd", types: ["Administrator", "Buyer"] });
  const { companyId: kept } = await makeCompany(ctx, { name: "Kept Ltd" });
  const by = firstOf(people);
  await saveCompanyAddress(ctx, { ...entry, by });
  await inviteTo(ctx, by, freshEmail());
  const { customerId: asking } = await makeAccount(ctx);
  const { sql } = world.database;
  await sql`insert into company_requests (customer_id, company_id, asked_at) values (${asking}, ${merged}, now())`;
  const [address] = await sql`select id from company_addresses where company_id = ${merged}`;
  const [invitation] = await sql`select id from company_invitations where company_id = ${merged}`;
  const ids = { invitation: String(invitation?.id), address: String(address?.id) };
  return { by, kept, merged, asking, person: people[1]?.customerId ?? "", ...ids };
}

async function mergeThem({ kept, merged }: Scene): Promise<unknown> {
  const seen = (await previewCompanyMerge(ctx, { kept, merged }))?.seen ?? "";
  return mergeCompanies(ctx, { companyId: kept, merged, seen, by: staff });
}

/** Everything of a company that its page could have changed. */
const stateOf = ({ kept }: Scene) => world.database.sql`
  select c.name, c.updated_at, (select json_agg(p order by p.customer_id) from company_people p where p.company_id = c.id) as people,
    (select json_agg(i order by i.id) from company_invitations i where i.company_id = c.id) as invitations,
    (select json_agg(a order by a.id) from company_addresses a where a.company_id = c.id) as addresses,
    (select json_agg(r order by r.customer_id) from company_requests r where r.company_id = c.id) as requests
  from companies c where c.id = ${kept}`;

const another = {
  ok: false,
  code: "company.another",
  problems: [{ code: "company.another", vars: { company: "Kept Ltd" } }],
};

describe("a page that shows a company which is not the own one any more", () => {
  test.each(Object.entries(forms))(
    "P-O3, T-A2: of somebody who %s on the page of a company that was merged nothing is done in the kept one",
    async (_name, press) => {
      const scene = await makeScene();
      expect(await mergeThem(scene)).toMatchObject({ ok: true });
      const before = await stateOf(scene);
      expect(await press(scene)).toMatchObject(another);
      expect(await stateOf(scene)).toEqual(before);
    },
  );

  test.each(Object.entries(forms))("P-O3: who %s on the own company's page is heard", async (_name, press) => {
    const scene = await makeScene();
    await world.database.sql`delete from limits`;
    const answer = await press(scene);
    // The only administrator stays; that is another rule's answer.
    expect(answer).not.toMatchObject({ code: "company.another" });
  });

  test("P-O3, T-A2: nor where the merge ends while the form waits for it", async () => {
    const scene = await makeScene();
    const { by, person } = scene;
    const pressed = await ctx.db.transaction(async (tx) => {
      await tx.execute(`select from companies where id = '${scene.merged}' for update`);
      const run = await startAndWait(world, () => removeColleague(ctx, { person, by }));
      await tx.execute(`update company_people set company_id = '${scene.kept}' where company_id = '${scene.merged}'`);
      return run;
    });
    expect(await pressed.running).toMatchObject(another);
  });
});
