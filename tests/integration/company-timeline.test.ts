import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listAudit } from "@/core/audit/list-audit";
import { changeUserType, deactivateColleague, reactivateColleague, removeColleague } from "@/core/companies/change-colleague";
import { decideRequest, decideRequestInput } from "@/core/companies/decide-request";
import { handOverAdministration } from "@/core/companies/hand-over-administration";
import { leaveCompany } from "@/core/companies/leave-company";
import { addPerson, changePerson, removePerson } from "@/core/company-office/change-person";
import { createCompany } from "@/core/company-office/create-company";
import { mergeCompanies, previewCompanyMerge } from "@/core/company-office/merge-companies";
import { openCompany } from "@/core/company-office/open-company";
import type { Ctx } from "@/core/ctx";
import { eraseCustomer } from "@/core/customers/erase-customer";
import { openCustomer } from "@/core/customers/open-customer";
import { type AuditEntry, audit } from "@/core/security/audit";
import type { StaffOperator } from "@/core/staff/confirm-staff";
import { permissions } from "@/core/staff/permissions";
import { acceptAs, inviteTo, joinBy } from "@/tests/support/company";
import type { World } from "@/tests/support/context";
import { freshEmail, type MadeAccount, makeAccount } from "@/tests/support/make";
import { actingIn, type MadePerson, makeCompany, putIntoCompany, typeNamed } from "@/tests/support/make-company";
import { merge } from "@/tests/support/merge";
import { makeStaffedWorld } from "@/tests/support/staffed-world";

let world: World;
let ctx: Ctx;
let by: StaffOperator;
let staffId: string;
beforeAll(async () => {
  ({ world, ctx, by, staffId } = await makeStaffedWorld());
});
afterAll(() => world.end());

const everything = new Set(permissions);

async function atCompany(companyId: string) {
  const lines = (await openCompany(ctx, companyId, everything))?.timeline ?? [];
  return lines.map(({ action, actorName, besideNames }) => [action, actorName, besideNames.person]);
}

async function atPerson(number: string) {
  const lines = (await openCustomer(ctx, number, everything))?.timeline ?? [];
  return lines.map(({ action, actorName, targetName, besideNames }) => [action, actorName, targetName, besideNames.person]);
}

type Scene = { readonly companyId: string; readonly boss: MadePerson; readonly colleague: MadePerson };
type Step = {
  readonly run: (scene: Scene) => Promise<unknown>;
  readonly action: string;
  readonly doer: "boss" | "colleague" | "staff";
};

const steps: Readonly<Record<string, Step>> = {
  "a colleague is given another user type": {
    run: async ({ boss, colleague }) =>
      changeUserType(ctx, { person: colleague.customerId, userType: await typeNamed(ctx, "Reader"), by: boss }),
    action: "company.type-changed",
    doer: "boss",
  },
  "a colleague is deactivated": {
    run: ({ boss, colleague }) => deactivateColleague(ctx, { person: colleague.customerId, by: boss }),
    action: "company.person-deactivated",
    doer: "boss",
  },
  "a colleague is reactivated": {
    run: async ({ boss, colleague }) => {
      await world.database.sql`update company_people set deactivated_at = now() where customer_id = ${colleague.customerId}`;
      return reactivateColleague(ctx, { person: colleague.customerId, by: boss });
    },
    action: "company.person-reactivated",
    doer: "boss",
  },
  "a colleague is removed": {
    run: ({ boss, colleague }) => removeColleague(ctx, { person: colleague.customerId, by: boss }),
    action: "company.person-removed",
    doer: "boss",
  },
  "the administration is handed over": {
    run: ({ boss, colleague }) => handOverAdministration(ctx, { person: colleague.customerId, by: boss }),
    action: "company.handed-over",
    doer: "boss",
  },
  "somebody leaves": {
    run: ({ colleague }) => leaveCompany(ctx, { by: colleague }),
    action: "company.left",
    doer: "colleague",
  },
  "staff give another user type": {
    run: async ({ companyId, colleague }) =>
      changePerson(ctx, { companyId, person: colleague.customerId, userType: await typeNamed(ctx, "Reader"), staffId }),
    action: "company.person-changed",
    doer: "staff",
  },
  "staff take somebody out": {
    run: ({ companyId, colleague }) => removePerson(ctx, { companyId, person: colleague.customerId, staffId }),
    action: "company.person-removed",
    doer: "staff",
  },
};

async function makeScene(): Promise<Scene> {
  const { companyId, people } = await makeCompany(ctx, { types: ["Administrator", "Buyer"] });
  const [boss, colleague] = people;
  if (!boss || !colleague) throw new Error("nobody was made");
  return { companyId, boss, colleague };
}

const nameOf = ({ boss, colleague }: Scene, doer: Step["doer"]) =>
  doer === "staff" ? "Sam Staff" : (doer === "boss" ? boss : colleague).number;

describe("what happened in a company", () => {
  test.each(Object.entries(steps))(
    "P-M6, P-O3: when %s, the page of the company and that of the person say so, and who did it",
    async (_name, { run, action, doer }) => {
      const scene = await makeScene();
      expect(await run(scene)).toMatchObject({ ok: true });
      const { companyId, colleague } = scene;
      const name = nameOf(scene, doer);
      expect(await atCompany(companyId)).toEqual([[action, name, colleague.number]]);
      expect(await atPerson(colleague.number)).toEqual([[action, name, "Acme Ltd", colleague.number]]);
    },
  );

  const comers: Readonly<Record<string, (scene: Scene) => Promise<{ account: MadeAccount; doer: string; action: string }>>> = {
    "accepts an invitation": async ({ boss }) => {
      const account = await makeAccount(ctx);
      await acceptAs(ctx, await inviteTo(ctx, boss, account.email), account);
      return { account, doer: account.number, action: "company.joined" };
    },
    "is let in": async ({ boss, companyId }) => {
      const account = await makeAccount(ctx);
      await world.database.sql`
        insert into company_requests (customer_id, company_id, asked_at) values (${account.customerId}, ${companyId}, now())`;
      const userType = await typeNamed(ctx, "Reader");
      await decideRequest(ctx, { person: account.customerId, userType, decision: "letIn", by: boss });
      return { account, doer: boss.number, action: "company.joined" };
    },
    "is put in by staff": async ({ companyId }) => {
      const account = await makeAccount(ctx);
      await addPerson(ctx, { companyId, number: account.number, userType: await typeNamed(ctx, "Reader"), staffId });
      return { account, doer: "Sam Staff", action: "company.person-added" };
    },
  };

  test.each(Object.entries(comers))("P-M6, P-O3: who %s stands on both pages", async (_name, run) => {
    const scene = await makeScene();
    const { account, doer, action } = await run(scene);
    const line = (await atCompany(scene.companyId)).find(([done]) => done === action);
    expect(line).toEqual([action, doer, account.number]);
    expect(await atPerson(account.number)).toContainEqual([action, doer, "Acme Ltd", account.number]);
  });

  test("P-M6, P-O3: so does who has made an account by an invitation, and the first person of a company that staff make", async () => {
    const { companyId, boss } = await makeScene();
    const email = freshEmail();
    await joinBy(ctx, await inviteTo(ctx, boss, email));
    const [made] = await world.database
      .sql`select c.number from customers c join accounts a on a.customer_id = c.id where a.email_key = ${email}`;
    const number = String(made?.number);
    expect((await atCompany(companyId))[0]).toEqual(["company.joined", number, number]);
    const first = await makeAccount(ctx);
    const founded = await createCompany(ctx, { posted: { companyName: "New Ltd" }, number: first.number, staffId });
    expect(await atCompany(founded.ok ? founded.value.id : "")).toEqual([
      ["company.person-added", "Sam Staff", first.number],
      ["company.created", "Sam Staff", undefined],
    ]);
    expect(await atPerson(first.number)).toEqual([["company.person-added", "Sam Staff", "New Ltd", first.number]]);
  });

  test("P-M6: a refused request stands on both pages, and declining asks for no user type", async () => {
    const { companyId, boss } = await makeScene();
    const { customerId, number } = await makeAccount(ctx);
    await world.database.sql`
      insert into company_requests (customer_id, company_id, asked_at) values (${customerId}, ${companyId}, now())`;
    const posted = { person: customerId, decision: "notLetIn" } as const;
    expect(decideRequestInput.safeParse(posted).success).toBe(true);
    const letIn = await decideRequest(ctx, { ...posted, decision: "letIn", by: boss });
    expect(letIn).toMatchObject({ ok: false, problems: [{ code: "user-type.not-found", field: "userType" }] });
    expect(await decideRequest(ctx, { ...posted, by: boss })).toMatchObject({ ok: true });
    expect(await atCompany(companyId)).toEqual([["company.request-declined", boss.number, number]]);
    expect(await atPerson(number)).toEqual([["company.request-declined", boss.number, "Acme Ltd", number]]);
  });

  test("P-M6, T-G6: who is erased has left, and the page of the company knows by whom", async () => {
    const scene = await makeScene();
    const { number } = scene.colleague;
    expect(await eraseCustomer(ctx, { number, typedNumber: number, by })).toMatchObject({ ok: true });
    expect(await atCompany(scene.companyId)).toEqual([["company.left", "Sam Staff", number]]);
  });

  test("P-M6: rows of before, which are about the person and name the company, stand on both pages, too", async () => {
    const { companyId, boss, colleague } = await makeScene();
    const actor = { kind: "customer", accountId: boss.accountId } as const;
    const old: AuditEntry = {
      actor,
      action: "company.handed-over",
      target: { kind: "customer", id: colleague.customerId },
      outcome: "ok",
      detail: { company: companyId },
    };
    await audit(ctx, old);
    const lines = (await openCompany(ctx, companyId, everything))?.timeline ?? [];
    expect(lines).toMatchObject([{ action: old.action, actorName: boss.number, targetName: colleague.number }]);
    const own = (await openCustomer(ctx, colleague.number, everything))?.timeline ?? [];
    expect(own).toMatchObject([{ action: old.action, besideNames: { company: "Acme Ltd" } }]);
  });

  test("P-M6: the pages of a kept company and of a kept customer tell what happened to the merged ones", async () => {
    const [one, other] = [await makeScene(), await makeScene()];
    await deactivateColleague(ctx, { person: other.colleague.customerId, by: other.boss });
    const seen = (await previewCompanyMerge(ctx, { kept: one.companyId, merged: other.companyId }))?.seen ?? "";
    await mergeCompanies(ctx, { companyId: one.companyId, merged: other.companyId, seen, by });
    expect(await atCompany(one.companyId)).toEqual([
      ["company.merged", "Sam Staff", undefined],
      ["company.person-deactivated", other.boss.number, other.colleague.number],
    ]);
    const kept = await makeAccount(ctx);
    expect(await merge(ctx, by, { kept: kept.number, merged: other.colleague.number })).toMatchObject({ ok: true });
    expect(await atPerson(kept.number)).toContainEqual([
      "company.person-deactivated",
      other.boss.number,
      "Acme Ltd",
      other.colleague.number,
    ]);
  });

  test("P-M6: the log finds by a customer's number what was done to them in a company", async () => {
    const { colleague, boss } = await makeScene();
    await removeColleague(ctx, { person: colleague.customerId, by: boss });
    const { lines } = await listAudit(ctx, { about: colleague.number });
    expect(lines).toMatchObject([{ action: "company.person-removed", targetName: "Acme Ltd" }]);
  });

  test("P-M6, T-A3: without the permission to read the log nothing of it is shown", async () => {
    const { companyId, colleague, boss } = await makeScene();
    await removeColleague(ctx, { person: colleague.customerId, by: boss });
    expect((await openCompany(ctx, companyId, new Set(["companies.edit"])))?.timeline).toEqual([]);
  });

  test("P-M6: what happened to them in another company stays with that one", async () => {
    const [one, other] = [await makeScene(), await makeScene()];
    await removeColleague(ctx, { person: one.colleague.customerId, by: one.boss });
    await putIntoCompany(ctx, other.companyId, one.colleague.customerId);
    await leaveCompany(ctx, { by: actingIn(one.colleague, other.companyId) });
    expect(await atCompany(one.companyId)).toHaveLength(1);
    expect(await atCompany(other.companyId)).toEqual([["company.left", one.colleague.number, one.colleague.number]]);
  });
});
