import { afterAll, beforeAll, expect, test } from "vitest";
import { confirmActivationCode } from "@/core/activation/confirm-activation-code";
import { changeProfile } from "@/core/customers/change-profile";
import { createCustomer } from "@/core/customers/create-customer";
import { editCustomer } from "@/core/customers/edit-customer";
import { answerQuestions, findQuestions } from "@/core/fields/questions";
import type { FormFields } from "@/settings/form-definition";
import { activate, copyLink, invite, makeInvited } from "@/tests/support/activation";
import { makeWorld, type World } from "@/tests/support/context";
import { sessionFor } from "@/tests/support/email-change";
import { choicesOf, ownField, usualWith, withFields } from "@/tests/support/fields";
import { aConnection, acceptAs, anArrival, arriveUnknown, giveCode } from "@/tests/support/identities";
import { freshEmail, freshOperator, freshPassword, makeAccount, makeStaff } from "@/tests/support/make";
import { shownProfile } from "@/tests/support/profile";
import { newestMail } from "@/tests/support/queued-mail";
import { confirmCode, confirmLink, freshRegistrant, openShop, start } from "@/tests/support/registration";
import { seenNow } from "@/tests/support/seen";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const ctxWith = (fields: FormFields, options: Parameters<World["ctx"]>[0] = {}) => world.ctx({ ...options, fields });
const vat = withFields(ownField({ rules: { activation: "required", accept: "required", profile: "required" } }));

async function fieldsOf(customerId: string): Promise<unknown> {
  const [row] = await world.database.sql`select fields from customers where id = ${customerId}`;
  return row?.fields;
}

async function customerOf(number: string) {
  const [row] = await world.database.sql`
    select id, first_name as "firstName", last_name as "lastName", email, phone, fields from customers where number = ${number}`;
  if (!row) throw new Error(`no customer ${number}`);
  return row;
}

test("P-R8: the activation form demands what the shop demands, and stores it with the account", async () => {
  const ctx = ctxWith(vat);
  const invited = await makeInvited(ctx);
  const token = await invite(ctx, (await makeStaff(ctx)).staffId, invited);
  const refused = await activate(ctx, token, { email: invited.email });
  expect(refused).toMatchObject({ ok: false, problems: [{ code: "field.required", field: "field.vat" }] });
  const hostile = { number: "1", standing: "active", "field.unknown": "x" };
  const made = await activate(ctx, token, { email: invited.email, posted: { "field.vat": "DE 1", ...hostile } });
  expect(made).toMatchObject({ ok: true });
  expect(await fieldsOf(invited.id)).toEqual({ vat: "DE 1" });
});

test("P-R8, P-V2: answers wait with the code for another address, and a name that is not asked for stays", async () => {
  const fields = [...usualWith("lastName", { activation: "hidden" }), ownField()];
  const ctx = ctxWith(fields);
  const invited = await makeInvited(ctx);
  const token = await copyLink(ctx, (await makeStaff(ctx, { role: "admin" })).staffId, invited.number);
  const browser = "b".repeat(43);
  const email = freshEmail("other");
  const typed = { email, browser, firstName: "Idina", lastName: "Hacker", posted: { "field.vat": "DE 2" } };
  expect(await activate(ctx, token, typed)).toMatchObject({ value: { kind: "needs-code" } });
  expect(await fieldsOf(invited.id)).toEqual({});
  const { code } = await newestMail(ctx, email);
  const here = { isSignedIn: false, isSwitching: false, replaces: undefined };
  expect(await confirmActivationCode(ctx, { token, code, browser, ...here })).toMatchObject({ ok: true });
  expect(await customerOf(invited.number)).toMatchObject({ firstName: "Idina", lastName: "Invited", fields: { vat: "DE 2" } });
});

test("P-R8: the profile changes what it asks for and keeps the rest", async () => {
  const rules = { profile: "staff-only" } as const;
  const ctx = ctxWith([...usualWith("phone", { profile: "hidden" }), ownField(), ownField({ key: "rating", rules })]);
  const account = await makeAccount(ctx);
  const session = await sessionFor(ctx, account);
  await world.database.sql`
    update customers set phone = '030 1', fields = '{"rating": "5", "left": "over"}' where id = ${account.customerId}`;
  const posted = {
    firstName: "Ann",
    lastName: "Archer",
    phone: "666",
    "field.vat": "DE 3",
    "field.rating": "1",
    fieldsDrawn: "vat",
  };
  const save = async (changed: Record<string, string>) =>
    changeProfile(ctx, { ...(await shownProfile(ctx, session)), session, posted: { ...posted, ...changed } });
  expect(await save({})).toMatchObject({ ok: true });
  expect((await shownProfile(ctx, session)).known).toEqual({
    ...{ firstName: "Ann", lastName: "Archer", phone: "030 1" },
    ...{ rating: "5", left: "over", vat: "DE 3" },
  });
  expect(await save({ "field.vat": "" })).toMatchObject({ ok: true });
  expect(await fieldsOf(account.customerId)).toEqual({ rating: "5", left: "over" });
  const rows = await world.database.sql`
    select detail from audit_log where action = 'customer.changed' and target_id = ${account.customerId} order by id`;
  expect(rows).toEqual([{ detail: { vat: "– → D***" } }, { detail: { vat: "D*** → –" } }]);
});

test("P-R8: changing a rule never locks staff out of an old record", async () => {
  const ctx = ctxWith(vat);
  const { staffId } = await makeStaff(ctx);
  const by = await freshOperator(ctx, staffId);
  const data = { firstName: "Old", lastName: "Record", email: null, phone: null };
  const made = await createCustomer(ctx, { staffId, ...data });
  if (!made.ok) throw new Error(made.code);
  const { number } = made.value;
  // Every rule as strict as it can be, and a value of yesterday that nobody could choose today.
  const colour = ownField({ key: "colour", type: "choice", choices: choicesOf("red") });
  const strict = ctxWith([...vat, colour]);
  await world.database.sql`update customers set fields = '{"colour": "green"}' where number = ${number}`;
  const edit = async (posted: Record<string, string>, changed = data) =>
    editCustomer(strict, { ...changed, ...(await seenNow(strict, number)), posted, by });
  expect(await edit({ "field.vat": "", "field.colour": "green" }, { ...data, firstName: "Older" })).toMatchObject({ ok: true });
  expect(await customerOf(number)).toMatchObject({ firstName: "Older", fields: { colour: "green" } });
  expect(await edit({ "field.colour": "grey" })).toMatchObject({ problems: [{ field: "field.colour", code: "field.invalid" }] });
  expect(await edit({ "field.colour": "red", "field.vat": "DE 4" })).toMatchObject({ ok: true });
  expect(await customerOf(number)).toMatchObject({ fields: { colour: "red", vat: "DE 4" } });
});

test("P-R8: a record without a name can be changed by staff without getting one", async () => {
  const ctx = world.ctx();
  const { staffId } = await makeStaff(ctx);
  const by = await freshOperator(ctx, staffId);
  const made = await createCustomer(ctx, { staffId, firstName: "X", lastName: "", email: null, phone: null });
  if (!made.ok) throw new Error(made.code);
  const { number } = made.value;
  await world.database.sql`update customers set first_name = '' where number = ${number}`;
  const nameless = { firstName: "", lastName: "", email: null, phone: "030 22" };
  expect(await editCustomer(ctx, { ...nameless, ...(await seenNow(ctx, number)), by })).toMatchObject({ ok: true });
});

test("P-R8: staff enter own fields with a new customer", async () => {
  const ctx = ctxWith(vat);
  const { staffId } = await makeStaff(ctx);
  const data = { firstName: "New", lastName: "Customer", email: null, phone: null };
  const made = await createCustomer(ctx, { staffId, ...data, posted: { "field.vat": "DE 5", "field.other": "x" } });
  if (!made.ok) throw new Error(made.code);
  expect(await customerOf(made.value.number)).toMatchObject({ fields: { vat: "DE 5" } });
});

test("P-R8, P-S2: Accept demands what the shop demands, also of answers that wait for a code", async () => {
  const connection = aConnection();
  const inCharge = await makeStaff(world.ctx());
  const options = { connections: [connection], settings: { "registration.personInCharge": inCharge.email } };
  const ctx = ctxWith(vat, options);
  const email = freshEmail("nia");
  const arrival = await arriveUnknown(ctx, anArrival(connection, { email }));
  expect(await acceptAs(ctx, arrival, { email })).toMatchObject({ problems: [{ code: "field.required", field: "field.vat" }] });
  const posted = { "field.vat": "DE 6", "field.role": "admin" };
  expect(await acceptAs(ctx, arrival, { email, posted })).toMatchObject({ value: { kind: "needs-code" } });
  const made = await giveCode(ctx, arrival, (await newestMail(ctx, email)).code);
  expect(made).toMatchObject({ value: { kind: "made" } });
  const [row] = await world.database.sql`select number, fields from customers where email = ${email}`;
  expect(row?.fields).toEqual({ vat: "DE 6" });
});

test("P-R8, T-S15: the registration form demands and stores what the shop asks for, and nothing else that is sent", async () => {
  const open = await openShop(world);
  const fields = [
    ...usualWith("lastName", { form: "optional" }),
    ownField({ rules: { form: "required" } }),
    ownField({ key: "rating", rules: { form: "staff-only" } }),
  ];
  const ctx = { ...open(), form: { version: 1, fields } };
  const registrant = freshRegistrant();
  const send = (posted: Record<string, string>) => start(ctx, { ...registrant, posted });
  expect(await send({ firstName: "", "field.vat": " " })).toMatchObject({
    problems: [{ field: "firstName" }, { field: "field.vat", code: "field.required" }],
  });
  const hostile = { "field.rating": "5", "field.terms": "99", link: "x", terms: "99", standing: "deactivated" };
  expect(await send({ firstName: "Ann", lastName: "", "field.vat": "DE 7", ...hostile })).toMatchObject({ ok: true });
  const { code } = await newestMail(ctx, registrant.email);
  expect(await confirmCode(ctx, registrant.browser, code)).toMatchObject({ value: { kind: "active" } });
  const [row] = await world.database.sql`
    select first_name as "firstName", last_name as "lastName", fields from customers where email = ${registrant.email}`;
  expect(row).toEqual({ firstName: "Ann", lastName: "", fields: { vat: "DE 7" } });
});

test("P-R8, T-R3: in another browser the answers are asked for again, and those of the first one do not count", async () => {
  const open = await openShop(world);
  const ctx = { ...open(), form: { version: 1, fields: withFields(ownField({ rules: { form: "required" } })) } };
  const registrant = freshRegistrant();
  const posted = { firstName: "Mallory", lastName: "Planted", "field.vat": "PLANTED" };
  expect(await start(ctx, { ...registrant, posted })).toMatchObject({ ok: true });
  const { token } = await newestMail(ctx, registrant.email);
  const newPassword = freshPassword();
  const names = { firstName: "Olive", lastName: "Owner" };
  expect(await confirmLink(ctx, undefined, token, { newPassword, posted: names })).toMatchObject({
    problems: [{ code: "field.required", field: "field.vat" }],
  });
  const done = await confirmLink(ctx, undefined, token, { newPassword, posted: { ...names, "field.vat": "DE 8" } });
  expect(done).toMatchObject({ value: { kind: "active" } });
  const [row] = await world.database.sql`select fields from customers where email = ${registrant.email}`;
  expect(row?.fields).toEqual({ vat: "DE 8" });
});

test("P-R8: who joins an old record takes nothing away from it by leaving a field out", async () => {
  const open = await openShop(world);
  const ctx = { ...open(), form: { version: 1, fields: withFields(ownField()) } };
  const registrant = freshRegistrant();
  const { staffId } = await makeStaff(ctx);
  const data = { firstName: "Old", lastName: "Guest", email: registrant.email, phone: "030 9" };
  await createCustomer(ctx, { staffId, ...data, posted: { "field.vat": "DE 9" } });
  await start(ctx, { ...registrant, posted: { firstName: "Ann", lastName: "Archer", "field.vat": "" } });
  const { code } = await newestMail(ctx, registrant.email);
  expect(await confirmCode(ctx, registrant.browser, code)).toMatchObject({ ok: true });
  const [row] = await world.database.sql`select phone, fields from customers where email = ${registrant.email}`;
  expect(row).toEqual({ phone: "030 9", fields: { vat: "DE 9" } });
});

test("P-R8: what is left for later is asked for once after signing in, all on one screen, and can be skipped", async () => {
  const later = { form: "later" } as const;
  const pet = ownField({ key: "pet", label: "Pet", rules: { ...later, profile: "staff-only" } });
  const ctx = ctxWith(withFields(ownField(), pet, ownField({ key: "news", type: "checkbox", rules: later })));
  const { accountId, customerId } = await makeAccount(ctx);
  const keys = async (of: typeof ctx) => (await findQuestions(of, accountId))?.views.map(({ key }) => key) ?? null;
  expect(await keys(world.ctx())).toBeNull();
  expect(await keys(ctx)).toEqual(["pet", "news"]);
  const hostile = { "field.vat": "DE 0", phone: "666", firstName: "Mallory" };
  const posted = { "field.pet": "x".repeat(201), ...hostile, fieldsDrawn: "pet,news" };
  expect(await answerQuestions(ctx, { accountId, posted, isSkipped: false })).toMatchObject({
    problems: [{ field: "field.pet" }],
  });
  expect(await keys(ctx)).toEqual(["pet", "news"]);
  const good = { ...posted, "field.pet": "A newt" };
  expect(await answerQuestions(ctx, { accountId, posted: good, isSkipped: false })).toMatchObject({ ok: true });
  expect(await fieldsOf(customerId)).toEqual({ pet: "A newt" });
  expect(await keys(ctx)).toBeNull();
  // A question that came later is asked, too; a skipped one never again.
  const more = ctxWith([...ctx.form.fields, ownField({ key: "size", rules: later })]);
  expect(await keys(more)).toEqual(["size"]);
  expect(await answerQuestions(more, { accountId, posted: { "field.size": "44" }, isSkipped: true })).toMatchObject({ ok: true });
  expect(await keys(more)).toBeNull();
  expect(await fieldsOf(customerId)).toEqual({ pet: "A newt" });
});
