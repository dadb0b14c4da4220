import type { Ctx } from "@/core/ctx";
import { type AnswerFailure, type Posted, readAnswers } from "@/core/fields/read-answers";
import type { Answers } from "@/core/registration/answers";
import { readRegisterAs, type WayFailure } from "@/core/registration/register-as";
import { failAll, ok, type Result } from "@/core/result";
import type { Place } from "@/settings/form-definition";

/** Reads what a place of registration asks of a person, and for whom they register; everything that is missing or wrong is named at once. */
export function readPlace(
  ctx: Pick<Ctx, "form" | "settings" | "secrets">,
  place: Place,
  posted: Posted,
): Result<Answers, AnswerFailure | WayFailure> {
  const answered = readAnswers(ctx, place, posted);
  const way = readRegisterAs(ctx, place, posted);
  if (answered.ok && way.ok) return ok({ ...answered.value, ...way.value });
  const [first, ...more] = [answered, way].flatMap((read) => (read.ok ? [] : read.problems));
  return failAll(first ?? { code: "field.required" }, ...more);
}
