import { expect, test } from "vitest";
import { readAnswers } from "@/core/fields/read-answers";
import {
  type FieldDefinition,
  type FormFields,
  type Place,
  places,
  readFormFields,
  usualFields,
} from "@/settings/form-definition";
import { choicesOf, ownField, usualWith, withFields } from "@/tests/support/fields";

const ctxOf = (fields: FormFields) => ({ form: { version: 1, fields } });
const names = { firstName: "Ann", lastName: "Archer" };

/** What becomes of one text typed into one optional field. */
function typed(field: FieldDefinition, text: string, known: Record<string, string> = {}, place: Place = "form") {
  const read = readAnswers(ctxOf([field]), place, { [`field.${field.key}`]: text }, known);
  return read.ok ? read.value[field.key] : read.code;
}

test("P-R8: what is asked for is taken as typed, trimmed and composed", () => {
  expect(readAnswers(ctxOf(withFields(ownField())), "form", { ...names, "field.vat": " DE1 " })).toEqual({
    ok: true,
    value: { ...names, vat: "DE1" },
  });
});

test("P-R8, T-S15: what a place does not ask for is as if it were not sent", () => {
  const fields = withFields(
    ownField({ key: "rating", rules: { form: "staff-only" } }),
    ownField({ key: "birthday", rules: { form: "later" } }),
    ownField({ key: "shoe_size", rules: { form: "hidden" } }),
  );
  const hostile = { role: "admin", standing: "active", "field.unknown": "x", "field.__proto__": "x", "field.constructor": "x" };
  const sent = {
    ...names,
    phone: "030 1",
    "field.rating": "5",
    "field.birthday": "2001-01-01",
    "field.shoe_size": "4",
    ...hostile,
  };
  expect(readAnswers(ctxOf(fields), "form", sent)).toEqual({ ok: true, value: names });
  expect(readAnswers(ctxOf(fields), "form", JSON.parse('{"firstName":"A","lastName":"B","__proto__":"x"}'))).toEqual({
    ok: true,
    value: { firstName: "A", lastName: "B" },
  });
});

test("P-R8: each place has its own rule, and every missing answer is told at once by the name of its input", () => {
  const rules: Partial<FieldDefinition["rules"]> = { form: "required", code: "optional", profile: "required" };
  const fields = withFields(ownField({ rules }));
  expect(readAnswers(ctxOf(fields), "form", {})).toMatchObject({
    ok: false,
    problems: ["firstName", "lastName", "field.vat"].map((field) => ({ code: "field.required", field })),
  });
  expect(readAnswers(ctxOf(fields), "code", { ...names, "field.vat": "" })).toMatchObject({ ok: true, value: { vat: "" } });
});

test("P-R8: names can be optional or hidden like every other field", () => {
  expect(readAnswers(ctxOf(usualWith("lastName", { form: "hidden" })), "form", names)).toEqual({
    ok: true,
    value: { firstName: "Ann" },
  });
  expect(readAnswers(ctxOf(usualWith("lastName", { form: "optional" })), "form", { ...names, lastName: " " })).toMatchObject({
    ok: true,
    value: { lastName: "" },
  });
});

test.each<[FieldDefinition["type"], string, string | undefined]>([
  ["text", "a\u0000b", "field.odd-characters"],
  ["text", "\u202Eevil", "field.odd-characters"],
  ["text", "x".repeat(201), "field.too-long"],
  ["text", "<b>x</b>", "<b>x</b>"],
  ["email", "Ann@Example.COM", "ann@example.com"],
  ["email", "ann@", "email.invalid"],
  ["phone", "+49 (30) 555-1", "+49 (30) 555-1"],
  ["phone", "call me", "phone.invalid"],
  ["phone", "1".repeat(41), "phone.invalid"],
  ["number", "3,5", "3.5"],
  ["number", "-12", "-12"],
  ["number", "1e9", "number.invalid"],
  ["number", "NaN", "number.invalid"],
  ["number", "1".repeat(13), "number.invalid"],
  ["date", "2024-02-29", "2024-02-29"],
  ["date", "2023-02-29", "date.invalid"],
  ["date", "0000-00-00", "date.invalid"],
  ["date", "29.02.2024", "date.invalid"],
  ["choice", "red", "red"],
  ["choice", "green", "field.invalid"],
  ["choice", "constructor", "field.invalid"],
  ["checkbox", "on", "true"],
  ["checkbox", "true", "true"],
  ["checkbox", "1; drop", "field.invalid"],
  ["long-text", "one\r\ntwo", "one\ntwo"],
  ["long-text", "x".repeat(2001), "field.too-long"],
  ["long-text", "a\u0007", "field.odd-characters"],
  ["country", "JP", "JP"],
  ["country", "jp", "field.invalid"],
])("P-R8: an answer is read by its type: %s %j", (type, text, result) => {
  expect(typed(ownField({ type, choices: choicesOf("red", "blue") }), text)).toBe(result);
});

test("P-R8: a box that is not ticked is no answer unless it was on the form", () => {
  const box = ownField({ key: "news", type: "checkbox" });
  const known = { news: "true" };
  expect(readAnswers(ctxOf([box]), "profile", {}, known)).toEqual({ ok: true, value: {} });
  expect(readAnswers(ctxOf([box]), "profile", { fieldsDrawn: "news" }, known)).toEqual({ ok: true, value: { news: "" } });
  const must = { ...box, rules: { ...box.rules, form: "required" as const } };
  expect(readAnswers(ctxOf([must]), "form", { fieldsDrawn: "news" })).toMatchObject({ code: "field.required" });
});

test("P-R8: a value that is left as it is stays good, whatever the rules have become", () => {
  const colour = ownField({ key: "colour", type: "choice", choices: choicesOf("red") });
  for (const place of ["staff", "profile"] as const) {
    expect(typed(colour, "green", { colour: "green" }, place)).toBe("green");
    expect(typed(colour, "grey", { colour: "green" }, place)).toBe("field.invalid");
  }
  expect(typed(ownField({ type: "number" }), "a dozen", { vat: "a dozen" }, "staff")).toBe("a dozen");
});

test("P-R8: of staff nothing is demanded, and a field that was not on the form keeps its value", () => {
  const rules = Object.fromEntries(places.map((place) => [place, place === "staff" ? "optional" : "required"]));
  const fields = withFields(ownField({ rules }));
  expect(readAnswers(ctxOf(fields), "staff", { "field.vat": "", firstName: "", lastName: "" })).toMatchObject({ ok: true });
  expect(readAnswers(ctxOf(fields), "staff", {}, { vat: "DE1" })).toEqual({ ok: true, value: {} });
  expect(readAnswers(ctxOf(fields), "profile", { firstName: "A", lastName: "B" }, { vat: "DE1" })).toMatchObject({ ok: true });
  expect(readAnswers(ctxOf(fields), "profile", { firstName: "A", lastName: "B" })).toMatchObject({ code: "field.required" });
});

test("P-R8: staff see what is left to them anywhere, and what a record holds", () => {
  const hidden = Object.fromEntries(places.map((place) => [place, "hidden"]));
  const gone = ownField({ rules: hidden });
  expect(typed(gone, "DE2", {}, "staff")).toBeUndefined();
  expect(typed(gone, "DE2", { vat: "DE1" }, "staff")).toBe("DE2");
  expect(typed(ownField({ rules: { ...hidden, form: "staff-only" } }), "DE2", {}, "staff")).toBe("DE2");
});

test("P-R8: a stored definition that does not fit loses only what does not fit, and never what every record has", () => {
  const own = ownField();
  const bad = [
    { ...own, key: "__proto__" },
    { ...own, key: "Bad Key" },
    { ...own, key: "password" },
    { ...own, type: "script" },
  ];
  expect(readFormFields([...bad, null, 7, own, own]).map(({ key }) => key)).toEqual([
    ...["firstName", "lastName", "phone"],
    ...["vat", "companyName"],
  ]);
  for (const nothing of [null, undefined, {}, "x", []]) expect(readFormFields(nothing)).toEqual(usualFields);
  const turned = [{ ...usualFields[0], type: "choice", choices: choicesOf("x") }];
  expect(readFormFields(turned).find(({ key }) => key === "firstName")).toMatchObject({ type: "text", choices: [] });
});

test("P-R8, P-O1: a version of before a company's name was a field gets it, first of what is asked of companies", () => {
  const stored = [...usualFields.slice(0, 3), ownField(), ownField({ key: "trade", about: "company" }), ownField({ key: "pet" })];
  const keys = (fields: unknown) => readFormFields(fields).map(({ key }) => key);
  expect(keys(stored)).toEqual(["firstName", "lastName", "phone", "vat", "companyName", "trade", "pet"]);
  expect(keys(readFormFields(stored))).toEqual(keys(stored));
  const turned = [{ ...usualFields[3], about: "person", rules: usualFields[2]?.rules }];
  expect(readFormFields(turned).at(-1)).toEqual(usualFields[3]);
});
