import type { Ctx } from "@/core/ctx";
import { type Failure, fail } from "@/core/result";
import { addressSubject, takeLimit } from "@/core/security/limits";

/** The answer to a token that is none, counted per address of the network (T-P13). Links that are right never count. */
export async function countMiss(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
): Promise<Failure<"proof.invalid" | "limits.too-many">> {
  const { isAllowed, retryAfterSeconds } = await takeLimit(ctx, "proof:address", addressSubject(ctx.request.address));
  return isAllowed ? fail("proof.invalid") : fail("limits.too-many", { retryAfterSeconds });
}
