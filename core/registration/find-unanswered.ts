import type { Ctx } from "@/core/ctx";
import type { Posted } from "@/core/fields/read-answers";
import { andConsents } from "@/core/registration/and-consents";
import type { StartFailure } from "@/core/registration/attempt";
import { getFlow } from "@/core/registration/flows/registry";
import { readAsked } from "@/core/registration/read-asked";
import type { Problem } from "@/core/result";

/**
 * What the first page of registration asks for and did not get, or cannot take as it is: for a page that is refused anyway, such as for an
 * address that is none, so that everything is named at once. Judges no password.
 */
export function findUnanswered(
  ctx: Pick<Ctx, "form" | "legal" | "request" | "now" | "settings" | "secrets">,
  posted: Posted,
): readonly Problem<StartFailure>[] {
  const flow = getFlow(ctx);
  const { password = "", acceptTerms, acceptPrivacy } = posted;
  const read = readAsked(ctx, { flow, asks: flow.asks, posted, password, field: "password" });
  const problems = read.ok ? [] : read.problems;
  const refused = { ok: false, code: "field.required", problems } as const;
  return andConsents<StartFailure>(ctx, refused, { asks: flow.asks, typed: { acceptTerms, acceptPrivacy } }).problems;
}
