import type { Step } from "@/core/registration/attempt";
import { findClosed } from "@/core/registration/policy";
import { ok } from "@/core/result";

/** Nobody registers while a policy says no (P-R1). */
export const askPolicy: Step = async (ctx, attempt) =>
  (await findClosed(ctx, { email: attempt.email, link: attempt.link })) ?? ok(attempt);
