import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addPerson, changePerson } from "@/core/company-office/change-person";
import { createCompany } from "@/core/company-office/create-company";
import type { Ctx } from "@/core/ctx";
import type { StaffOperator } from "@/core/staff/confirm-staff";
import { chooseDefaultTypes } from "@/core/user-types/choose-default-types";
import { saveUserType } from "@/core/user-types/save-user-type";
import { insertCompany, lockCompany } from "@/db/queries/companies";
import { deletePerson, insertPerson, updatePerson } from "@/db/queries/company-people";
import { lockAccountOfCustomer } from "@/db/queries/customer-room";
import { getDefaultUserType, holdUserType } from "@/db/queries/user-types";
import { placeOf } from "@/tests/support/company";
import { CompanyRaces, ROUNDS } from "@/tests/support/company-races";
import type { World } from "@/tests/support/context";
import { makeAccount } from "@/tests/support/make";
import { makeCompany, putIntoCompany, typeNamed } from "@/tests/support/make-company";
import { merge, undo } from "@/tests/support/merge";
import { startAndWait, untilWaiting } from "@/tests/support/start-and-wait";

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

describe("never without an administrator", () => {
  test("P-O2, T-A5: while the last administrator of a company gets a type, administration is taken from that very type", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { companyId, boss } = await races.pair();
      const userType = await races.freshType("administrator");
      await Promise.all([
        changePerson(ctx, { companyId, person: boss.customerId, userType, staffId }),
        saveUserType(ctx, races.keeping(userType)),
      ]);
      expect(await races.headless()).toEqual([]);
    }
  });

  test("P-O2, T-R16: while a company is founded, the type of first people becomes another one and loses administration", async () => {
    const [customers, partners] = [await typeNamed(ctx, "Administrator"), await typeNamed(ctx, "Buyer")];
    for (let round = 0; round < ROUNDS; round++) {
      const [userType, founder] = [await races.freshType("administrator"), await makeAccount(ctx)];
      await chooseDefaultTypes(ctx, { customers: userType, partners, staffId });
      const change = async () => {
        await chooseDefaultTypes(ctx, { customers, partners, staffId });
        await saveUserType(ctx, races.keeping(userType));
      };
      await Promise.all([createCompany(ctx, { posted: { companyName: "Raced" }, number: founder.number, staffId }), change()]);
      expect(await races.headless()).toEqual([]);
    }
  });

  test("P-O2: who founds a company keeps the type of first people as it is until they have it", async () => {
    const [customers, partners] = [await typeNamed(ctx, "Administrator"), await typeNamed(ctx, "Buyer")];
    const [userType, founder] = [await races.freshType("administrator"), await makeAccount(ctx)];
    await chooseDefaultTypes(ctx, { customers: userType, partners, staffId });
    const change = async () => {
      await chooseDefaultTypes(ctx, { customers, partners, staffId });
      return saveUserType(ctx, races.keeping(userType));
    };
    const { running } = await ctx.db.transaction(async (tx) => {
      const first = await getDefaultUserType(tx, "customers");
      const begun = await startAndWait(world, change);
      const companyId = await insertCompany(tx, { kind: "customer", name: "Held", fields: {} });
      await insertPerson(tx, { companyId, customerId: founder.customerId, userTypeId: first.id });
      return begun;
    });
    expect(await running).toMatchObject({ ok: false, code: "user-type.last-administrator" });
  });

  test("P-O2: a company in which the type was given a moment ago is held, too, before administration is taken from it", async () => {
    const { companyId, boss, reader } = await races.pair();
    const userType = await races.freshType("administrator");
    const { running } = await ctx.db.transaction(async (leaving) => {
      await lockCompany(leaving, companyId);
      const begun = await ctx.db.transaction(async (giving) => {
        await holdUserType(giving, userType);
        await updatePerson(giving, reader.customerId, { userTypeId: userType });
        return startAndWait(world, () => saveUserType(ctx, races.keeping(userType)));
      });
      await untilWaiting(world, begun.running);
      await deletePerson(leaving, boss.customerId);
      return begun;
    });
    expect(await running).toMatchObject({ ok: false, code: "user-type.last-administrator" });
    expect(await races.headless()).toEqual([]);
  });

  test("P-O3: of an administrator who came into another company a moment ago, that one is asked about before the account is shut", async () => {
    const { companyId, boss, reader } = await races.pair();
    const second = await makeAccount(ctx);
    const userType = await typeNamed(ctx, "Administrator");
    const { running } = await ctx.db.transaction(async (leaving) => {
      await lockCompany(leaving, companyId);
      const begun = await ctx.db.transaction(async (joining) => {
        await lockAccountOfCustomer(joining, second.customerId);
        await insertPerson(joining, { companyId, customerId: second.customerId, userTypeId: userType });
        return startAndWait(world, () => races.shut(second));
      });
      await untilWaiting(world, begun.running);
      await deletePerson(leaving, boss.customerId);
      return begun;
    });
    expect(await running).toMatchObject({ ok: false, code: "customer.last-administrator" });
    expect(await placeOf(world, reader.customerId)).toMatchObject({ open: true });
    expect(await races.headless()).toEqual([]);
  });

  test("P-O2: administration is not taken from a type whose people alone can sign in to administer a company", async () => {
    const { companyId, boss } = await races.pair();
    const second = await makeAccount(ctx);
    await putIntoCompany(ctx, companyId, second.customerId, "Administrator");
    await races.shut(second);
    const userType = await races.freshType("administrator");
    expect(await changePerson(ctx, { companyId, person: boss.customerId, userType, staffId })).toMatchObject({ ok: true });
    expect(await saveUserType(ctx, races.keeping(userType))).toMatchObject({ ok: false, code: "user-type.last-administrator" });
    await races.open(second);
    expect(await saveUserType(ctx, races.keeping(userType))).toMatchObject({ ok: true });
  });

  test("P-O3: where all people were shut, the first to be opened is an administrator, or made one before", async () => {
    const { companyId, boss, reader } = await races.pair();
    await races.shut(reader);
    await races.shut(boss);
    expect(await races.open(reader)).toMatchObject({
      ok: false,
      problems: [{ code: "company.no-administrator", vars: { company: "Acme Ltd" } }],
    });
    expect(await races.headless()).toEqual([]);
    expect(await races.open(boss)).toMatchObject({ ok: true });
    expect(await races.open(reader)).toMatchObject({ ok: true });
    await races.shut(reader);
    await races.shut(boss);
    const userType = await typeNamed(ctx, "Administrator");
    expect(await changePerson(ctx, { companyId, person: reader.customerId, userType, staffId })).toMatchObject({ ok: true });
    expect(await races.open(reader)).toMatchObject({ ok: true });
  });

  test("P-O3: somebody who was deactivated there, or is of a partner, is opened all the same", async () => {
    const { boss, reader } = await races.pair();
    await races.shut(reader);
    await races.shut(boss);
    await world.database.sql`update company_people set deactivated_at = now() where customer_id = ${reader.customerId}`;
    expect(await races.open(reader)).toMatchObject({ ok: true });
    const partner = await makeCompany(ctx, { kind: "partner", types: ["Reader"] });
    const [person] = partner.people;
    if (!person) throw new Error("nobody was made");
    await races.shut(person);
    expect(await races.open(person)).toMatchObject({ ok: true });
  });

  test("P-O3: of opening the reader and shutting the administrator at once, one is refused", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { boss, reader } = await races.pair();
      await races.shut(reader);
      await Promise.all([races.open(reader), races.shut(boss)]);
      expect(await races.headless()).toEqual([]);
    }
  });

  test("P-O3: staff put nobody but an administrator into a company whose people are all shut, not even at that moment", async () => {
    const { companyId, boss, reader } = await races.pair();
    await races.shut(reader);
    await races.shut(boss);
    const added = await makeAccount(ctx);
    const add = async (type: string) =>
      addPerson(ctx, { companyId, number: added.number, userType: await typeNamed(ctx, type), staffId });
    expect(await add("Buyer")).toMatchObject({ ok: false, code: "company.no-administrator" });
    expect(await add("Administrator")).toMatchObject({ ok: true });
    const userType = await typeNamed(ctx, "Reader");
    for (let round = 0; round < ROUNDS; round++) {
      const [lone, one] = [await makeCompany(ctx), await makeAccount(ctx)];
      const [alone] = lone.people;
      if (!alone) throw new Error("nobody was made");
      await Promise.all([
        addPerson(ctx, { companyId: lone.companyId, number: one.number, userType, staffId }),
        races.shut(alone),
      ]);
      expect(await races.headless()).toEqual([]);
    }
  });

  test("P-V6, P-O3: an undone merge opens no account that would act for a company without an administrator", async () => {
    const { boss, reader } = await races.pair();
    const numbers = { kept: boss.number, merged: reader.number };
    expect(await merge(ctx, by, numbers)).toMatchObject({ ok: true });
    await races.shut(boss);
    expect(await undo(ctx, by, numbers)).toMatchObject({ ok: false, code: "company.no-administrator" });
    expect([await races.headless(), await placeOf(world, reader.customerId)]).toEqual([[], undefined]);
    await races.open(boss);
    expect(await undo(ctx, by, numbers)).toMatchObject({ ok: true });
    expect(await placeOf(world, reader.customerId)).toMatchObject({ type: "Reader", open: true });
  });
});
