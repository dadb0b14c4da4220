import { z } from "zod";
import { needsCode, needsEmail } from "@/core/activation/address-of-account";
import { type Completed, type CompleteFailure, completeActivation } from "@/core/activation/complete-activation";
import { findActivation, type LinkFailure } from "@/core/activation/find-activation";
import { mailCodeForAddress } from "@/core/activation/mail-code-for-address";
import type { Ctx } from "@/core/ctx";
import { optionalEmailAddress, optionalText, passwordAsTyped, personName } from "@/core/input";
import { refuseOtherSession, type Switching } from "@/core/registration/refuse-other-session";
import { fail, ok, type Result } from "@/core/result";
import { hashPassword } from "@/core/security/password-hash";
import { checkNewPassword, type PasswordFailure } from "@/core/security/password-rule";

/** What the form behind an activation link holds. Number, role and whatever else is sent along are ignored (T-V6). */
export const activationFormInput = z.object({
  token: optionalText(200),
  firstName: personName(),
  lastName: personName(),
  email: optionalEmailAddress(),
  newPassword: passwordAsTyped(),
});

type Input = z.output<typeof activationFormInput> & Switching & { readonly browser: string };

/** Activated and signed in; or a code is on its way to another address than the one that the link was mailed to. */
export type Activated = Completed | { readonly kind: "needs-code" };

type Code = LinkFailure | CompleteFailure | PasswordFailure | "field.required" | "registration.signed-in" | "limits.too-many";

/**
 * Makes the account that staff prepared and signs in, in this browser (P-V2). An address that the link does not prove counts only after a
 * code that is sent there, and before that there is no account at all. Throws TooBusy.
 */
export async function activateAccount(ctx: Ctx, input: Input): Promise<Result<Activated, Code>> {
  const refused = refuseOtherSession(input);
  if (refused) return refused;
  const found = await findActivation(ctx, input.token);
  if (!found.ok) return found;
  const { firstName, lastName, email, newPassword } = input;
  if (email === "" && needsEmail(ctx, found.value)) return fail("field.required", { field: "email" });
  const { link, customer, mailedTo } = found.value;
  const words = [firstName, lastName, email, customer.email ?? "", customer.number];
  const checked = await checkNewPassword(ctx, { password: newPassword, words, field: "newPassword" });
  if (!checked.ok) return checked;
  const person = { firstName, lastName, answers: {}, passwordHash: await hashPassword(ctx.hash, newPassword) };
  if (needsCode(ctx, found.value, email)) {
    await mailCodeForAddress(ctx, { customer, email, browser: input.browser, person });
    return ok({ kind: "needs-code" });
  }
  const proven = email !== "" && email === mailedTo ? { email, code: null } : null;
  return completeActivation(ctx, { link, person, proven, replaces: input.replaces });
}
