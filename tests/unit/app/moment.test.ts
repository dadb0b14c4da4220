import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { daysIn, endsIn, momentsIn } from "@/app/admin/(rooms)/moment";

test.each([
  ["en", "21 Nov 2026", "05:03", ":09"],
  ["es", "21 nov 2026", "5:03", ":09"],
] as const)(
  "the back office writes an instant in UTC to the minute, in its log to the second, or the day alone (%s)",
  (language, day, minute, second) => {
    const instant = "2026-11-21T05:03:09.000Z";
    const at = new Date(instant);
    expect(momentsIn(language)(at)).toEqual({ text: `${day}, ${minute} UTC`, instant });
    expect(momentsIn(language, "second")(at)).toEqual({ text: `${day}, ${minute}${second} UTC`, instant });
    expect(daysIn(language)(at)).toEqual({ text: day, instant });
  },
);

test.each([
  ["UTC", "2027-01-01T00:00:00Z", "31 Dec 2026"],
  ["Europe/Madrid", "2026-12-31T23:00:00Z", "31 Dec 2026"],
  ["America/New_York", "2027-01-01T05:00:00Z", "31 Dec 2026"],
  ["Europe/Madrid", "2027-01-01T00:00:00Z", "1 Jan 2027, 00:00 UTC"],
  ["UTC", "2026-12-31T12:30:00Z", "31 Dec 2026, 12:30 UTC"],
])("P-O4: what ends with a day of %s is said to count until that day, anything else until its moment", (zone, at, said) => {
  expect(endsIn("en", zone)(new Date(at))).toBe(said);
});

test("the back office writes instants in one place", () => {
  const rooms = join("app", "admin");
  const files = readdirSync(rooms, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));
  const writing = files.filter((name) => /DateTimeFormat|toLocale/.test(readFileSync(join(rooms, name), "utf8")));
  expect(writing).toEqual([join("(rooms)", "moment.ts")]);
});
