import { expect, test } from "vitest";
import { readSetting } from "@/core/settings/read-setting";
import { getTranslator } from "@/messages/translator";
import { getSetting } from "@/settings/registry";

test("P-R11: what is no domain is asked for as a domain, not as one of several values", () => {
  const read = readSetting(getSetting("registration.allowedDomains"), "not a domain!, https://x.example");
  expect(read).toMatchObject({ ok: false, code: "domain.invalid", problems: [{ field: "registration.allowedDomains" }] });
});

test.each([
  ["en", "7", "Enter 8 or more."],
  ["en", "65", "Enter 64 or less."],
  ["es", "7", "Escriba 8 o más."],
  ["es", "65", "Escriba 64 o menos."],
] as const)("a number out of bounds is answered with the bound (%s, %s)", (language, typed, said) => {
  const read = readSetting(getSetting("passwords.minLength"), typed);
  if (read.ok) throw new Error("it was taken");
  expect(read.problems.map(({ code, vars }) => getTranslator(language)(`failures.${code}`, vars ?? {}))).toEqual([said]);
});

test.each(["Good day {{ name }}", "Good day }}"])(
  "P-R15: a welcome message in which something should be filled in is refused: %s",
  (typed) => {
    const setting = getSetting("registration.welcomeMessage");
    expect(readSetting(setting, typed)).toMatchObject({ ok: false, code: "settings.no-variables" });
    expect(readSetting(setting, "Good day {Ann}")).toMatchObject({ ok: true });
  },
);
