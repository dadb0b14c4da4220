import { describe, expect, test } from "vitest";
import { type AccessFacts, decide, type Way } from "@/core/access/decide";

const google: Way = { id: "google", isDefault: false };
const okta: Way = { id: "okta", isDefault: false };
const main: Way = { id: "main", isDefault: true };

const stranger = { isSignedIn: false, mayRedirect: true };
const flags = { customerAccounts: true, forceLogin: false, ssoOnly: false, guestCheckout: true };

const seen = (
  access: Partial<AccessFacts["access"]>,
  connections: readonly Way[] = [],
  visitor: Partial<AccessFacts["visitor"]> = {},
) => decide({ access: { ...flags, ...access }, connections, visitor: { ...stranger, ...visitor } });

const combinations = [true, false].flatMap((forceLogin) =>
  [true, false].flatMap((ssoOnly) =>
    [true, false].flatMap((guestCheckout) =>
      [[], [google], [google, okta], [google, main]].flatMap((connections) =>
        [true, false].flatMap((isSignedIn) =>
          [true, false].map((mayRedirect) => ({
            access: { forceLogin, ssoOnly, guestCheckout },
            connections,
            visitor: { isSignedIn, mayRedirect },
          })),
        ),
      ),
    ),
  ),
);

describe("the table of access, row by row", () => {
  test("P-A1, row 1: without accounts there is no sign-in anywhere, the shop is open and everybody buys as a guest", () => {
    for (const { access, connections, visitor } of combinations) {
      expect(seen({ ...access, customerAccounts: false }, connections, visitor)).toEqual({
        hasSignIn: false,
        signInPage: { kind: "not-found" },
        storefront: { kind: "show" },
        mayPurchase: true,
        hasLocalDoors: false,
      });
    }
  });

  test("P-A1, row 2: with accounts and no connection the page shows the form; guests buy if guest checkout is on", () => {
    expect(seen({})).toEqual({
      hasSignIn: true,
      signInPage: { kind: "form", connections: [] },
      storefront: { kind: "show" },
      mayPurchase: true,
      hasLocalDoors: true,
    });
    expect(seen({ guestCheckout: false }).mayPurchase).toBe(false);
    expect(seen({ guestCheckout: false }, [], { isSignedIn: true }).mayPurchase).toBe(true);
  });

  test("P-A1, row 3: connections add their buttons to the form, in the back office's order", () => {
    expect(seen({}, [okta, google])).toEqual({
      hasSignIn: true,
      signInPage: { kind: "form", connections: [okta, google] },
      storefront: { kind: "show" },
      mayPurchase: true,
      hasLocalDoors: true,
    });
  });

  test("P-A5, row 4: SSO only leaves the buttons and nothing else; the shop stays open", () => {
    expect(seen({ ssoOnly: true }, [google])).toEqual({
      hasSignIn: true,
      signInPage: { kind: "buttons", connections: [google] },
      storefront: { kind: "show" },
      mayPurchase: true,
      hasLocalDoors: false,
    });
    expect(seen({ ssoOnly: true, guestCheckout: false }, [google]).mayPurchase).toBe(false);
  });

  test("P-A3, row 5: force login sends strangers to the sign-in page, which shows what it showed before, and sells them nothing", () => {
    for (const connections of [[], [google], [google, main]]) {
      expect(seen({ forceLogin: true }, connections)).toEqual({
        hasSignIn: true,
        signInPage: { kind: "form", connections },
        storefront: { kind: "sign-in" },
        mayPurchase: false,
        hasLocalDoors: true,
      });
    }
  });

  test("P-A3, row 6: force login and SSO only go straight to the one connection; the page itself shows its button", () => {
    expect(seen({ forceLogin: true, ssoOnly: true }, [google])).toEqual({
      hasSignIn: true,
      signInPage: { kind: "buttons", connections: [google] },
      storefront: { kind: "provider", connection: "google" },
      mayPurchase: false,
      hasLocalDoors: false,
    });
  });

  test("P-A3, row 6: of several connections the default one is gone to", () => {
    expect(seen({ forceLogin: true, ssoOnly: true }, [google, main, okta]).storefront).toEqual({
      kind: "provider",
      connection: "main",
    });
  });

  test("P-A3, row 7: of several connections without a default the visitor chooses", () => {
    const { storefront, signInPage } = seen({ forceLogin: true, ssoOnly: true }, [google, okta]);
    expect(storefront).toEqual({ kind: "sign-in" });
    expect(signInPage).toEqual({ kind: "buttons", connections: [google, okta] });
  });
});

describe("what holds in every row", () => {
  test("P-A1: the menu item exists exactly when accounts are on", () => {
    for (const { access, connections, visitor } of combinations) {
      expect(seen({ ...access, customerAccounts: true }, connections, visitor).hasSignIn).toBe(true);
      expect(seen({ ...access, customerAccounts: false }, connections, visitor).hasSignIn).toBe(false);
    }
  });

  test("P-A4: whoever must not be redirected sees the page with the button, never the provider", () => {
    for (const { access, connections, visitor } of combinations) {
      expect(seen(access, connections, { ...visitor, mayRedirect: false }).storefront.kind).not.toBe("provider");
    }
    expect(seen({ forceLogin: true, ssoOnly: true }, [google], { mayRedirect: false }).storefront).toEqual({ kind: "sign-in" });
  });

  test("P-A4: the sign-in page never redirects by itself, so nothing can send a visitor round", () => {
    for (const { access, connections, visitor } of combinations) {
      expect(["form", "buttons"]).toContain(seen(access, connections, visitor).signInPage.kind);
    }
  });

  test("P-A5: SSO only shuts every local door, even where no connection is left", () => {
    for (const { access, connections, visitor } of combinations) {
      const { hasLocalDoors, signInPage } = seen({ ...access, ssoOnly: true }, connections, visitor);
      expect(hasLocalDoors).toBe(false);
      expect(signInPage).toEqual({ kind: "buttons", connections });
    }
  });

  test("P-A3: force login shows the shop to nobody without a session and to everybody with one", () => {
    for (const { access, connections, visitor } of combinations.filter(({ access: { forceLogin } }) => forceLogin)) {
      expect(seen(access, connections, { ...visitor, isSignedIn: false }).storefront.kind).not.toBe("show");
      expect(seen(access, connections, { ...visitor, isSignedIn: false }).mayPurchase).toBe(false);
      expect(seen(access, connections, { ...visitor, isSignedIn: true }).storefront.kind).toBe("show");
      expect(seen(access, connections, { ...visitor, isSignedIn: true }).mayPurchase).toBe(true);
    }
  });
});
