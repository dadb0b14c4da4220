import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalNumber } from "@/core/customers/customer-number";

test.each([
  ["123", "123"],
  ["00123", "123"],
  [" 123 ", "123"],
  ["１２３", "123"],
  ["12 3", "123"],
  ["k-00123", "K00123"],
  ["K 00.123", "K00123"],
  ["2024/0017", "20240017"],
  ["0", "0"],
  ["000", "0"],
])("T-N2: %j is the number %s", (typed, key) => expect(canonicalNumber(typed)).toBe(key));

test.each([
  "",
  " ",
  "-",
  "ann@example.com",
  "１２３＠x.com",
  "12\u00003",
  "no email: x",
  "１".repeat(33),
  "é",
  "12'3",
  "1;2",
  "%",
])("T-N2: %j can be no number", (typed) => expect(canonicalNumber(typed)).toBeNull());

test("T-N2: a canonical number is its own canonical form and never looks like an address", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (typed) => {
      const key = canonicalNumber(typed);
      if (key === null) return;
      expect(canonicalNumber(key)).toBe(key);
      expect(key).toMatch(/^[A-Z0-9]{1,32}$/);
    }),
    { numRuns: 5000 },
  );
});
