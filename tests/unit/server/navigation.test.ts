import { describe, expect, test } from "vitest";
import { isLookedAt, isNavigation } from "@/server/navigation";

const look = (headers: Record<string, string>, method = "GET") => isNavigation({ method, headers });

test("T-O24: a browser's own look, old browsers and plain clients included", () => {
  expect(look({})).toBe(true);
  expect(look({ "sec-fetch-dest": "document", "sec-fetch-mode": "navigate", "sec-fetch-site": "cross-site" })).toBe(true);
});

test("T-O24: nothing that a script, a prefetch or something embedded asks", () => {
  for (const name of ["rsc", "next-router-prefetch", "next-router-segment-prefetch", "next-action", "x-nextjs-data"])
    expect([name, look({ [name]: "" })]).toEqual([name, false]);
  for (const name of ["purpose", "sec-purpose", "x-purpose", "x-moz"])
    for (const value of ["prefetch", "prefetch;prerender", "Preview"])
      expect([name, value, look({ [name]: value })]).toEqual([name, value, false]);
  for (const dest of ["image", "iframe", "frame", "embed", "object", "empty", "script"])
    expect(look({ "sec-fetch-dest": dest })).toBe(false);
  for (const mode of ["cors", "no-cors", "same-origin"]) expect(look({ "sec-fetch-mode": mode })).toBe(false);
  for (const method of ["HEAD", "POST", "OPTIONS"]) expect(look({}, method)).toBe(false);
});

describe("what counts as read", () => {
  const isRead = (headers: Record<string, string>, method = "GET") => isLookedAt({ method, headers });

  test("P-M3: a look of one's own, and an open page that draws itself anew", () => {
    expect(isRead({})).toBe(true);
    expect(isRead({ "sec-fetch-dest": "document", "sec-fetch-mode": "navigate" })).toBe(true);
    expect(isRead({ rsc: "1", "sec-fetch-dest": "empty", "sec-fetch-mode": "cors" })).toBe(true);
  });

  test("P-M3: no HEAD, no prefetch, no preview, nothing embedded, no other script", () => {
    for (const method of ["HEAD", "POST", "OPTIONS"]) expect([method, isRead({ rsc: "1" }, method)]).toEqual([method, false]);
    expect(isRead({}, "HEAD")).toBe(false);
    for (const name of ["next-router-prefetch", "next-router-segment-prefetch"])
      expect([name, isRead({ rsc: "1", [name]: "1" })]).toEqual([name, false]);
    for (const value of ["prefetch", "prefetch;prerender", "preview"]) {
      expect([value, isRead({ "sec-purpose": value })]).toEqual([value, false]);
      expect([value, isRead({ rsc: "1", purpose: value })]).toEqual([value, false]);
    }
    for (const dest of ["image", "iframe", "empty"]) expect([dest, isRead({ "sec-fetch-dest": dest })]).toEqual([dest, false]);
  });
});
