import { expect, test } from "vitest";
import { decide } from "@/core/access/decide";
import { whySignIn } from "@/core/access/why-sign-in";

const flags = { customerAccounts: true, forceLogin: false, ssoOnly: false, guestCheckout: true };
const why = (wanted: string, access: Partial<typeof flags> = {}, isSignedIn = false) =>
  whySignIn(wanted, decide({ access: { ...flags, ...access }, connections: [], visitor: { isSignedIn, mayRedirect: true } }));

test.each([
  ["/", "shop"],
  ["/products/teapot?size=large", "shop"],
  ["/cart", "shop"],
  ["/checkout", "shop"],
  ["/orders/50001", "order"],
  ["/account/orders", null],
  ["/nothing/here", null],
  ["", null],
])("P-A2, P-A3: under force login the sign-in page knows why %j led to it (%s)", (wanted, reason) => {
  expect(why(wanted, { forceLogin: true })).toBe(reason);
  expect(why(wanted, { forceLogin: true, ssoOnly: true })).toBe(reason);
  expect(why(wanted, { forceLogin: true }, true), "signed in").toBeNull();
});

test("P-A2: without guest checkout only the checkout led there; where nothing is closed, nothing did", () => {
  const asked = ["/checkout", "/cart", "/orders/50001"];
  expect(asked.map((path) => why(path, { guestCheckout: false }))).toEqual(["purchase", null, null]);
  expect(asked.map((path) => why(path))).toEqual([null, null, null]);
  expect(why("/checkout", { guestCheckout: false }, true)).toBeNull();
});
