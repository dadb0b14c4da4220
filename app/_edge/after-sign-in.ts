import { returnTo, withReturnTo } from "@/core/access/return-to";
import type { Ctx } from "@/core/ctx";
import { findQuestions } from "@/core/fields/questions";

/**
 * Where somebody goes who has just signed in: to the page they wanted, by way of the shop's questions if some are open. Nobody is stopped on
 * the way to the checkout.
 */
export async function afterSignIn(ctx: Ctx, accountId: string, wanted: string | null | undefined): Promise<string> {
  const goTo = returnTo(wanted);
  if (goTo.startsWith("/checkout") || !(await findQuestions(ctx, accountId))) return goTo;
  return withReturnTo("/account/questions", goTo);
}
