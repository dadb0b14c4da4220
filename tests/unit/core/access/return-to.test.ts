import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ownPath, returnTo, withReturnTo } from "@/core/access/return-to";

const OWN = "https://shop.example";

/** How a browser on our page would read it. */
const leadsTo = (path: string) => new URL(path, `${OWN}/sign-in?x=1`);

describe("paths that are ours", () => {
  test.each([
    "/",
    "/account",
    "/account/orders?page=2&sort=date",
    "/products/oak-board?colour=d%C3%BCnkel",
    "/orders/50001?key=abc-_DEF",
    "/a//b",
    "/?returnTo=https://evil.example",
    "/search?q=a%2Fb%5Cc",
    "/%E2%82%AC",
  ])("P-A2: %s comes back as it was", (path) => expect(ownPath(path)).toBe(path));

  test("P-A2: what is typed in letters of its own comes back as a browser would write it", () => {
    expect(ownPath("/tiendas/España?q=ñ")).toBe("/tiendas/Espa%C3%B1a?q=%C3%B1");
    expect(ownPath("/account#top")).toBe("/account");
  });
});

const EVIL = [
  "https://evil.example",
  "http://evil.example",
  "HTTPS://evil.example",
  "//evil.example",
  "///evil.example",
  "////evil.example",
  "/\\evil.example",
  "\\/evil.example",
  "\\\\evil.example",
  "/\\/evil.example",
  "/%5cevil.example",
  "/%5Cevil.example",
  "/%2f%2fevil.example",
  "/%2Fevil.example",
  "/%09/evil.example",
  "/%0a/evil.example",
  "/%0d%0aLocation:%20https://evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "/\r\nLocation: https://evil.example",
  "https:evil.example",
  "https:/evil.example",
  "https://shop.example.evil.com",
  "https://shop.example@evil.example",
  "https://a@b@evil.example",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "\u0001javascript:alert(1)",
  "data:text/html,<script>",
  "vbscript:x",
  "/..//evil.example",
  "/.//evil.example",
  "/../\\evil.example",
  "/a/..//evil.example",
  "/a/%2e%2e//evil.example",
  "/a/.%2e//evil.example",
  "/%2e%2e//evil.example",
  "/a/../..//evil.example",
  "/\u202e//evil.example",
  "/\u0000//evil.example",
  "/\ud800",
  "http://",
  "https://",
  "",
  ".",
  "account",
  "?x",
  "#x",
  `/${"a".repeat(10_000)}`,
];

describe("paths that lead elsewhere", () => {
  test.each(EVIL)("T-U1: %j is not ours", (wanted) => {
    expect(ownPath(wanted)).toBeNull();
    expect(returnTo(wanted)).toBe("/account");
  });

  test.each([[undefined], [null], [5], [["/account", "/x"]], [{ toString: () => "/account" }]])(
    "T-U1: %j is no path at all",
    (wanted) => expect(ownPath(wanted)).toBeNull(),
  );

  test.each(["/%", "/%zz", "/?", "/a?b?c", "/a b", "/<script>", "/'\""])(
    "T-U1: whatever %j is read as, it stays with us",
    (wanted) => {
      const path = ownPath(wanted);
      if (path !== null) expect(leadsTo(path).origin).toBe(OWN);
    },
  );

  test.each([
    "/sign-in",
    "/sign-in/code",
    "/sign-in?returnTo=/sign-in",
    "/sign-out",
    "/signed-out",
    "/register",
    "/confirm/secret-token",
    "/activate/secret-token",
    "/reset-password/secret-token",
    "/forgot-password",
    "/join/link",
    "/api/auth/callback/google",
    "/_next/static/x.js",
    "/language",
  ])("T-U4: %s is a door or a secret, nothing to come back to", (path) => expect(returnTo(path, "/account")).toBe("/account"));

  test("a page that only begins like a door is a page", () => {
    expect(returnTo("/registered-designs")).toBe("/registered-designs");
    expect(returnTo("/apiary", "/")).toBe("/apiary");
  });
});

test("T-U2: of 100,000 strings none leads a browser to another origin, and none can split a header", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "%2f",
    "%5c",
    "%2e",
    "%09",
    "%0d%0a",
    ":",
    "@",
    "?",
    "#",
    "https:",
    "evil.example",
    "\t",
    "\n",
    "a",
    "é",
    "／",
    "。",
    "\u202e",
    "\ufeff",
    "[",
    "]",
    "%",
  );
  const nasty = fc.array(piece, { maxLength: 12 }).map((pieces) => `/${pieces.join("")}`);
  const anything = fc.oneof(
    { weight: 3, arbitrary: nasty },
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.webPath(),
    fc.webUrl(),
  );
  let ours = 0;
  fc.assert(
    fc.property(anything, (wanted) => {
      const path = ownPath(wanted);
      if (path === null) return;
      ours++;
      const url = leadsTo(path);
      expect(url.origin).toBe(OWN);
      expect(path).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
      expect(ownPath(path)).toBe(path);
    }),
    { numRuns: 100_000 },
  );
  expect(ours).toBeGreaterThan(1000);
});

test("P-A2: an address carries the wanted page along as one value, beside what it has already, or stays as it is", () => {
  const wanted = "/products/oak-board?size=large&sent=no";
  const carried = (address: string) => new URL(withReturnTo(address, wanted), OWN).searchParams.get("returnTo");
  expect([carried("/sign-in"), carried("/sign-in/code?sent")]).toEqual([wanted, wanted]);
  expect(withReturnTo("/sign-in/code?sent", wanted)).toMatch(/^\/sign-in\/code\?sent&returnTo=/);
  expect([withReturnTo("/sign-in", ""), withReturnTo("/sign-in", null)]).toEqual(["/sign-in", "/sign-in"]);
});
