import { describe, expect, test } from "vitest";
import { z } from "zod";
import { ownPath, returnTo } from "@/core/access/return-to";
import { canonicalNumber } from "@/core/customers/customer-number";
import { canonicalEmail } from "@/core/customers/email-address";
import { emailAddress, line, optionalText, passwordAsTyped, requiredLine } from "@/core/input";
import { addressSubject, recipientSubject } from "@/core/security/limits";
import { maskEmail, maskName } from "@/core/security/mask";
import { canonicalCode } from "@/core/security/token";
import { signInInput } from "@/core/sign-in/sign-in";
import { preferredOf } from "@/messages/preferred-language";
import { clientAddress } from "@/server/client-address";
import { allSettings } from "@/settings/registry";
import { effortOf } from "@/tests/support/effort";

const read = (schema: z.ZodType, typed: unknown) => {
  const { success, data, error } = schema.safeParse(typed);
  return success ? { value: data } : { code: error.issues[0]?.message };
};

describe("one line of text", () => {
  test("it is trimmed and composed, and nothing else is changed", () => {
    expect(read(line(20), "  Zoe\u0308 O'Brien-Núñez  ")).toEqual({ value: "Zoë O'Brien-Núñez" });
    expect(read(line(20), "李小龍")).toEqual({ value: "李小龍" });
    expect(read(line(20), "👩‍👩‍👧")).toEqual({ value: "👩‍👩‍👧" });
  });

  test.each(["a\0b", "a\nb", "a\r\nBcc: x@y.com", "a\u001b[31mb", "a\u202eb", "a\u2066b", "\ud800", "a\udfffb", "\u007f"])(
    "T-S9: %j has no place in a line",
    (typed) => expect(read(line(200), typed)).toEqual({ code: "field.odd-characters" }),
  );

  test("T-S9: too long is too long, whether by one or by a megabyte", () => {
    expect(read(line(5), "12345")).toEqual({ value: "12345" });
    expect(read(line(5), " 12345 ")).toEqual({ value: "12345" });
    expect(read(line(5), "123456")).toEqual({ code: "field.too-long" });
    expect(read(line(5), "x".repeat(1_000_000))).toEqual({ code: "field.too-long" });
  });

  test.each([undefined, null, 5, true, ["a"], { $ne: null }])("T-S9: %j is no text", (typed) =>
    expect(read(requiredLine(20), typed)).toEqual({ code: "field.required" }),
  );

  test("what is required must hold more than spaces", () => {
    for (const typed of ["", " ", "\u00a0", "\u3000"]) expect(read(requiredLine(20), typed)).toEqual({ code: "field.required" });
  });
});

test("an e-mail address is canonical or refused", () => {
  expect(read(emailAddress(), " Ann@Example.com ")).toEqual({ value: "ann@example.com" });
  expect(read(emailAddress(), "ann at example.com")).toEqual({ code: "email.invalid" });
  expect(read(emailAddress(), "")).toEqual({ code: "field.required" });
  expect(read(emailAddress(), `${"a".repeat(300)}@example.com`)).toEqual({ code: "field.too-long" });
});

describe("what an attacker types to keep us busy", () => {
  const LONG = 100_000;
  const corpus = [
    "a".repeat(LONG),
    `${"a".repeat(LONG)}!`,
    "a@".repeat(LONG / 2),
    `a@${"a.".repeat(LONG / 2)}`,
    `a@${"a-".repeat(LONG / 2)}!`,
    `${"a.".repeat(127)}@${"a.".repeat(100)}!`,
    `a@${"a".repeat(250)}!`,
    "+".repeat(LONG),
    `${"+".repeat(250)}@`,
    "0".repeat(LONG),
    " ".repeat(LONG),
    `${" ".repeat(LONG)}x`,
    `x${" ".repeat(LONG)}x`,
    "-".repeat(LONG),
    "/".repeat(LONG),
    `/${"../".repeat(600)}`,
    `/${"%2e".repeat(600)}`,
    `/${"?".repeat(1990)}`,
    ",".repeat(LONG),
    ";q=".repeat(LONG / 3),
    "en;q=0.1,".repeat(LONG / 9),
    "[".repeat(LONG),
    `[${"]".repeat(LONG)}`,
    "1.".repeat(LONG / 2),
    ":".repeat(LONG),
    "::ffff:".repeat(LONG / 7),
    "\u0301".repeat(LONG),
    "\ufdfa".repeat(LONG / 10),
    "﷽".repeat(LONG / 10),
    `__proto__${"x".repeat(LONG)}`,
    "\ud800".repeat(LONG),
  ];
  const validators: Record<string, (typed: string) => unknown> = {
    canonicalEmail,
    canonicalNumber,
    canonicalCode: (typed) => canonicalCode(typed),
    ownPath,
    returnTo: (typed) => returnTo(typed),
    line: (typed) => line(100).safeParse(typed),
    emailAddress: (typed) => emailAddress().safeParse(typed),
    passwordAsTyped: (typed) => passwordAsTyped().safeParse(typed),
    optionalText: (typed) => optionalText(4000).safeParse(typed),
    signInInput: (typed) => signInInput.safeParse({ identifier: typed, password: typed }),
    addressSubject,
    recipientSubject,
    preferredOf,
    clientAddress: (typed) => clientAddress("203.0.113.7", typed, 1),
    maskEmail,
    maskName,
    settings: (typed) => allSettings.forEach(({ schema }) => void schema.safeParse(typed)),
  };

  test.each(Object.entries(validators))(
    "T-B5: %s answers each without walking along it again and again",
    async (_name, validate) => {
      for (const typed of corpus) expect(await effortOf(() => validate(typed)), typed.slice(0, 20)).toBeLessThan(400);
    },
    60_000,
  );

  test("T-B5, T-S15: names that mean something to the language are fields like any other, and unknown ones are nobody's", () => {
    const hostile: unknown = JSON.parse(
      '{"identifier":"ann","password":"x","__proto__":{"role":"admin"},"constructor":{"prototype":{"role":"admin"}},"role":"admin","emailVerified":"2020-01-01","customerId":"1"}',
    );
    expect(signInInput.parse(hostile)).toEqual({ identifier: "ann", password: "x" });
    expect(Object.hasOwn(Object.prototype, "role")).toBe(false);
    expect(z.object({}).parse({})).not.toHaveProperty("role");
  });
});
