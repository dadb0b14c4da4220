import type { Ctx } from "@/core/ctx";
import type { AnswerFailure, Posted } from "@/core/fields/read-answers";
import { givenAnswers } from "@/core/fields/split-answers";
import type { Answers } from "@/core/registration/answers";
import type { Asked, Flow } from "@/core/registration/attempt";
import { readPlace } from "@/core/registration/read-place";
import type { WayFailure } from "@/core/registration/register-as";
import { failAll, ok, type Problem, type Result } from "@/core/result";

type Asking = {
  readonly flow: Pick<Flow, "name">;
  readonly asks: readonly Asked[];
  readonly posted: Posted;
  /** As typed. */
  readonly password: string;
  readonly field: "password" | "newPassword";
};

/** What somebody gave of what was asked; `password` is null where none was. */
export type Given = {
  readonly firstName: string;
  readonly lastName: string;
  readonly answers: Answers;
  readonly password: string | null;
};

/** Reads what a page of a flow asks for and nothing else; everything that is missing or wrong is named at once. */
export function readAsked(
  ctx: Pick<Ctx, "form" | "settings" | "secrets">,
  { flow, asks, posted, password, field }: Asking,
): Result<Given, AnswerFailure | WayFailure> {
  const problems: Problem<AnswerFailure | WayFailure>[] = [];
  if (asks.includes("password") && password === "") problems.push({ code: "field.required", field });
  const answered = asks.includes("fields") ? readPlace(ctx, flow.name, posted) : ok({});
  if (!answered.ok) problems.push(...answered.problems);
  const [first, ...more] = problems;
  if (first || !answered.ok) return first ? failAll(first, ...more) : failAll({ code: "field.required" });
  const answers: Answers = givenAnswers(answered.value);
  const { firstName = "", lastName = "" } = answers;
  return ok({ firstName, lastName, answers, password: asks.includes("password") ? password : null });
}
