import type { Step } from "@/core/registration/attempt";
import { fail, ok } from "@/core/result";
import { findAccountOfAddress } from "@/db/queries/registrations";

/**
 * With `registration.tellTaken` at-once the form itself says that an address has an account, behind captcha and limits (P-R6). By default
 * nothing is looked up here: only the mailbox's owner learns it (T-R1).
 */
export const tellTakenAtOnce: Step = async (ctx, attempt) => {
  if (ctx.settings.registration.tellTaken !== "at-once") return ok(attempt);
  const account = await findAccountOfAddress(ctx.db, attempt.email);
  return account ? fail("registration.taken", { field: "email" }) : ok(attempt);
};
