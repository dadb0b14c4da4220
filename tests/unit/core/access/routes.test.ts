import { expect, test } from "vitest";
import { findRoute, hasRoute, routes } from "@/core/access/routes";

test.each(Object.keys(routes))("%s has its route, with any value for what is open in it, and any query", (route) => {
  const path = route.replace(/\[\.{3}\w+\]/, "a/b").replaceAll(/\[\w+\]/g, "a-1");
  expect([path, hasRoute(path), hasRoute(`${path}?a=/b`)]).toEqual([path, true, true]);
  expect([findRoute(path), findRoute(`${path}?a=/b`)]).toEqual([route, route]);
});

test.each([
  "",
  "//",
  "/nothing/here",
  "/products",
  "/products/",
  "/products/a/b",
  "/sign-in/x",
  "/iconxsvg",
  "/api",
  "/account/",
  "x/cart",
])("%j has none", (path) => {
  expect([hasRoute(path), findRoute(path)]).toEqual([false, null]);
});
