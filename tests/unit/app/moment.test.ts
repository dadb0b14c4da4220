import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { momentsIn } from "@/app/admin/(rooms)/moment";

test.each([
  ["en", "21 Nov 2026, 05:03:09 UTC"],
  ["es", "21 nov 2026, 5:03:09 UTC"],
] as const)("the back office writes an instant to the second and in UTC (%s)", (language, text) => {
  const instant = "2026-11-21T05:03:09.000Z";
  expect(momentsIn(language)(new Date(instant))).toEqual({ text, instant });
});

test("the back office writes instants in one place", () => {
  const rooms = join("app", "admin");
  const files = readdirSync(rooms, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));
  const writing = files.filter((name) => /DateTimeFormat|toLocale/.test(readFileSync(join(rooms, name), "utf8")));
  expect(writing).toEqual([join("(rooms)", "moment.ts")]);
});
