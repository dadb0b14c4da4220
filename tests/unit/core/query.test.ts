import { expect, test } from "vitest";
import { oneOf, queryOf, rowIdOf, supportCodeOf, typedLine } from "@/core/query";

const ID = "0b0f5c1e-6b1a-4c8e-9a53-5f1f6e1c2d3a";

test("T-A11: what stands in an address counts only if it is one of the words offered, or a row's id", () => {
  expect(oneOf(["ok", "failed"], "ok")).toBe("ok");
  expect(rowIdOf(ID)).toBe(ID);
  for (const strange of ["(select 1)", `${ID} `, ID.toUpperCase(), "", undefined, [ID], ["ok"]]) {
    expect(oneOf(["ok", "failed"], strange)).toBeUndefined();
    expect(rowIdOf(strange)).toBeUndefined();
  }
});

test("what somebody typed is one printable line, and no longer than is looked for", () => {
  expect(typedLine("  Ann\u0000\n Archer\u202E ", 20)).toBe("Ann Archer");
  expect(typedLine("𝒜𝓃𝓃", 2)).toBe("𝒜𝓃");
  for (const nothing of ["", " \u0000\n", undefined, ["Ann"]]) expect(typedLine(nothing, 20)).toBeUndefined();
});

test("a support code is read as it is told on the telephone", () => {
  expect(supportCodeOf(" abcd 2345 ")).toBe("ABCD-2345");
  expect(supportCodeOf("ABCD-2345")).toBe("ABCD-2345");
  // Asked for as it is, it finds nothing: better than a list of everything.
  expect(supportCodeOf("abcd 234")).toBe("ABCD-234");
  for (const none of ["", " - ", undefined, ["ABCD-2345"]]) expect(supportCodeOf(none)).toBeUndefined();
});

test("a query asks for what is given, and for nothing else", () => {
  expect(queryOf({ q: "a & b", state: undefined, after: ID })).toBe(`q=a+%26+b&after=${ID}`);
  expect(queryOf({ q: undefined })).toBe("");
});
