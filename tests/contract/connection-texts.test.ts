import { describe, expect, test } from "vitest";
import { fieldsOf } from "@/core/connections/connection-fields";
import { findConnectionTexts, getKindTexts, getSteps } from "@/messages/connection-texts";
import { providers } from "@/providers/registry";

const languages = ["en", "es"] as const;
const kinds = Object.values(providers);
const fields = kinds.flatMap((kind) => fieldsOf(kind).map((field) => [kind.id, field.name, field] as const));

describe.each(languages)("connections in words [%s]", (language) => {
  test.each(fields)(
    "P-M7: %s: %s has a name, a help of at least two sentences and words for each option",
    (_kind, _name, { group, name, info }) => {
      const texts = findConnectionTexts(language, group, name);
      expect(texts?.label).toMatch(/\S{2}/);
      expect(texts?.help.match(/[.!?:](\s|$)/g)?.length ?? 0).toBeGreaterThanOrEqual(2);
      expect(Object.keys(texts?.options ?? {}).sort()).toEqual([...(info.options ?? [])].sort());
    },
  );

  test.each(["enabled", "isDefault"])("P-M7: the switch %s has a name and a help", (name) => {
    expect(findConnectionTexts(language, "common", name)?.help.length).toBeGreaterThan(60);
  });

  test.each(kinds.map(({ id }) => id))("P-S1: %s has a name, says what it is for, and how it is set up step by step", (kind) => {
    expect(getKindTexts(language, kind).name).not.toBe("");
    expect(getKindTexts(language, kind).text).toMatch(/\.$/);
    expect(getSteps(language, kind).length).toBeGreaterThanOrEqual(3);
  });

  test("P-M7: no two fields of a kind bear the same name", () => {
    for (const kind of kinds) {
      const names = fieldsOf(kind).map(({ group, name }) => findConnectionTexts(language, group, name)?.label);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

test("P-M7: the help of a field says what it is at first", () => {
  // The label is the one field that the admin must fill in; it is nothing at first.
  const silent = fields.filter(([, name, { group }]) => {
    return name !== "label" && !/at first/i.test(findConnectionTexts("en", group, name)?.help ?? "");
  });
  expect(silent.map(([kind, name]) => `${kind}: ${name}`)).toEqual([]);
});
