import { z } from "zod";
import { needsCode, needsEmail } from "@/core/activation/address-of-account";
import { type Completed, type CompleteFailure, completeActivation } from "@/core/activation/complete-activation";
import { type FoundActivation, findActivation, type LinkFailure } from "@/core/activation/find-activation";
import { type ActivatingPerson, mailCodeForAddress } from "@/core/activation/mail-code-for-address";
import { type ConsentFailure, consentFields, readConsents } from "@/core/consents/read-consents";
import type { Ctx } from "@/core/ctx";
import { type AnswerFailure, type FieldAnswers, type Posted, readAnswers } from "@/core/fields/read-answers";
import { knownOf } from "@/core/fields/split-answers";
import { optionalEmailAddress, optionalText, passwordAsTyped } from "@/core/input";
import { refuseOtherSession, type Switching } from "@/core/registration/refuse-other-session";
import { fail, ok, type Result } from "@/core/result";
import { hashPassword } from "@/core/security/password-hash";
import { checkNewPassword, type PasswordFailure } from "@/core/security/password-rule";

/**
 * What the form behind an activation link holds beside what the shop asks for, names among it. Number, role and whatever else is sent along are
 * ignored (T-V6).
 */
export const activationFormInput = z.object({
  token: optionalText(200),
  email: optionalEmailAddress(),
  newPassword: passwordAsTyped(),
  ...consentFields,
});

type Input = z.output<typeof activationFormInput> & Switching & { readonly browser: string; readonly posted: Posted };

/** Activated and signed in; or a code is on its way to another address than the one that the link was mailed to. */
export type Activated = Completed | { readonly kind: "needs-code" };

type Code =
  | LinkFailure
  | CompleteFailure
  | PasswordFailure
  | AnswerFailure
  | ConsentFailure
  | "registration.signed-in"
  | "limits.too-many";

/**
 * Makes the account that staff prepared and signs in, in this browser (P-V2). An address that the link does not prove counts only after a
 * code that is sent there, and before that there is no account at all. Throws TooBusy.
 */
export async function activateAccount(ctx: Ctx, input: Input): Promise<Result<Activated, Code>> {
  const refused = refuseOtherSession(input);
  if (refused) return refused;
  const found = await findActivation(ctx, input.token);
  if (!found.ok) return found;
  const { email } = input;
  if (email === "" && needsEmail(ctx, found.value)) return fail("field.required", { field: "email" });
  const { link, customer, mailedTo } = found.value;
  const read = await readPerson(ctx, found.value, input);
  if (!read.ok) return read;
  const person = read.value;
  if (needsCode(ctx, found.value, email)) {
    await mailCodeForAddress(ctx, { customer, email, browser: input.browser, person });
    return ok({ kind: "needs-code" });
  }
  const proven = email !== "" && email === mailedTo ? { email, code: null } : null;
  return completeActivation(ctx, { link, person, proven, replaces: input.replaces });
}

type PersonFailure = AnswerFailure | PasswordFailure | ConsentFailure;

async function readPerson(
  ctx: Ctx,
  { customer }: FoundActivation,
  input: Input,
): Promise<Result<ActivatingPerson, PersonFailure>> {
  const { email, newPassword } = input;
  const answered = readAnswers(ctx, "activation", input.posted, knownOf(customer));
  if (!answered.ok) return answered;
  const { firstName, lastName } = namesIn(answered.value, customer);
  const words = [firstName, lastName, email, customer.email ?? "", customer.number];
  const checked = await checkNewPassword(ctx, { password: newPassword, words, field: "newPassword" });
  if (!checked.ok) return checked;
  const consents = readConsents(ctx, input, { door: "activation" });
  if (!consents.ok) return consents;
  const answers = { ...answered.value, ...consents.value };
  return ok({ firstName, lastName, answers, passwordHash: await hashPassword(ctx.hash, newPassword) });
}

type Names = { readonly firstName: string; readonly lastName: string };

/** Who is not asked for a name, or leaves it out, is called as before. */
const namesIn = (answers: FieldAnswers, before: Names): Names => ({
  firstName: answers.firstName || before.firstName,
  lastName: answers.lastName || before.lastName,
});
