import { expect, test } from "vitest";
import { fullOfRedirects, hasRoomForRedirect, withRedirect } from "@/core/access/auto-redirects";

const now = new Date("2026-11-21T09:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

test("P-A4: two automatic redirects within a minute, and no third", () => {
  expect(hasRoomForRedirect(undefined, now)).toBe(true);
  const one = withRedirect(undefined, now);
  expect(hasRoomForRedirect(one, later(10))).toBe(true);
  const two = withRedirect(one, later(10));
  expect(hasRoomForRedirect(two, later(59))).toBe(false);
  expect(hasRoomForRedirect(two, later(60))).toBe(true);
});

test("P-A4: who came back in vain has no room for a minute", () => {
  const full = fullOfRedirects(now);
  expect([hasRoomForRedirect(full, later(59)), hasRoomForRedirect(full, later(60))]).toEqual([false, true]);
});

test("P-A4: a clock that was set back opens no loop, and garbage is nothing", () => {
  expect(hasRoomForRedirect(fullOfRedirects(later(30)), now)).toBe(false);
  for (const odd of ["", "...", "x.y", "NaN.NaN", "1".repeat(5000), "-1.-1"]) expect(hasRoomForRedirect(odd, now)).toBe(true);
  expect(withRedirect("x".repeat(5000), now)).toBe(String(now.getTime()));
});
