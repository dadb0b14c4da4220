import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashToken } from "@/core/security/token";
import { insertSession } from "@/db/queries/sessions";
import { connect } from "@/tests/support/connections";
import { startProduct } from "@/tests/support/product";
import { type HostileShop, problemOf, startHostileShop } from "@/tests/support/sso";
import { Visitor } from "@/tests/support/visitor";

let shop: HostileShop;

beforeAll(async () => {
  shop = await startHostileShop();
});
afterAll(() => shop.end());

/** How each door of a provider can fail to answer, and the trouble noted. */
const WAYS: [string, string][] = [
  ["huge", "provider.too-large"],
  ["slow", "provider.too-slow"],
  ["redirecting", "provider.redirected"],
  ["page", "provider.unreadable"],
  ["gzip", "provider.encoded"],
  ["failing", "provider.error"],
  ["resetting", "provider.unreachable"],
];
const DOORS = ["discovery", "jwks", "token"];

test("P-S6: the sign-in page asks no provider anything", async () => {
  const page = await shop.visitor().ask("/sign-in");
  expect([page.status, page.body.includes("oidc-discovery-slow"), shop.hostile.asked]).toEqual([200, true, []]);
});

describe.each(DOORS)("T-O18, T-FX15, T-FX16: the provider's %s", (door) => {
  // At the same time: the slow ones take their seconds together.
  test.concurrent.each(WAYS)(`${door} %s: a page with a reason within ten seconds, and nothing else`, async (way, trouble) => {
    const who = shop.visitor();
    const began = performance.now();
    const answer = await shop.roundTrip(who, `${door}-${way}`, "?returnTo=%2Fcart");
    expect([problemOf(answer), await shop.troubleOf(answer)]).toEqual(["sso.unavailable", trouble]);
    expect(performance.now() - began).toBeLessThan(10_000);
    const page = await who.ask(answer.location ?? "");
    expect([page.status, page.page.querySelector("[role=alert]")?.textContent]).toEqual([
      503,
      expect.stringContaining("provider"),
    ]);
    expect(page.page.querySelector("main input[name=password]"), "other ways are there").not.toBeNull();
    expect(page.body, "and the wanted page is kept").toContain("/sign-in/go/oidc-fine?returnTo=%2Fcart");
    expect(who.cookies.has("foyer.sid")).toBe(false);
  });
});

test("T-O19: a shop on the internet asks no provider on its own machine, whatever an admin typed", async () => {
  const product = await startProduct({ PUBLIC_URL: "https://shop.example" });
  const asked = shop.hostile.asked.length;
  const issuers = [shop.hostile.issuer("fine"), "https://localhost:5432", "https://169.254.169.254", "https://10.0.0.1"];
  const wanted = issuers.map((issuer, at) => ({ id: `oidc-${at}`, texts: { ...shop.hostile.texts("fine"), issuer } }));
  await connect(product, ...wanted);
  for (const { id, texts } of wanted) {
    const answer = await new Visitor(product.url, "https://shop.example").ask(`/sign-in/go/${id}`);
    expect([texts.issuer, problemOf(answer)]).toEqual([texts.issuer, "sso.unavailable"]);
  }
  expect(shop.hostile.asked.length).toBe(asked);
  await product.stop();
});

test("T-O18: nothing that a provider leads to was followed", () => {
  expect(shop.hostile.asked.filter((one) => one.includes("latest"))).toEqual([]);
});

test("P-S6: with all of them out of order, the one that works works, and whoever is in stays in", async () => {
  const { accountId } = await shop.customerOf("fine");
  const who = shop.visitor();
  expect((await shop.roundTrip(who, "fine")).location).toBe("/account");
  const { user } = JSON.parse((await who.ask("/api/auth/session")).body);
  expect(user.id).toBe(accountId);
  expect((await who.ask("/account")).status).toBe(200);
});

test("P-S6: whoever signs out while the provider is away is signed out here", async () => {
  for (const fault of ["discovery-failing", "discovery-resetting", "discovery-page"]) {
    const { accountId } = await shop.customerOf("fine", fault);
    const who = shop.visitor();
    const token = `the token of ${fault}, who signed in before`;
    await insertSession(shop.database.db, {
      tokenHash: hashToken(token),
      accountId,
      method: `oidc-${fault}`,
      idToken: null,
      maxAgeSeconds: 3600,
      address: "127.0.0.1",
      userAgent: "",
    });
    who.cookies.set("foyer.sid", token);
    expect((await who.ask("/account")).status).toBe(200);
    const answer = await who.ask("/sign-out", { method: "POST" });
    expect([fault, answer.status, answer.location]).toEqual([fault, 303, "/signed-out"]);
  }
});
