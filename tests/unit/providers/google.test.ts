import { expect, test } from "vitest";
import { google } from "@/providers/google";

const read = (hostedDomain: string, claims: Record<string, unknown>) => {
  const door = google.open({ clientId: "a", clientSecret: "b", hostedDomain });
  const result = door?.readProfile({ sub: "1", email: "x@example.com", email_verified: true, ...claims });
  return result?.ok ? result.value.isOwnMailbox : result?.code;
};

test("T-O25: with a Workspace set, only its own claim opens, compared exactly; the address says nothing", () => {
  expect(read("example.com", { hd: "example.com" })).toBe(true);
  for (const hd of [
    undefined,
    "",
    null,
    "EXAMPLE.com.evil.com",
    "EXAMPLE.com",
    "evil-example.com",
    "example.com.evil.com",
    ["example.com"],
    true,
  ])
    expect([hd, read("example.com", { hd })]).toEqual([hd, "profile.not-allowed"]);
});

test("T-O25: without one everybody may come, and Google vouches for the mailboxes it runs", () => {
  expect(read("", {})).toBe(false);
  expect(read("", { email: "x@gmail.com" })).toBe(true);
  expect(read("", { hd: "example.com" })).toBe(true);
  expect(read("", { email: "x@gmail.com.evil.example" })).toBe(false);
});
