import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { canonicalCode, hashCode, hashToken, isSame, newCode, newSupportCode, newToken } from "@/core/security/token";

/** Chi-square of counts against a uniform distribution. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** Above this a uniform source lands once in a hundred million runs (Wilson and Hilferty's approximation). */
function farTooMuch(degrees: number): number {
  const spread = 2 / (9 * degrees);
  return degrees * (1 - spread + 5.6 * Math.sqrt(spread)) ** 3;
}

const count = (size: number, values: Iterable<number>): number[] => {
  const counts = Array.from({ length: size }, () => 0);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};

describe("codes", () => {
  const codes = Array.from({ length: 100_000 }, newCode);

  test("T-C10: a code is six digits, leading zeros included", () => {
    expect(codes.filter((code) => !/^\d{6}$/.test(code))).toEqual([]);
    const beginningWithZero = codes.filter((code) => code.startsWith("0")).length;
    expect(beginningWithZero).toBeGreaterThan(9_000);
    expect(beginningWithZero).toBeLessThan(11_000);
  });

  test("T-C10: 100,000 codes are spread evenly over 1,000 equal ranges, and so is every digit of them", () => {
    expect(
      chiSquare(
        count(
          1000,
          codes.map((code) => Math.floor(Number(code) / 1000)),
        ),
      ),
    ).toBeLessThan(farTooMuch(999));
    for (const at of [0, 1, 2, 3, 4, 5]) {
      expect(
        chiSquare(
          count(
            10,
            codes.map((code) => Number(code[at])),
          ),
        ),
      ).toBeLessThan(farTooMuch(9));
    }
  });

  test("T-C10: one code says nothing about the next", () => {
    const pairs = codes.slice(1).map((code, at) => Number(codes[at]?.[5]) * 10 + Number(code[5]));
    expect(chiSquare(count(100, pairs))).toBeLessThan(farTooMuch(99));
  });

  test("T-C11: what is kept of a code depends on the key and on the proof it belongs to", () => {
    const [one, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const kept = hashCode(one, "proof", "012345");
    expect(kept).not.toContain("012345");
    expect(hashCode(one, "proof", "012345")).toBe(kept);
    expect(hashCode(other, "proof", "012345")).not.toBe(kept);
    expect(hashCode(one, "another", "012345")).not.toBe(kept);
  });

  test.each([
    ["123 456", "123456"],
    [" 123-456 ", "123456"],
    ["１２３４５６", "123456"],
    ["123\u00a0456", "123456"],
  ])("T-C13: %j is the code %s", (typed, code) => expect(canonicalCode(typed)).toBe(code));
});

describe("tokens", () => {
  test("T-K2: 10,000 tokens are 256 bits each, all different, and each bit is as often set as not", () => {
    const tokens = Array.from({ length: 10_000 }, newToken);
    expect(new Set(tokens).size).toBe(10_000);
    expect(tokens.filter((token) => !/^[\w-]{43}$/.test(token))).toEqual([]);
    const bytes = tokens.map((token) => Buffer.from(token, "base64url"));
    expect(bytes.every(({ length }) => length === 32)).toBe(true);
    expect(
      chiSquare(
        count(
          256,
          bytes.flatMap((one) => [...one]),
        ),
      ),
    ).toBeLessThan(farTooMuch(255));
    for (let bit = 0; bit < 256; bit++) {
      const set = bytes.filter((one) => ((one[bit >> 3] ?? 0) >> (bit & 7)) & 1).length;
      expect(set, `bit ${bit}`).toBeGreaterThan(4_700);
      expect(set, `bit ${bit}`).toBeLessThan(5_300);
    }
  });

  test("T-K2: what is kept of a token is its SHA-256 and does not open anything itself", () => {
    const token = newToken();
    expect(hashToken(token)).toMatch(/^[\w-]{43}$/);
    expect(hashToken(token)).not.toBe(token);
    expect(hashToken(hashToken(token))).not.toBe(hashToken(token));
    expect(hashToken("abc")).toBe(
      Buffer.from("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "hex").toString("base64url"),
    );
  });

  test("two strings are the same only if every character is", () => {
    expect(isSame("abc", "abc")).toBe(true);
    for (const other of ["abd", "ab", "abcd", "", "ABC"]) expect(isSame("abc", other)).toBe(false);
  });

  test("a support code can be read out on the telephone", () => {
    for (let n = 0; n < 1000; n++)
      expect(newSupportCode()).toMatch(/^[2-9BCDFGHJKMNPQRSTVWXYZ]{4}-[2-9BCDFGHJKMNPQRSTVWXYZ]{4}$/);
  });
});

test("T-C10: nothing of ours uses Math.random", () => {
  const folders = ["app", "auth", "components", "core", "db", "emails", "messages", "providers", "server", "settings"];
  const walk = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? walk(path) : /\.(tsx?|mjs)$/.test(entry.name) ? [path] : [];
    });
  const files = folders.filter((folder) => existsSync(folder)).flatMap(walk);
  expect(files).toContain(join("core", "security", "token.ts"));
  expect(files.filter((file) => readFileSync(file, "utf8").includes("Math.random"))).toEqual([]);
});
