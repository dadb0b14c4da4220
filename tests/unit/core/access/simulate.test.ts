import { describe, expect, test } from "vitest";
import { decide } from "@/core/access/decide";
import { readScene } from "@/core/access/read-scene";
import { type Scene, type SimulatedVisitor, simulate, simulatedVisitors } from "@/core/access/simulate";
import { settingsFrom } from "@/settings/store";

const { access } = settingsFrom(new Map());
const google = { id: "google", isDefault: false };
const work = { id: "oidc-work", isDefault: false };
const scene = (changes: Partial<Scene["access"]>, connections: Scene["connections"] = [google], away: string[] = []): Scene => ({
  access: { ...access, ...changes },
  connections,
  isAway: (id) => away.includes(id),
});
const storefronts = (one: Scene) =>
  Object.fromEntries(simulatedVisitors.map((visitor) => [visitor, simulate(one, visitor).storefront.kind]));

describe("P-A8: what will this visitor see?", () => {
  test("P-A8: with force login, SSO only and one connection each visitor gets what the decision says", () => {
    expect(storefronts(scene({ forceLogin: true, ssoOnly: true }))).toEqual({
      stranger: "provider",
      "signed-out": "sign-in",
      "signed-in": "show",
      pending: "provider",
      deactivated: "sign-in",
      "provider-down": "sign-in",
    });
  });

  test("P-A8: a provider that is away just now, or several without a default, send nobody by themselves", () => {
    const forced = { forceLogin: true, ssoOnly: true };
    expect(storefronts(scene(forced, [google], ["google"])).stranger).toBe("sign-in");
    expect(storefronts(scene(forced, [google, work])).stranger).toBe("sign-in");
    expect(storefronts(scene(forced, [google, { ...work, isDefault: true }], ["google"])).stranger).toBe("provider");
    expect(storefronts(scene(forced, [google, { ...work, isDefault: true }], ["oidc-work"])).stranger).toBe("sign-in");
  });

  test("P-A8: it is the decision itself that answers, for every combination of switches", () => {
    const facts: Record<SimulatedVisitor, { isSignedIn: boolean; mayRedirect: boolean }> = {
      stranger: { isSignedIn: false, mayRedirect: true },
      "signed-out": { isSignedIn: false, mayRedirect: false },
      "signed-in": { isSignedIn: true, mayRedirect: false },
      pending: { isSignedIn: false, mayRedirect: true },
      deactivated: { isSignedIn: false, mayRedirect: false },
      "provider-down": { isSignedIn: false, mayRedirect: false },
    };
    for (let bits = 0; bits < 16; bits++) {
      const [customerAccounts, forceLogin, ssoOnly, guestCheckout] = [1, 2, 4, 8].map((bit) => (bits & bit) > 0);
      const changes = Object.fromEntries(Object.entries({ customerAccounts, forceLogin, ssoOnly, guestCheckout }));
      const one = scene(changes);
      for (const visitor of simulatedVisitors)
        expect(simulate(one, visitor)).toEqual(decide({ ...one, visitor: facts[visitor] }));
    }
  });
});

describe("P-A8: settings tried out by an address", () => {
  const present = {
    access,
    connections: [
      { ...google, isEnabled: true },
      { ...work, isEnabled: false },
    ],
  };

  test("an empty address is how it is now", () => {
    expect(readScene({}, present)).toEqual({ access, connections: [google], isTried: false });
  });

  test("a setting's key changes that one and nothing else", () => {
    const tried = readScene({ "access.ssoOnly": "true", "access.guestCheckout": "false", other: "x" }, present);
    expect(tried).toEqual({ access: { ...access, ssoOnly: true, guestCheckout: false }, connections: [google], isTried: true });
  });

  test("the page's form says everything: what is absent is off", () => {
    const tried = readScene(
      { try: "1", "access.customerAccounts": "true", connection: ["oidc-work"], default: "oidc-work" },
      present,
    );
    expect(tried.access).toMatchObject({ customerAccounts: true, guestCheckout: false });
    expect(tried.connections).toEqual([{ id: "oidc-work", isDefault: true }]);
    expect(readScene({ try: "1" }, present).connections).toEqual([]);
  });

  test("connections that do not exist are none, whatever is written", () => {
    const odd = readScene(
      { connection: ["nonsense", "__proto__"], default: ["a", "b"], "access.forceLogin": ["true", "x"] },
      present,
    );
    expect(odd.connections).toEqual([]);
    expect(odd.access.forceLogin).toBe(false);
  });
});
