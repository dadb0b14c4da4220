import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { brandVariables } from "@/core/shop/brand";

/** WCAG 2.2's contrast ratio, worked out apart from the code under test. */
function ratio(one: string, other: string): number {
  const light = (hex: string) => {
    const [r = 0, g = 0, b = 0] = [hex.slice(1, 3), hex.slice(3, 5), hex.slice(5, 7)]
      .map((pair) => Number.parseInt(pair, 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [a, b] = [light(one) + 0.05, light(other) + 0.05];
  return Math.max(a, b) / Math.min(a, b);
}

function variablesOf(color: string) {
  const css = brandVariables(color);
  const found = /^:root\{--brand:(#\w{6});--on-brand:(#\w{6});--brand-text:light-dark\((#\w{6}),(#\w{6})\)\}$/.exec(css);
  if (!found) throw new Error(css);
  const [, brand = "", onBrand = "", byDay = "", byNight = ""] = found;
  return { brand, onBrand, byDay, byNight };
}

/** The grounds of the page as the style sheet has them. */
const css = readFileSync("app/globals.css", "utf8");
const ground = (name: string) => {
  const found = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css);
  if (!found?.[1] || !found[2]) throw new Error(`no --${name} in the style sheet`);
  return { day: found[1], night: found[2] };
};

const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, "0")}`);

describe("whatever colour a shop has", () => {
  test("its buttons can be read", () => {
    fc.assert(
      fc.property(hex, (color) => {
        const { brand, onBrand } = variablesOf(color);
        expect(brand).toBe(color);
        expect(ratio(brand, onBrand)).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 5000 },
    );
  });

  test("its links can be read on the page and on cards, by day and by night", () => {
    const grounds = [ground("paper"), ground("card")];
    fc.assert(
      fc.property(hex, (color) => {
        const { byDay, byNight } = variablesOf(color);
        for (const { day, night } of grounds) {
          expect(ratio(byDay, day)).toBeGreaterThanOrEqual(4.5);
          expect(ratio(byNight, night)).toBeGreaterThanOrEqual(4.5);
        }
      }),
      { numRuns: 5000 },
    );
  });

  test.each(["#ffff00", "#ffffff", "#000000", "#ff0000", "#808080", "#1f5c4d"])("%s among them", (color) => {
    const { onBrand, byDay } = variablesOf(color);
    expect(ratio(color, onBrand)).toBeGreaterThanOrEqual(4.5);
    expect(ratio(byDay, ground("paper").day)).toBeGreaterThanOrEqual(4.5);
  });
});

test("a colour that reads well is left as it is", () => {
  expect(variablesOf("#1f5c4d")).toMatchObject({ brand: "#1f5c4d", byDay: "#1f5c4d" });
});
