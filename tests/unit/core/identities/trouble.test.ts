import { expect, test } from "vitest";
import { failures, isFailureCode } from "@/core/failures";
import { shownProblem, shownSupportCode } from "@/core/identities/shown-problem";
import { failureOf, isTrouble, troubles } from "@/core/identities/trouble";

test("every trouble is told as a failure that exists, and that the sign-in page shows", () => {
  for (const trouble of troubles) {
    const code = failureOf(trouble);
    expect([trouble, isFailureCode(code), shownProblem(code)]).toEqual([trouble, true, code]);
  }
  expect(isTrouble("provider.undefined")).toBe(false);
});

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
