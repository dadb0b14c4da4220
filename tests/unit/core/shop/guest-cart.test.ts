import fc from "fast-check";
import { expect, test } from "vitest";
import { readGuestCart, withMore, without, withQuantity, writeGuestCart } from "@/core/shop/guest-cart";

const slug = fc.stringMatching(/^[a-z0-9-]{1,60}$/);
const entries = fc.uniqueArray(fc.record({ slug, quantity: fc.integer({ min: 1, max: 99 }) }), {
  maxLength: 50,
  selector: (entry) => entry.slug,
});

test("what a guest's cart is written as is read again", () => {
  fc.assert(
    fc.property(entries, (cart) => {
      fc.pre(writeGuestCart(cart).length <= 3500);
      expect(readGuestCart(writeGuestCart(cart))).toEqual(cart);
    }),
  );
});

test("whatever a cookie holds, a cart comes out of it that fits: known characters, 1 to 99 of a thing, 50 things", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 6000 }), (forged) => {
      for (const cart of [readGuestCart(forged), readGuestCart(forged.replaceAll("\0", "mug.2~"))]) {
        expect(cart.length).toBeLessThanOrEqual(50);
        for (const entry of cart) {
          expect(entry.slug).toMatch(/^[a-z0-9-]{1,60}$/);
          expect(entry.quantity).toBeGreaterThanOrEqual(1);
          expect(entry.quantity).toBeLessThanOrEqual(99);
        }
      }
    }),
  );
});

test.each([
  ["no cookie", undefined],
  ["nothing in it", ""],
  ["none of a thing", "mug.0"],
  ["less than none", "mug.-1"],
  ["a hundred", "mug.100"],
  ["a power", "mug.1e9"],
  ["no number", "mug.NaN"],
  ["no name", ".2"],
  ["markup for a name", "<script>.2"],
  ["a way up", "../mug.2"],
  ["a foreign form", '[{"slug":"mug","quantity":2}]'],
])("a cookie with %s is an empty cart", (_, text) => {
  expect(readGuestCart(text)).toEqual([]);
});

test("a cart holds 50 different things and no more, and 99 of one", () => {
  const full = Array.from({ length: 50 }, (_, index) => ({ slug: `thing-${index}`, quantity: 98 }));
  expect(withMore(full, { slug: "one-more", quantity: 1 })).toMatchObject({ code: "cart.full" });
  expect(withMore(full, { slug: "thing-7", quantity: 2 })).toMatchObject({ code: "quantity.too-many" });
  const filled = withMore(full, { slug: "thing-7", quantity: 1 });
  expect(filled.ok && filled.value[7]).toEqual({ slug: "thing-7", quantity: 99 });
});

test("a line is changed and taken out without touching the others; one that is not there stays away", () => {
  const cart = [
    { slug: "mug", quantity: 1 },
    { slug: "tin", quantity: 2 },
  ];
  expect(withQuantity(cart, { slug: "tin", quantity: 9 })).toEqual([cart[0], { slug: "tin", quantity: 9 }]);
  expect(withQuantity(cart, { slug: "lamp", quantity: 9 })).toEqual(cart);
  expect(without(cart, "mug")).toEqual([cart[1]]);
});
