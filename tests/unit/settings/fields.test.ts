import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { failures } from "@/core/failures";
import {
  androidPackage,
  appleAppIdList,
  choice,
  colour,
  email,
  fieldInfo,
  list,
  longText,
  secret,
  text,
  toggle,
  wholeNumber,
} from "@/settings/fields";
import { allSettings, getSetting, isGroupName, isSettingKey, settingsSchema } from "@/settings/registry";
import { settingsFrom } from "@/settings/store";

const read = (schema: z.ZodType, typed: unknown) => {
  const { success, data, error } = schema.safeParse(typed);
  return success ? data : error.issues[0]?.message;
};

describe("kinds of settings", () => {
  test.each([
    [toggle(false), "true", true],
    [toggle(true), "on", true],
    [toggle(true), "false", false],
    [toggle(true), "off", false],
    [toggle(true), "", false],
    [toggle(true), undefined, true],
    [toggle(true), "yes", "settings.invalid"],
    [wholeNumber(15, { min: 8, max: 64 }), "8", 8],
    [wholeNumber(15, { min: 8, max: 64 }), " 64 ", 64],
    [wholeNumber(15, { min: 8, max: 64 }), "7", "settings.too-small"],
    [wholeNumber(15, { min: 8, max: 64 }), "65", "settings.too-large"],
    [wholeNumber(15, { min: 8, max: 64 }), "1e1", "settings.number"],
    [wholeNumber(15, { min: 8, max: 64 }), "-9", "settings.number"],
    [wholeNumber(15, { min: 8, max: 64 }), "", "settings.number"],
    [wholeNumber(15, { min: 8, max: 64 }), "99999999999", "settings.number"],
    [wholeNumber(15, { min: 8, max: 64 }), undefined, 15],
    [choice("a", ["a", "b"]), "b", "b"],
    [choice("a", ["a", "b"]), "c", "settings.invalid"],
    [choice("a", ["a", "b"]), "toString", "settings.invalid"],
    [choice("a", ["a", "b"]), undefined, "a"],
    [colour("#1f5c4d"), " #ABCDEF ", "#abcdef"],
    [colour("#1f5c4d"), "red", "settings.colour"],
    [colour("#1f5c4d"), "#12345", "settings.colour"],
    [colour("#1f5c4d"), "#123456;}*{display:none", "settings.colour"],
    [
      appleAppIdList(),
      "A1B2C3D4E5.com.example.shop,\nZZZZZZZZZZ.es.tienda",
      ["A1B2C3D4E5.com.example.shop", "ZZZZZZZZZZ.es.tienda"],
    ],
    [appleAppIdList(), "", []],
    [appleAppIdList(), "bad", "settings.apple-app-id"],
    [androidPackage(), "com.example.shop", "com.example.shop"],
    [androidPackage(), "", ""],
    [androidPackage(), "shop", "settings.android-package"],
    [androidPackage(), "com.example/shop", "settings.android-package"],
    [email(), "", ""],
    [email(), "sam@example.com", "sam@example.com"],
    [email(), "sam", "email.invalid"],
    [text("Shop", { max: 5 }), " Ab ", "Ab"],
    [text("Shop", { max: 5 }), "123456", "field.too-long"],
    [text("Shop", { max: 5 }), "a\nb", "field.odd-characters"],
    [text("Shop"), "https://elsewhere.example", "settings.web-address"],
    [text("Shop"), "Ann / Ben: goods", "Ann / Ben: goods"],
    [list(), "a, b,,c\n d ", ["a", "b", "c", "d"]],
    [list(), "", []],
    [longText(20), " a\n\tb\r\n ", "a\n\tb"],
    [longText(20), "a\0b", "field.odd-characters"],
    [longText(3), "four", "field.too-long"],
    [secret(), undefined, ""],
  ])("%#: a text is read as what it means or refused", (schema, typed, expected) =>
    expect(read(schema, typed)).toEqual(expected),
  );
});

describe("every setting", () => {
  test.each(allSettings.map((setting) => [setting.key, setting] as const))(
    "%s takes its own default and refuses nonsense with a known code",
    (key, setting) => {
      expect(setting.schema.safeParse(setting.info.fallback).success).toBe(true);
      expect(fieldInfo.has(setting.schema)).toBe(true);
      expect(isSettingKey(key)).toBe(true);
      expect(getSetting(key)).toBe(setting);
      const nonsense = "\u0000nonsense\u0000".repeat(3000);
      const code = read(setting.schema, nonsense);
      if (setting.info.kind !== "list") expect(Object.keys(failures)).toContain(code);
    },
  );

  test("nothing stored means the defaults", () => {
    expect(settingsFrom(new Map())).toEqual(
      settingsSchema.parse(Object.fromEntries([...new Set(allSettings.map(({ group }) => group))].map((group) => [group, {}]))),
    );
    expect(settingsFrom(new Map()).access).toMatchObject({
      customerAccounts: true,
      forceLogin: false,
      ssoOnly: false,
      guestCheckout: true,
      signInNames: "both",
    });
    expect(settingsFrom(new Map()).sessions).toMatchObject({ idleDays: 7, absoluteDays: 30 });
    expect(settingsFrom(new Map()).passwords).toMatchObject({ minLength: 15 });
  });

  test("T-B5: names that mean something to the language are no settings", () => {
    for (const key of [
      "__proto__.x",
      "constructor.name",
      "access.constructor",
      "access.__proto__",
      "access",
      "access.",
      ".forceLogin",
      "access.forceLogin.x",
      "",
    ]) {
      expect(isSettingKey(key), key).toBe(false);
    }
    for (const group of ["__proto__", "constructor", "toString", ""]) expect(isGroupName(group), group).toBe(false);
  });
});
