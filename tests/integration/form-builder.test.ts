import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { movedKeys, orderFields, removeField, restoreForm } from "@/core/fields/arrange-fields";
import { askedFields } from "@/core/fields/field-views";
import { listVersions } from "@/core/fields/list-versions";
import { readChoices, writeChoices } from "@/core/fields/read-choices";
import { fieldFormInput, saveField } from "@/core/fields/save-field";
import { insertFormVersion } from "@/db/queries/form-versions";
import { MOST_CHOICES, MOST_FIELDS, places, usualFields } from "@/settings/form-definition";
import { loadForm, SettingsStore } from "@/settings/store";
import { makeWorld, type World } from "@/tests/support/context";
import { ownField } from "@/tests/support/fields";
import { makeAccount, makeStaff } from "@/tests/support/make";

let world: World;
let by: { readonly kind: "staff"; readonly staffId: string };
beforeAll(async () => {
  world = await makeWorld();
  by = { kind: "staff", staffId: (await makeStaff(world.ctx())).staffId };
});
beforeEach(() => world.database.sql`delete from form_versions`);
afterAll(() => world.end());

const now = () => loadForm(world.database.db);
const keysNow = async () => (await now()).fields.map(({ key }) => key);

/** What the form of a field holds, as it is posted. */
const posted = (changes: Record<string, string> = {}): Record<string, string> => ({
  ...{ seen: "0", field: "", key: "", type: "text", "label.en": "VAT number", "label.es": "", "help.en": "", "help.es": "" },
  ...{ choices: "" },
  ...Object.fromEntries(places.map((place) => [`rule.${place}`, "optional"])),
  ...changes,
});

async function save(changes: Record<string, string> = {}, actor: Parameters<typeof saveField>[1]["by"] = by) {
  const { version } = await now();
  const read = fieldFormInput.safeParse(posted({ seen: String(version), ...changes }));
  if (!read.success) return { ok: false, fields: read.error.issues.map(({ path }) => path[0]) };
  return saveField(world.ctx(), { ...read.data, by: actor });
}

describe("a field", () => {
  test("P-R8: is added at the end with a key made of its label, and is asked for by everybody's next form", async () => {
    const store = new SettingsStore(world.database.db, () => null);
    expect((await store.current()).form).toEqual({ version: 0, fields: usualFields });
    expect(await save({ "label.en": "  Número de IVA ", "rule.form": "required" })).toMatchObject({ ok: true });
    const { form } = await store.refresh();
    store.stop();
    expect(form).toMatchObject({ version: 1 });
    expect(form.fields.at(-1)).toMatchObject({
      key: "numero_de_iva",
      label: { en: "Número de IVA" },
      rules: { form: "required" },
    });
  });

  test("P-R8: is changed without key and type changing, whatever is sent", async () => {
    await save({ key: "vat" });
    expect(await save({ field: "vat", key: "other", type: "checkbox", "label.en": "Tax number" })).toMatchObject({ ok: true });
    expect((await now()).fields.at(-1)).toMatchObject({ key: "vat", type: "text", label: { en: "Tax number" } });
    expect(await save({ field: "firstName", "label.en": "", type: "choice", "rule.form": "hidden" })).toMatchObject({ ok: true });
    expect((await now()).fields[0]).toMatchObject({ key: "firstName", type: "text", rules: { form: "hidden" } });
    expect(await save({ field: "gone" })).toMatchObject({ code: "fields.not-found" });
  });

  test.each([
    ["no label at all", { "label.en": " ", "label.es": "" }, "label.en"],
    ["a key of another field", { key: "phone" }, "key"],
    ["a key of what a form has anyway", { key: "password" }, "key"],
    ["a key of every object", { key: "constructor" }, "key"],
    ["a key that is no word", { key: "../x" }, "key"],
    ["a label that makes no key", { "label.en": "电话" }, "key"],
    ["a choice without choices", { type: "choice" }, "choices"],
    ["choices that are the same", { type: "choice", choices: "Red\nred" }, "choices"],
  ])("P-R8: %s is refused at its input", async (_what, changes, field) => {
    expect(await save(changes)).toMatchObject({ ok: false, problems: [{ field }] });
    expect(await now()).toMatchObject({ version: 0 });
  });

  test.each([
    ["a label that is too long", { "label.en": "x".repeat(101) }, "label.en"],
    ["a label with characters nobody sees", { "label.en": "a\u202Eb" }, "label.en"],
    ["a help that is too long", { "help.es": "x".repeat(301) }, "help.es"],
    ["a type that is none", { type: "script" }, "type"],
    ["a rule that a place does not have", { "rule.staff": "required" }, "rule.staff"],
    ["a rule that is none", { "rule.form": "always" }, "rule.form"],
  ])("P-R8: %s is not even read", async (_what, changes, field) => {
    expect(await save(changes)).toEqual({ ok: false, fields: [field] });
  });

  test("P-R8: markup in labels and choices stays the text it is", async () => {
    const label = '<img src=x onerror="alert(1)">';
    await save({ "label.en": label, key: "pic", type: "choice", choices: `a = ${label} | {b}` });
    const { fields } = await now();
    const asked = askedFields(world.ctx({ fields, language: "es" }), "form");
    expect(asked.views.at(-1)).toMatchObject({
      name: "field.pic",
      label: `${label} (opcional)`,
      options: [{ code: "a", name: "{b}" }],
    });
  });

  test("P-R8, P-O1: a company's name can be called something else and moved, and is asked for all the same", async () => {
    const changes = { field: "companyName", "label.en": "Firm", "help.en": "As in the register", about: "person" };
    expect(await save({ ...changes, "rule.form": "hidden", "rule.profile": "optional" })).toMatchObject({ ok: true });
    const named = { key: "companyName", type: "text", about: "company", label: { en: "Firm" } };
    expect((await now()).fields.at(-1)).toMatchObject({ ...named, rules: { form: "required", profile: "required" } });
    const asked = askedFields(world.ctx({ fields: (await now()).fields }), "form", {}, "company");
    expect(asked.views).toMatchObject([{ name: "companyName", label: "Firm", hint: "As in the register" }]);
    expect(await orderFields(world.ctx(), { by, seen: 1, keys: ["companyName"] })).toMatchObject({ ok: true });
    expect((await keysNow())[0]).toBe("companyName");
  });

  test("P-R8: nothing is left for later that is asked about a company, since only people are asked later", async () => {
    const later = { about: "company", key: "vat", "rule.code": "later" };
    const refusal = { ok: false, code: "company.never-later", problems: [{ field: "rule.code" }] };
    expect(await save(later)).toMatchObject(refusal);
    expect(await save({ ...later, "rule.code": "optional" })).toMatchObject({ ok: true });
    expect(await save({ field: "vat", "rule.code": "later" })).toMatchObject(refusal);
    expect(await save({ ...later, about: "person", key: "hobby" })).toMatchObject({ ok: true });
  });

  test("P-R8: a form has so many own fields and no more", async () => {
    const many = Array.from({ length: MOST_FIELDS }, (_, at) => ownField({ key: `own_${at}` }));
    await insertFormVersion(world.database.db, { version: 1, fields: many, staffId: null, restoredFrom: null });
    expect(await save()).toMatchObject({ code: "fields.too-many" });
    expect(await save({ field: "own_3", "label.en": "Renamed" })).toMatchObject({ ok: true });
  });
});

test("P-R8: choices keep their stored value while their words change, and huge lists end", () => {
  const read = readChoices("Red | Rojo\n\nblue = Sky blue|Celeste\n  电 ");
  if (!read.ok) throw new Error(read.code);
  expect(read.value).toEqual([
    { value: "red", label: { en: "Red", es: "Rojo" } },
    { value: "blue", label: { en: "Sky blue", es: "Celeste" } },
    { value: "choice-3", label: { en: "电", es: "" } },
  ]);
  expect(readChoices(writeChoices(read.value))).toEqual(read);
  const huge = Array.from({ length: MOST_CHOICES + 1 }, (_, at) => `v${at}`);
  expect(readChoices(huge.slice(1).join("\n"))).toMatchObject({ ok: true });
  expect(readChoices(huge.join("\n"))).toMatchObject({ problems: [{ vars: { line: MOST_CHOICES + 1 } }] });
});

test("P-R8, T-B5: a line of choices that is mostly gaps is refused at once", () => {
  const started = performance.now();
  expect(readChoices(`red${" ".repeat(59_000)}\u0000`)).toMatchObject({ code: "fields.choice-invalid" });
  expect(performance.now() - started).toBeLessThan(2000);
});

test("P-R8: fields are put into an order, and none is lost or made up by it", async () => {
  await save({ key: "vat" });
  const keys = ["vat", "lastName", "ghost", "vat", "__proto__"];
  expect(await orderFields(world.ctx(), { by, seen: 1, keys })).toMatchObject({ ok: true });
  expect(await keysNow()).toEqual(["vat", "lastName", "firstName", "phone", "companyName"]);
  const { fields } = await now();
  expect(movedKeys(fields, "lastName", "down")).toEqual(["vat", "firstName", "lastName", "phone", "companyName"]);
  expect(movedKeys(fields, "vat", "up")).toEqual(["vat", "lastName", "firstName", "phone", "companyName"]);
});

test("P-R8: a field is removed without the answers, and what every record has cannot be removed", async () => {
  await save({ key: "vat" });
  const { customerId } = await makeAccount(world.ctx());
  await world.database.sql`update customers set fields = '{"vat": "DE 1"}' where id = ${customerId}`;
  expect(await removeField(world.ctx(), { by, seen: 1, key: "vat" })).toMatchObject({ ok: true });
  expect(await keysNow()).toEqual(["firstName", "lastName", "phone", "companyName"]);
  expect(await world.database.sql`select fields from customers where id = ${customerId}`).toEqual([{ fields: { vat: "DE 1" } }]);
  for (const key of ["firstName", "companyName", "ghost"])
    expect(await removeField(world.ctx(), { by, seen: 2, key })).toMatchObject({ code: "fields.not-found" });
});

test("P-R8: every change is a version with who and when, and each can be gone back to", async () => {
  await save({ key: "vat" });
  await save({ key: "pet", "label.en": "House pet" });
  await save({ field: "pet", "label.en": "Pet" });
  await save({ field: "pet", "label.en": "Pet" });
  expect(await restoreForm(world.ctx(), { by, seen: 3, version: 1 })).toMatchObject({ ok: true });
  expect(await keysNow()).toEqual(["firstName", "lastName", "phone", "companyName", "vat"]);
  expect(await restoreForm(world.ctx(), { by, seen: 4, version: 0 })).toMatchObject({ ok: true });
  expect((await now()).fields).toEqual(usualFields);
  expect(await restoreForm(world.ctx(), { by, seen: 5, version: 77 })).toMatchObject({ code: "fields.not-found" });
  const nothing = { added: [], removed: [], changed: [] };
  expect(await listVersions(world.ctx())).toMatchObject([
    { version: 5, staffName: "Sam Staff", restoredFrom: 0, removed: ["VAT number"] },
    { version: 4, restoredFrom: 1, ...nothing, removed: ["Pet"] },
    { version: 3, restoredFrom: null, ...nothing, changed: ["Pet"] },
    { version: 2, ...nothing, added: ["House pet"] },
    { version: 1, createdAt: expect.any(Date), added: ["VAT number"] },
  ]);
  const log = await world.database.sql`select detail from audit_log where action = 'form.changed' order by id desc limit 2`;
  expect(log).toEqual([{ detail: { version: "5", restored: "0" } }, { detail: { version: "4", restored: "1" } }]);
});

test("P-R8: of two who change the form at once the second one looks again", async () => {
  const both = ["vat", "pet"].map((key) => save({ seen: "0", key }));
  const done = await Promise.all(both);
  expect(done.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(done.find(({ ok }) => !ok)).toMatchObject({ code: "fields.changed" });
  expect(await now()).toMatchObject({ version: 1 });
});

test("P-R8, T-A1: agents, customers and visitors change nothing", async () => {
  const agent = { kind: "staff", staffId: (await makeStaff(world.ctx(), { role: "agent" })).staffId } as const;
  const { accountId } = await makeAccount(world.ctx());
  for (const actor of [agent, { kind: "customer", accountId } as const, { kind: "visitor" } as const]) {
    expect(await save({}, actor)).toMatchObject({ code: "staff.not-permitted" });
    expect(await restoreForm(world.ctx(), { by: actor, seen: 0, version: 0 })).toMatchObject({ code: "staff.not-permitted" });
  }
  expect(await now()).toMatchObject({ version: 0 });
});
