import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { changeProfile } from "@/core/customers/change-profile";
import { editCustomer } from "@/core/customers/edit-customer";
import { failureInWords } from "@/core/failure-in-words";
import type { FailureCode } from "@/core/failures";
import type { Result } from "@/core/result";
import { type Changes, saveSettings } from "@/core/settings/save-settings";
import { readSeenSettings, seenSettings, seenWhenTold } from "@/core/settings/seen-settings";
import { readSettings } from "@/core/settings/write-settings";
import { getTranslator } from "@/messages/translator";
import { makeWorld, type World } from "@/tests/support/context";
import { sessionFor } from "@/tests/support/email-change";
import { freshEmail, freshOperator, makeAccount, makeStaff } from "@/tests/support/make";
import { shownProfile } from "@/tests/support/profile";
import { seenNow } from "@/tests/support/seen";

let world: World;
let ctx: Ctx;
let by: Awaited<ReturnType<typeof freshOperator>>;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  by = await freshOperator(ctx, (await makeStaff(ctx)).staffId);
});
afterAll(() => world.end());
beforeEach(async () => {
  await world.database.sql`delete from settings`;
});

/** A page of settings as it is drawn now. */
const drawn = async (group: "access" | "shop" | "mail") =>
  seenSettings({ secrets: ctx.secrets, settings: (await readSettings(ctx)).values }, group);
const save = (changes: Changes, seen: string, language: "en" | "es" = "en") =>
  saveSettings({ ...ctx, request: { ...ctx.request, language } }, { changes, seen: readSeenSettings(seen), by });
const colleague = (changes: Changes) => saveSettings(ctx, { changes, by: { kind: "system" } });
const inWords = (refused: Result<unknown, FailureCode>, language: "en" | "es") => {
  const [problem] = refused.ok ? [] : refused.problems;
  return problem && failureInWords(getTranslator(language), problem.code, problem.vars);
};
const now = async () => (await readSettings(ctx)).values;

describe("an older page of settings", () => {
  test("P-A7: leaves alone what its reader did not change, and the log names nobody for it", async () => {
    const older = await drawn("access");
    await colleague({ "access.forceLogin": "true" });
    const shown = { "access.customerAccounts": "true", "access.forceLogin": "false", "access.guestCheckout": "false" };
    expect(await save(shown, older)).toMatchObject({ ok: true, value: { changed: ["access.guestCheckout"] } });
    expect((await now()).access).toMatchObject({ forceLogin: true, guestCheckout: false });
    const log = await world.database.sql`select target_id from audit_log where actor_id = ${by.staffId}`;
    expect(log).toEqual([{ target_id: "access.guestCheckout" }]);
  });

  test("P-A7: does not write over what somebody else changed, says what it is now, and saves once that was told", async () => {
    const older = await drawn("shop");
    await colleague({ "shop.name": "Corner Shop", "shop.color": "#112233" });
    const typed = { "shop.name": "Harbour Shop", "shop.color": "#1f5c4d" };
    const refused = await save(typed, older);
    expect(refused).toMatchObject({
      ok: false,
      problems: [{ code: "settings.changed", field: "shop.name", vars: { kind: "text", value: "Corner Shop" } }],
    });
    expect((await now()).shop).toMatchObject({ name: "Corner Shop", color: "#112233" });
    // The colour was not typed on this page: it stays the colleague's also at the second try.
    const told = seenWhenTold(older, refused.ok ? [] : refused.problems);
    expect(await save(typed, told)).toMatchObject({ value: { changed: ["shop.name"] } });
    expect((await now()).shop).toMatchObject({ name: "Harbour Shop", color: "#112233" });
    await colleague({ "shop.name": "A third one" });
    expect(await save({ "shop.name": "A fourth one" }, told), "told of the first change only").toMatchObject({
      code: "settings.changed",
    });
  });

  test("P-A7: says in words what stands there now, and of a secret nothing but that it was changed", async () => {
    const [access, mail] = [await drawn("access"), await drawn("mail")];
    await colleague({ "access.signInNames": "number", "mail.smtpUrl": "smtp://theirs.example" });
    const names = await save({ "access.signInNames": "email" }, access, "es");
    expect(inWords(names, "es")).toMatch(/Ahora es «(?!number)[^»]+»/);
    const secret = await save({ "mail.smtpUrl": "smtp://own.example" }, mail);
    expect(inWords(secret, "en")).toContain("is not shown");
    expect(JSON.stringify([secret, mail])).not.toContain("theirs.example");
    // Empty keeps what is stored, also on an older page.
    expect(await save({ "mail.smtpUrl": "" }, mail)).toMatchObject({ value: { changed: [] } });
    expect((await now()).mail.smtpUrl).toBe("smtp://theirs.example");
  });

  test("P-A7: a form that says nothing of what it was drawn from changes nothing", async () => {
    expect(await save({ "shop.name": "Blind" }, "")).toMatchObject({ code: "settings.changed" });
  });
});

describe("an older page about a customer", () => {
  const data = { firstName: "Anna", lastName: "Archer", phone: null };

  test("P-V6: does not take back what a colleague or the customer saved meanwhile; nothing changed is no clash", async () => {
    const account = await makeAccount(ctx, { firstName: "Ann", lastName: "Archer" });
    const older = { ...(await seenNow(ctx, account.number)), email: account.email, by };
    expect(await editCustomer(ctx, { ...older, ...data, firstName: "Ann", phone: "030 5551" })).toMatchObject({ ok: true });
    expect(await editCustomer(ctx, { ...older, ...data })).toMatchObject({ ok: false, code: "customer.changed" });
    expect(await editCustomer(ctx, { ...older, ...data, email: freshEmail() })).toMatchObject({ code: "customer.changed" });
    expect(await editCustomer(ctx, { ...older, ...data, firstName: "Ann", phone: "030 5551" })).toMatchObject({ ok: true });
    const newer = { ...older, ...(await seenNow(ctx, account.number)) };
    expect(await editCustomer(ctx, { ...newer, ...data, phone: "030 5551" })).toMatchObject({ ok: true });
    const [row] = await world.database.sql`select first_name, phone from customers where id = ${account.customerId}`;
    expect(row).toEqual({ first_name: "Anna", phone: "030 5551" });
  });

  test("P-V6: the address that a colleague has changed meanwhile stays, too", async () => {
    const account = await makeAccount(ctx, { firstName: "Ann", lastName: "Archer" });
    const older = { ...(await seenNow(ctx, account.number)), ...data, email: account.email, by };
    const theirs = freshEmail();
    await world.database.sql`update customers set email = ${theirs}, email_key = ${theirs} where id = ${account.customerId}`;
    expect(await editCustomer(ctx, older)).toMatchObject({ code: "customer.changed" });
  });

  test("P-V6: two that save at the same moment from the same page are one change", async () => {
    const account = await makeAccount(ctx, { firstName: "Ann", lastName: "Archer" });
    const same = { ...(await seenNow(ctx, account.number)), ...data, email: account.email, by };
    const saved = await Promise.all(["1", "2", "3"].map((nth) => editCustomer(ctx, { ...same, phone: `030 555${nth}` })));
    expect(saved.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe("an older page of the own profile", () => {
  test("P-M5: does not take back what another tab or the shop saved meanwhile, nor the language", async () => {
    const account = await makeAccount(ctx, { firstName: "Ann", lastName: "Archer" });
    const session = await sessionFor(ctx, account);
    const older = { ...(await shownProfile(ctx, session)), session };
    const posted = { firstName: "Ann", lastName: "Archer", phone: "" };
    expect(await changeProfile(ctx, { ...older, posted: { ...posted, phone: "030 5551" } })).toMatchObject({ ok: true });
    const renamed = { ...posted, firstName: "Anna" };
    expect(await changeProfile(ctx, { ...older, posted: renamed })).toMatchObject({ ok: false, code: "customer.changed" });
    expect((await shownProfile(ctx, session)).known).toMatchObject({ firstName: "Ann", phone: "030 5551" });
    const second = { ...(await shownProfile(ctx, session)), session, posted: { ...posted, phone: "030 5551" } };
    expect(await changeProfile(ctx, { ...second, language: "es" })).toMatchObject({ ok: true });
    expect(await changeProfile(ctx, { ...second, posted: { ...renamed, phone: "030 5551" } })).toMatchObject({
      code: "customer.changed",
    });
    expect(await shownProfile(ctx, session)).toMatchObject({ known: { firstName: "Ann" }, language: "es" });
  });

  test("P-M5: what only staff see of the customer is no clash", async () => {
    const account = await makeAccount(ctx, { firstName: "Ann", lastName: "Archer" });
    const session = await sessionFor(ctx, account);
    const older = {
      ...(await shownProfile(ctx, session)),
      session,
      posted: { firstName: "Anna", lastName: "Archer", phone: "" },
    };
    await world.database.sql`update customers set fields = '{"rating": "5"}' where id = ${account.customerId}`;
    expect(await changeProfile(ctx, older)).toMatchObject({ ok: true });
  });
});
