import { expect, test } from "vitest";
import { shownProblem } from "@/app/_edge/problem-path";
import { isFailureCode } from "@/core/failures";
import { failureOf, isTrouble, troubles } from "@/core/identities/trouble";

test("every trouble is told as a failure that exists, and that the sign-in page shows", () => {
  for (const trouble of troubles) {
    const code = failureOf(trouble);
    expect([trouble, isFailureCode(code), shownProblem(code)]).toEqual([trouble, true, code]);
  }
  expect(isTrouble("provider.undefined")).toBe(false);
});
