import { expect, test } from "vitest";
import { isNavigation } from "@/server/navigation";

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
