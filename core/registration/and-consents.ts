import { type ConsentFailure, readConsents, type TypedConsents } from "@/core/consents/read-consents";
import type { Ctx } from "@/core/ctx";
import type { Asked } from "@/core/registration/attempt";
import type { Failure } from "@/core/result";

type Page = { readonly asks: readonly Asked[]; readonly typed: TypedConsents };

/** A refusal of a page together with what is wrong with its boxes, so that nobody mends one thing after the other. Keeps its code. */
export function andConsents<Code extends string>(
  ctx: Pick<Ctx, "legal" | "request" | "now">,
  refused: Failure<Code>,
  { asks, typed }: Page,
): Failure<Code | ConsentFailure> {
  const given = asks.includes("consents") ? readConsents(ctx, typed, { door: "registration" }) : null;
  return given?.ok === false ? { ...refused, problems: [...refused.problems, ...given.problems] } : refused;
}
