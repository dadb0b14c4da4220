import { expect, test } from "vitest";
import { companyPermissions, givenBy, isWithin } from "@/core/companies/permissions";

test("P-O2: an administrator may do everything, others what their type names, and a name that is none gives nothing", () => {
  expect([...givenBy(["administrator"])]).toEqual([...companyPermissions]);
  expect([...givenBy(["orders.place", "orders.see", "staff.manage"])]).toEqual(["orders.see", "orders.place"]);
  expect([...givenBy([])]).toEqual([]);
});

test("T-A5: a type is within one's own only if it gives nothing beyond it", () => {
  const own = givenBy(["people.manage", "orders.see"]);
  expect(isWithin(["orders.see"], own)).toBe(true);
  expect(isWithin([], own)).toBe(true);
  expect(isWithin(["orders.see", "orders.place"], own)).toBe(false);
  expect(isWithin(["administrator"], own)).toBe(false);
  expect(isWithin(["administrator"], givenBy(["administrator"]))).toBe(true);
  expect(isWithin(["administrator"], givenBy(companyPermissions.filter((one) => one !== "administrator")))).toBe(false);
});
