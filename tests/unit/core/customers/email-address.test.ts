import { describe, expect, test } from "vitest";
import { canonicalEmail } from "@/core/customers/email-address";

describe("one form of an address", () => {
  test.each([
    ["Ann@Example.com", "ann@example.com"],
    ["  ann@EXAMPLE.com\t", "ann@example.com"],
    ["ann@exämple.com", "ann@xn--exmple-cua.com"],
    ["ann@EXÄMPLE.com", "ann@xn--exmple-cua.com"],
    ["ann@xn--exmple-cua.com", "ann@xn--exmple-cua.com"],
    ["ann@example。com", "ann@example.com"],
    ["ann+shop@example.com", "ann+shop@example.com"],
    ["o'neil!#$%&*/=?^_`{|}~-@example.co.uk", "o'neil!#$%&*/=?^_`{|}~-@example.co.uk"],
  ])("T-S12: %j is %j", (typed, canonical) => expect(canonicalEmail(typed)).toBe(canonical));

  test("T-S12: an address in canonical form is its own canonical form", () => {
    for (const one of ["ann@example.com", "ann@xn--exmple-cua.com"]) expect(canonicalEmail(one)).toBe(one);
  });

  test("T-S12: an international domain typed composed or decomposed is one domain", () => {
    expect(canonicalEmail("ann@exa\u0308mple.com")).toBe(canonicalEmail("ann@exämple.com"));
  });
});

describe("what is no address", () => {
  test.each([
    '"a@evil.com x"@victim.com',
    '"e@attacker.com"@victim.com',
    '"ann"@example.com',
    "ann(comment)@example.com",
    "ann@example.com (Ann)",
    "Ann <ann@example.com>",
    "ann\\@evil.com@example.com",
    "mailto:ann@example.com",
  ])("T-R6: %s is refused, since mail software disagrees about it", (typed) => expect(canonicalEmail(typed)).toBeNull());

  test.each([
    "victim@corp.com＠evil.com",
    "victim＠corp.com@evil.com",
    "victim@corp.com﹫evil.com",
    "victim@corp℀.com",
    "victim@corp.com／x",
  ])("T-R7: %s is resolved before it is checked, and refused", (typed) => expect(canonicalEmail(typed)).toBeNull());

  test("T-R7: full-width forms of a plain address are that address", () => {
    expect(canonicalEmail("ｖｉｃｔｉｍ＠ｃｏｒｐ．ｃｏｍ")).toBe("victim@corp.com");
  });

  test.each([
    "v@x.com,a@y.com",
    "v@x.com a@y.com",
    "v@x.com;a@y.com",
    "v@x.com\na@y.com",
    "<a@y.com>",
    "a@y.com>",
    "v@x.com, ",
    "v@x.com%0a",
    "v@x.com\r\nBcc: a@y.com",
    "v@x.com\0",
  ])("T-R8: %j is not one recipient", (typed) => expect(canonicalEmail(typed)).toBeNull());

  test.each([
    "ann@example.com/x",
    "ann@example.com?x",
    "ann@example.com#x",
    "ann@example.com:25",
    "ann@example.com\\x",
    "ann@ex%61mple.com",
    "ann@exam\tple.com",
    "ann@[127.0.0.1]",
    "ann@127.0.0.1",
    "ann@0x7f.1",
    "ann@localhost",
    "ann@example",
    "ann@.com",
    "ann@a..com",
    "ann@-a.com",
    "ann@a-.com",
    "ann@example.com.",
    "ann@xn--a.com",
    "ann.@example.com",
    ".ann@example.com",
    "a..b@example.com",
    "@example.com",
    "ann@",
    "ann",
    "",
    "ännchen@example.com",
    `${"a".repeat(65)}@example.com`,
    `ann@${"a".repeat(64)}.com`,
    `ann@${"abcdefghi.".repeat(25)}com`,
    `${"a".repeat(60)}@${"ä.".repeat(60)}example.com`,
  ])("%j is none, and nothing of it is dropped to make it one", (typed) => expect(canonicalEmail(typed)).toBeNull());
});
