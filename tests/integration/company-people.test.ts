import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeUserType, deactivateColleague, reactivateColleague, removeColleague } from "@/core/companies/change-colleague";
import { getOwnCompany } from "@/core/companies/get-own-company";
import { handOverAdministration } from "@/core/companies/hand-over-administration";
import { leaveCompany } from "@/core/companies/leave-company";
import type { Ctx } from "@/core/ctx";
import { deactivateAccount } from "@/core/customers/deactivate-account";
import { eraseCustomer } from "@/core/customers/erase-customer";
import { lockCompany } from "@/db/queries/companies";
import { deletePerson } from "@/db/queries/company-people";
import { insertUserType } from "@/db/queries/user-types";
import { placeOf } from "@/tests/support/company";
import { makeWorld, type World } from "@/tests/support/context";
import { freshEmail, freshOperator, type MadeAccount, makeAccount, makeStaff } from "@/tests/support/make";
import { actingIn, type MadePerson, makeCompany, putIntoCompany, typeNamed } from "@/tests/support/make-company";
import { newestMail, queuedMails } from "@/tests/support/queued-mail";
import { startAndWait } from "@/tests/support/start-and-wait";

let world: World;
let ctx: Ctx;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  await insertUserType(ctx.db, { name: "Manager", permissions: ["people.manage", "orders.see"] });
});
afterAll(() => world.end());

/** A company with people of these types, who are taken apart by the test. */
async function companyOf<const Types extends readonly string[]>(...types: Types) {
  const { companyId, people } = await makeCompany(ctx, { types });
  const at = (index: number): MadePerson => {
    const person = people[index];
    if (!person) throw new Error("no such person");
    return person;
  };
  return { companyId, at };
}

const place = (person: MadeAccount) => placeOf(world, person.customerId);

/** Everything that is done to a colleague, by the name of the button. */
const changes = {
  "change the user type": async (by: MadePerson, person: string) =>
    changeUserType(ctx, { person, userType: await typeNamed(ctx, "Reader"), by }),
  deactivate: (by: MadePerson, person: string) => deactivateColleague(ctx, { person, by }),
  reactivate: (by: MadePerson, person: string) => reactivateColleague(ctx, { person, by }),
  remove: (by: MadePerson, person: string) => removeColleague(ctx, { person, by }),
};
const everyChange = Object.entries(changes);

describe("colleagues", () => {
  test("P-O3: an administrator gives another user type, deactivates, reactivates and removes, and each time the person is told", async () => {
    const { at } = await companyOf("Administrator", "Buyer");
    const [admin, buyer] = [at(0), at(1)];
    const told = async () => (await newestMail(ctx, buyer.email)).facts.notice;
    expect(await changes["change the user type"](admin, buyer.customerId)).toMatchObject({ ok: true });
    expect([await place(buyer), await told()]).toEqual([{ company: "Acme Ltd", type: "Reader", open: true }, "typeChanged"]);
    expect(await changes.deactivate(admin, buyer.customerId)).toMatchObject({ ok: true });
    expect([await place(buyer), await told()]).toEqual([{ company: "Acme Ltd", type: "Reader", open: false }, "deactivated"]);
    expect(await getOwnCompany(ctx, buyer.customerId)).toBeNull();
    expect(await changes.reactivate(admin, buyer.customerId)).toMatchObject({ ok: true });
    expect([await place(buyer), await told()]).toEqual([{ company: "Acme Ltd", type: "Reader", open: true }, "reactivated"]);
    expect(await changes.remove(admin, buyer.customerId)).toMatchObject({ ok: true });
    expect([await place(buyer), await told()]).toEqual([undefined, "removed"]);
    const [account] = await world.database.sql`select deactivated_at from accounts where id = ${buyer.accountId}`;
    expect(account).toEqual({ deactivated_at: null });
  });

  test.each(everyChange)("T-A2: to %s somebody of another company is refused as if there were nobody", async (_name, change) => {
    const { at } = await companyOf("Administrator");
    const other = await companyOf("Administrator", "Buyer");
    for (const person of [other.at(0), other.at(1)]) {
      expect(await change(at(0), person.customerId)).toMatchObject({ ok: false, code: "company.person-gone" });
      expect(await place(person)).toMatchObject({ open: true });
    }
  });

  test.each(everyChange)(
    "P-O3: to %s somebody needs the permission, an open place, and an open company",
    async (_name, change) => {
      const { companyId, at } = await companyOf("Administrator", "Buyer", "Reader");
      const [admin, buyer, reader] = [at(0), at(1), at(2)];
      const refused = { ok: false, code: "company.not-permitted" };
      expect(await change(buyer, reader.customerId)).toMatchObject(refused);
      expect(await change(actingIn(await makeAccount(ctx), companyId), reader.customerId)).toMatchObject(refused);
      await world.database.sql`update company_people set deactivated_at = now() where customer_id = ${admin.customerId}`;
      expect(await change(admin, reader.customerId)).toMatchObject(refused);
      await world.database.sql`update company_people set deactivated_at = null where customer_id = ${admin.customerId}`;
      await world.database.sql`update companies set deactivated_at = now() where id = ${companyId}`;
      expect(await change(admin, reader.customerId)).toMatchObject(refused);
      expect(await place(reader)).toMatchObject({ type: "Reader", open: true });
    },
  );

  test.each(everyChange)("T-A5: to %s somebody who may do more, or oneself, is refused", async (_name, change) => {
    const { at } = await companyOf("Administrator", "Manager", "Buyer");
    const manager = at(1);
    for (const above of [at(0), at(2)]) {
      expect(await change(manager, above.customerId)).toMatchObject({ ok: false, code: "company.beyond-own" });
    }
    expect(await change(manager, manager.customerId)).toMatchObject({ ok: false, code: "company.not-yourself" });
    expect([await place(at(0)), await place(manager), await place(at(2))]).toMatchObject([
      { type: "Administrator", open: true },
      { type: "Manager", open: true },
      { type: "Buyer", open: true },
    ]);
  });

  test.each(["Administrator", "Buyer"])(
    "T-A5: who manages people gives nobody the type %s, which is above the own",
    async (type) => {
      const { at } = await companyOf("Administrator", "Manager", "Reader");
      const reader = at(2).customerId;
      const asked = { person: reader, by: at(1) };
      expect(await changeUserType(ctx, { ...asked, userType: await typeNamed(ctx, type) })).toMatchObject({
        ok: false,
        code: "company.beyond-own",
      });
      expect(await changeUserType(ctx, { ...asked, userType: await typeNamed(ctx, "Manager") })).toMatchObject({ ok: true });
      expect(await place(at(2))).toMatchObject({ type: "Manager" });
    },
  );

  test("P-O3: addresses of colleagues, invitations and requests are told only to who manages people", async () => {
    const { at } = await companyOf("Administrator", "Buyer");
    const seen = await getOwnCompany(ctx, at(1).customerId);
    expect(seen?.people.map(({ email }) => email)).toEqual([null, null]);
    expect([seen?.invitations, seen?.requests, seen?.types]).toEqual([[], [], []]);
    const whole = await getOwnCompany(ctx, at(0).customerId);
    expect(whole?.people.map(({ email, isWithinReach }) => [email, isWithinReach])).toEqual([
      [at(0).email, false],
      [at(1).email, true],
    ]);
  });
});

describe("T-C12: what colleagues are told", () => {
  test("T-C12: a place switched off and on, or handed to and fro, changes each time, and fills no mailbox", async () => {
    const { at } = await companyOf("Administrator", "Administrator");
    const [admin, other] = [at(0), at(1)];
    for (let round = 0; round < 8; round++) {
      expect(await changes.deactivate(admin, other.customerId)).toMatchObject({ ok: true });
      expect(await changes.reactivate(admin, other.customerId)).toMatchObject({ ok: true });
      expect(await handOverAdministration(ctx, { person: other.customerId, by: admin })).toMatchObject({ ok: true });
    }
    expect(await queuedMails(ctx, other.email)).toHaveLength(5);
    expect(await place(other)).toMatchObject({ open: true });
    await changes.remove(other, admin.customerId);
    expect(await queuedMails(ctx, admin.email)).toHaveLength(1);
  });

  test("T-C12: an address that nobody has proven gets none of it", async () => {
    const { at } = await companyOf("Administrator", "Buyer");
    await world.database.sql`update accounts set email_verified_at = null where id = ${at(1).accountId}`;
    expect(await changes.deactivate(at(0), at(1).customerId)).toMatchObject({ ok: true });
    expect(await queuedMails(ctx, at(1).email)).toEqual([]);
  });
});

describe("the administration of a company", () => {
  test("P-O3: whoever leaves keeps the account; a company's last administrator cannot leave", async () => {
    const { at } = await companyOf("Administrator", "Buyer", "Buyer");
    expect(await leaveCompany(ctx, { by: at(1) })).toMatchObject({ ok: true });
    expect(await place(at(1))).toBeUndefined();
    expect(await leaveCompany(ctx, { by: at(0) })).toMatchObject({ ok: false, code: "company.last-administrator" });
    expect(await leaveCompany(ctx, { by: at(1) })).toMatchObject({ ok: false, code: "company.not-permitted" });
    expect(await place(at(0))).toMatchObject({ open: true });
  });

  test("P-O3: of two administrators who leave at once one stays", async () => {
    for (let round = 0; round < 5; round++) {
      const { at } = await companyOf("Administrator", "Administrator", "Buyer");
      const answers = await Promise.all([leaveCompany(ctx, { by: at(0) }), leaveCompany(ctx, { by: at(1) })]);
      expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
    }
  });

  test("P-O3: of two administrators who shut each other out at once one stays", async () => {
    for (let round = 0; round < 5; round++) {
      const { at } = await companyOf("Administrator", "Administrator");
      const answers = await Promise.all([
        deactivateColleague(ctx, { person: at(1).customerId, by: at(0) }),
        deactivateColleague(ctx, { person: at(0).customerId, by: at(1) }),
      ]);
      expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
    }
  });

  test.each([
    ["was deactivated in the company", "update company_people set deactivated_at = now() where customer_id = $1"],
    ["has a shut account", "update accounts set deactivated_at = now() where customer_id = $1"],
  ])("P-O3: an administrator who %s is none to leave the company to, nor to hand it over to", async (_what, change) => {
    const { at } = await companyOf("Administrator", "Administrator");
    await world.database.sql.unsafe(change, [at(1).customerId]);
    expect(await leaveCompany(ctx, { by: at(0) })).toMatchObject({ ok: false, code: "company.last-administrator" });
    const handed = await handOverAdministration(ctx, { person: at(1).customerId, by: at(0) });
    expect(handed).toMatchObject({ ok: false, code: "company.person-not-open" });
  });

  test("P-O3: handing over swaps the user types, tells the colleague, and lets the former administrator leave", async () => {
    const { at } = await companyOf("Administrator", "Buyer");
    expect(await handOverAdministration(ctx, { person: at(1).customerId, by: at(0) })).toMatchObject({ ok: true });
    expect([await place(at(0)), await place(at(1))]).toMatchObject([{ type: "Buyer" }, { type: "Administrator" }]);
    expect((await queuedMails(ctx, at(1).email)).map(({ facts }) => facts.notice)).toEqual(["handedOver"]);
    expect(await leaveCompany(ctx, { by: at(0) })).toMatchObject({ ok: true });
  });

  test("T-A5: only an administrator hands over, to somebody of the own company, and not to themselves", async () => {
    const { companyId, at } = await companyOf("Administrator", "Manager", "Reader");
    const stranger = await makeAccount(ctx, { email: freshEmail() });
    const asked = (by: MadePerson, to: MadeAccount) => handOverAdministration(ctx, { person: to.customerId, by });
    expect(await asked(at(1), at(2))).toMatchObject({ ok: false, code: "company.not-permitted" });
    expect(await asked(at(0), stranger)).toMatchObject({ ok: false, code: "company.person-gone" });
    expect(await asked(at(0), at(0))).toMatchObject({ ok: false, code: "company.not-yourself" });
    await putIntoCompany(ctx, companyId, stranger.customerId);
    expect(await asked(at(0), stranger)).toMatchObject({ ok: true });
  });
});

describe("whoever is erased", () => {
  const eraseOf = async (person: MadeAccount) => {
    const { staffId } = await makeStaff(ctx);
    return eraseCustomer(ctx, { number: person.number, typedNumber: person.number, by: await freshOperator(ctx, staffId) });
  };

  test("P-O3: the only administrator of others hands over first; then the place goes with them", async () => {
    const { at } = await companyOf("Administrator", "Buyer");
    expect(await eraseOf(at(0))).toMatchObject({ ok: false, code: "customer.last-administrator" });
    expect(await place(at(0))).toMatchObject({ type: "Administrator", open: true });
    await handOverAdministration(ctx, { person: at(1).customerId, by: at(0) });
    expect(await eraseOf(at(0))).toMatchObject({ ok: true });
    expect(await place(at(0))).toBeUndefined();
  });

  test("P-O3: a company whose only person is erased is shut with them", async () => {
    const { companyId, at } = await companyOf("Administrator");
    expect(await eraseOf(at(0))).toMatchObject({ ok: true });
    expect(await world.database.sql`select deactivated_at is not null as shut from companies where id = ${companyId}`).toEqual([
      { shut: true },
    ]);
  });
});

describe("whose account staff shut", () => {
  const shut = async ({ number }: MadeAccount) => deactivateAccount(ctx, { number, staffId: (await makeStaff(ctx)).staffId });
  const canSignIn = async ({ accountId }: MadeAccount) =>
    (await world.database.sql`select 1 from accounts where id = ${accountId} and deactivated_at is null`).length > 0;

  test("P-O3, P-V6: the only administrator of others hands over first; anybody else, or who is alone, is shut at once", async () => {
    const { at } = await companyOf("Administrator", "Buyer");
    expect(await shut(at(0))).toMatchObject({ ok: false, code: "customer.last-administrator" });
    expect(await canSignIn(at(0))).toBe(true);
    expect(await shut(at(1))).toMatchObject({ ok: true });
    expect(await shut(at(0))).toMatchObject({ ok: true });
    const other = await companyOf("Administrator", "Buyer");
    await handOverAdministration(ctx, { person: other.at(1).customerId, by: other.at(0) });
    expect(await shut(other.at(0))).toMatchObject({ ok: true });
  });

  test("P-O3: whoever leaves while the other administrator's account is shut is waited for", async () => {
    const { companyId, at } = await companyOf("Administrator", "Administrator", "Buyer");
    const { running } = await ctx.db.transaction(async (tx) => {
      await lockCompany(tx, companyId);
      await deletePerson(tx, at(1).customerId);
      return startAndWait(world, () => shut(at(0)));
    });
    expect(await running).toMatchObject({ ok: false, code: "customer.last-administrator" });
    expect(await canSignIn(at(0))).toBe(true);
  });
});
