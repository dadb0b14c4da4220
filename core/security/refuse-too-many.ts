import type { Ctx } from "@/core/ctx";
import { type Failure, fail } from "@/core/result";
import { addressSubject, type LimitName, takeLimit } from "@/core/security/limits";

type AddressLimit = Extract<LimitName, `${string}:address`>;

/** Counts one try against a limit of the visitor's address on the network; a refusal if it was one too many, else null. */
export async function refuseTooMany(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  limit: AddressLimit,
): Promise<Failure<"limits.too-many"> | null> {
  const { isAllowed, retryAfterSeconds } = await takeLimit(ctx, limit, addressSubject(ctx.request.address));
  return isAllowed ? null : fail("limits.too-many", { retryAfterSeconds });
}
