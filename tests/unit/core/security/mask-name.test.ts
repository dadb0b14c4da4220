import { describe, expect, test } from "vitest";
import { maskName } from "@/core/security/mask";

describe("what was typed as a name, in the audit log", () => {
  test.each([
    ["stranger@example.com", "s***@example.com"],
    [" Stranger@Shop.Example ", "S***@Shop.Example"],
    ["100234", "***34"],
    ["100-234", "***34"],
  ])("%j is told apart from others as %j", (typed, masked) => expect(maskName(typed)).toBe(masked));

  test.each([
    "hunter@2",
    "P@ssw0rd!",
    "c0rrect@horse staple",
    "@dmin.example",
    "a@b@c.example",
    "hunter22",
    "blue lighthouse",
    "1234",
    "x",
  ])("T-G1: of %j, which may be a password in the wrong box, nothing is kept", (typed) => expect(maskName(typed)).toBe("***"));
});
