import { expect, test } from "vitest";
import { shownProblem, shownSupportCode } from "@/app/_edge/problem-path";
import { failures } from "@/core/failures";

test("T-O17: a page is asked for failures of a way in and for nothing else", () => {
  for (const code of Object.keys(failures))
    expect([code, shownProblem(code) !== null]).toEqual([code, /^(sso|registration|limits)\./.test(code)]);
  for (const odd of ["toString", "sso.", "sso.unknown", ["sso.failed"], undefined]) expect(shownProblem(odd)).toBeNull();
  expect([shownSupportCode("ABCD-2345"), shownSupportCode("<b>-2345"), shownSupportCode("ABCD-23456")]).toEqual([
    "ABCD-2345",
    null,
    null,
  ]);
});
