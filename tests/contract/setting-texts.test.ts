import { describe, expect, test } from "vitest";
import { findSettingTexts } from "@/messages/setting-texts";
import { allSettings } from "@/settings/registry";

const languages = ["en", "es"] as const;

describe.each(languages)("settings in words [%s]", (language) => {
  test.each(allSettings.map((setting) => [setting.key, setting] as const))(
    "P-M7: %s has a name, a help of at least two sentences and words for each option",
    (_key, { group, name, info }) => {
      const texts = findSettingTexts(language, group, name);
      expect(texts?.label).toMatch(/\S{2}/);
      expect(texts?.help.match(/[.!?:](\s|$)/g)?.length ?? 0).toBeGreaterThanOrEqual(2);
      expect(Object.keys(texts?.options ?? {}).sort()).toEqual([...(info.options ?? [])].sort());
      for (const words of Object.values(texts?.options ?? {})) expect(words).toMatch(/\S{2}/);
    },
  );

  test("P-M7: no two settings of a group bear the same name", () => {
    const names = allSettings.map(({ group, name }) => `${group}: ${findSettingTexts(language, group, name)?.label}`);
    expect(new Set(names).size).toBe(names.length);
  });
});

test("P-M7: the help of a setting that is not the same as at first says what it was", () => {
  // "At first" is how every help names the default; without it a shop owner cannot find the way back.
  const silent = allSettings.filter(({ group, name }) => !/at first/i.test(findSettingTexts("en", group, name)?.help ?? ""));
  expect(silent.map(({ key }) => key)).toEqual([]);
});
