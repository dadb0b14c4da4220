import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RouteKind, routes, serverRoutes } from "@/core/access/routes";
import { builtRoutes } from "@/tests/support/built";
import { askRsc, type ClosedShop, expectNothingOfTheShop, startClosedShop } from "@/tests/support/closed-shop";

let shop: ClosedShop;
beforeAll(async () => {
  shop = await startClosedShop();
});
afterAll(() => shop.end());

const kinds = new Map<string, RouteKind>(Object.entries(routes));

/** What somebody without a session may hear, by the kind of a route. */
const MAY_HEAR: Record<RouteKind, RegExp> = {
  storefront: /^307 \/sign-in\?returnTo=/,
  purchase: /^307 \/sign-in\?returnTo=/,
  account: /^(30[37] \/sign-in\?returnTo=|405 )/,
  agent: /^(30[37] \/admin\/sign-in\?returnTo=|405 )/,
  admin: /^(30[37] \/admin\/sign-in\?returnTo=|405 )/,
  demo: /^404 $/,
  machine: /^(200|401|404|405) $/,
  public: /^(200 |303 \/account\/security|404 |405 )$/,
  "sign-in": /^(200 |404 |410 |303 \/sign-in\?problem=sso\.gone|303 \/register\?link=gone)$/,
  "local-door": /^(200|410) $/,
  "staff-door": /^(200|405|410) $/,
};

test("P-A3, T-F6: the routes of the build and of the server are the routes somebody decided about, and no others", () => {
  expect([...builtRoutes(), ...serverRoutes].sort()).toEqual([...kinds.keys()].sort());
});

describe("T-F6: with force login on, without a session", () => {
  test.each([...kinds])("%s is %s and tells nothing of the shop", async (route, kind) => {
    const path = shop.pathOf(route);
    const answer = await shop.visitor().ask(path);
    expect(`${answer.status} ${answer.location ?? ""}`).toMatch(MAY_HEAR[kind]);
    expectNothingOfTheShop(answer, path);
  });

  test.each([...kinds])("%s is %s and tells nothing to a page's script either", async (route) => {
    const path = shop.pathOf(route);
    for (const headers of [{}, { "next-router-prefetch": "1" }, { "next-url": "/account" }]) {
      const answer = await askRsc(shop.visitor(), path, headers);
      expect(answer.status).toBeLessThan(500);
      expectNothingOfTheShop(answer, `${path} ${JSON.stringify(headers)}`);
    }
  });

  test("a route without a sample path here is noticed", () => {
    expect(() => shop.pathOf("/new/[thing]")).toThrow("needs a path for /new/[thing]");
  });
});
