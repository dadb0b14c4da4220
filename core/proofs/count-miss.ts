import type { Ctx } from "@/core/ctx";
import { type Failure, fail } from "@/core/result";
import { refuseTooMany } from "@/core/security/refuse-too-many";

/** The answer to a token that is none, counted per address of the network (T-P13). Links that are right never count. */
export async function countMiss(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
): Promise<Failure<"proof.invalid" | "limits.too-many">> {
  return (await refuseTooMany(ctx, "proof:address")) ?? fail("proof.invalid");
}
