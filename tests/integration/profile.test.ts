import { afterAll, beforeAll, expect, test } from "vitest";
import { changeProfile, changeProfileInput } from "@/core/customers/change-profile";
import { findCustomers } from "@/core/customers/find-customers";
import { makeWorld, type World } from "@/tests/support/context";
import { sessionFor } from "@/tests/support/email-change";
import { makeAccount } from "@/tests/support/make";
import { shownProfile } from "@/tests/support/profile";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

test("P-M5: name, telephone and language are changed in the shop's own record, and staff find the new name", async () => {
  const account = await makeAccount(world.ctx());
  const session = await sessionFor(world.ctx(), account);
  const posted = { firstName: "Anneliese", lastName: "Bogenschuetz", phone: "+49 30 5551" };
  const { seen } = await shownProfile(world.ctx(), session);
  expect(await changeProfile(world.ctx(), { session, posted, seen, language: "es" })).toMatchObject({ ok: true });
  expect(await shownProfile(world.ctx(), session)).toMatchObject({ known: posted, language: "es" });
  const { customers } = await findCustomers(world.ctx(), { search: "Bogenschuetz" });
  expect(customers).toMatchObject([{ number: account.number, email: account.email }]);
});

test("P-M5: the log has it by masked values, and nothing where nothing changed", async () => {
  const account = await makeAccount(world.ctx());
  const session = await sessionFor(world.ctx(), account);
  const same = { firstName: "Ann", lastName: "Archer", phone: "" };
  const save = async (posted: Record<string, string>) =>
    changeProfile(world.ctx(), { ...(await shownProfile(world.ctx(), session)), session, posted });
  const rows = () =>
    world.database.sql`select detail from audit_log where action = 'customer.changed' and target_id = ${account.customerId}`;
  await save(same);
  expect(await rows()).toEqual([]);
  await save({ ...same, lastName: "Bowman", phone: "030 12345" });
  expect(await rows()).toEqual([{ detail: { lastName: "A*** → B***", phone: "– → ***45" } }]);
});

test("a name is needed, of two one", async () => {
  const session = await sessionFor(world.ctx(), await makeAccount(world.ctx()));
  const save = async (posted: Record<string, string>) =>
    changeProfile(world.ctx(), { ...(await shownProfile(world.ctx(), session)), session, posted });
  expect(await save({ firstName: "", lastName: "" })).toMatchObject({ code: "customer.name-missing" });
  expect(await save({ firstName: "Cher", lastName: "" })).toMatchObject({ ok: true });
});

test.each(["xx", "", "__proto__", "en-GB"])("a language that we do not speak is none: %j", (language) => {
  expect(changeProfileInput.safeParse({ language, seen: "any" }).success).toBe(false);
});
