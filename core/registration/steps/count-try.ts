import type { Step } from "@/core/registration/attempt";
import { fail, ok } from "@/core/result";
import { addressSubject, takeLimit } from "@/core/security/limits";

/** So many registrations from one address of the network and no more, before anything costs (T-R19). */
export const countTry: Step = async (ctx, attempt) => {
  const { isAllowed, retryAfterSeconds } = await takeLimit(ctx, "register:address", addressSubject(ctx.request.address));
  return isAllowed ? ok(attempt) : fail("limits.too-many", { retryAfterSeconds });
};
