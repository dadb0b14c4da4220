import type { ConsentFailure } from "@/core/consents/read-consents";
import type { Ctx } from "@/core/ctx";
import type { AnswerFailure, Posted } from "@/core/fields/read-answers";
import { andConsents } from "@/core/registration/and-consents";
import { getFlow } from "@/core/registration/flows/registry";
import { readAsked } from "@/core/registration/read-asked";
import type { Problem } from "@/core/result";

/**
 * What the first page of registration asks for and did not get, or cannot take as it is: for a page that is refused anyway, such as for an
 * address that is none, so that everything is named at once. Judges no password.
 */
export function findUnanswered(
  ctx: Pick<Ctx, "form" | "legal" | "request" | "now" | "settings">,
  posted: Posted,
): readonly Problem<AnswerFailure | ConsentFailure>[] {
  const flow = getFlow(ctx);
  const { password = "", acceptTerms, acceptPrivacy } = posted;
  const read = readAsked(ctx, { flow, asks: flow.asks, posted, password, field: "password" });
  const problems = read.ok ? [] : read.problems;
  const refused = { ok: false, code: "field.required", problems } as const;
  return andConsents<AnswerFailure>(ctx, refused, { asks: flow.asks, typed: { acceptTerms, acceptPrivacy } }).problems;
}
