import type { Step } from "@/core/registration/attempt";
import { ok } from "@/core/result";
import { hashPassword } from "@/core/security/password-hash";

/** Hashes the password, outside of any transaction and for taken addresses too: both cost the same (T-R1). Throws TooBusy. */
export const hashChosenPassword: Step = async (ctx, { password, ...attempt }) => {
  const passwordHash = password === null ? null : await hashPassword(ctx.hash, password);
  return ok({ ...attempt, password: null, passwordHash });
};
