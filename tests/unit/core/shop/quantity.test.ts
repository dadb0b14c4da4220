import { describe, expect, test } from "vitest";
import { MOST_OF_ONE, quantityTyped } from "@/core/shop/cart";
import { getTranslator } from "@/messages/translator";

describe("the quantity of a line", () => {
  test.each([
    ["1", 1],
    ["007", 7],
    ["\uFF13", 3],
    [`${MOST_OF_ONE}`, MOST_OF_ONE],
  ])("%j is %i", (typed, quantity) => expect(quantityTyped().parse(typed)).toBe(quantity));

  test.each(["", "0", "-1", "1.5", "1e2", "0x1", "two", `${MOST_OF_ONE + 1}`, "9".repeat(400)])("%j is none", (typed) => {
    expect(quantityTyped().safeParse(typed).error?.issues).toMatchObject([{ message: "quantity.invalid" }]);
  });

  test.each(["en", "es"] as const)("the sentence for a wrong one names the bounds (%s)", (language) => {
    expect(getTranslator(language)("failures.quantity.invalid")).toMatch(new RegExp(`\\b1\\b.*\\b${MOST_OF_ONE}\\b`));
  });
});
