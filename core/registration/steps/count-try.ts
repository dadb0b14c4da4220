import type { Step } from "@/core/registration/attempt";
import { ok } from "@/core/result";
import { refuseTooMany } from "@/core/security/refuse-too-many";

/** So many registrations from one address of the network and no more, before anything costs (T-R19). */
export const countTry: Step = async (ctx, attempt) => (await refuseTooMany(ctx, "register:address")) ?? ok(attempt);
