import { z } from "zod";
import { type ConsentFailure, consentFields, readConsents } from "@/core/consents/read-consents";
import type { Ctx } from "@/core/ctx";
import { LONGEST_NAME, line, optionalText, passwordAsTyped } from "@/core/input";
import { type ActivationFailure, activate, type Outcome, type Person } from "@/core/registration/activate";
import { type Confirmation, findConfirmation } from "@/core/registration/find-confirmation";
import { refuseOtherSession, type Switching } from "@/core/registration/refuse-other-session";
import { failAll, ok, type Problem, type Result } from "@/core/result";
import { hashPassword } from "@/core/security/password-hash";
import { checkNewPassword, type PasswordFailure } from "@/core/security/password-rule";

/** What the page behind a registration's link posts. Names and password only where it asks for them. */
export const linkInput = z.object({
  token: optionalText(200),
  newPassword: z.union([z.literal(""), passwordAsTyped()]).optional(),
  firstName: line(LONGEST_NAME).optional(),
  lastName: line(LONGEST_NAME).optional(),
  ...consentFields,
});

type Input = z.output<typeof linkInput> & Switching & { readonly browser: string | undefined };
type Code = ActivationFailure | ConsentFailure | PasswordFailure | "limits.too-many" | "registration.signed-in";

/**
 * Completes a registration by its link: by POST only, since mail scanners open links (T-V1). In the browser that began it a click is
 * enough; in any other the stored password never counts and a new one is asked for (T-R3). Throws TooBusy.
 */
export async function confirmByLink(ctx: Ctx, input: Input): Promise<Result<Outcome, Code>> {
  const refused = refuseOtherSession(input);
  if (refused) return refused;
  const found = await findConfirmation(ctx, input);
  if (!found.ok) return found;
  const { proof, isSameBrowser } = found.value;
  const person = await findPerson(ctx, found.value, input);
  if (!person.ok) return person;
  return activate(ctx, { proof, person: person.value, isSameBrowser, replaces: input.replaces });
}

async function findPerson(
  ctx: Ctx,
  found: Confirmation,
  input: Input,
): Promise<Result<Person, "field.required" | ConsentFailure | PasswordFailure>> {
  if (!found.asksPerson) return ok({ ...found, passwordHash: found.isSameBrowser ? found.passwordHash : null });
  const { newPassword = "", firstName = "", lastName = "" } = input;
  const missing = Object.entries({ newPassword, firstName, lastName })
    .filter(([, typed]) => typed === "")
    .map(([field]): Problem<"field.required"> => ({ code: "field.required", field }));
  const [first, ...more] = missing;
  if (first) return failAll(first, ...more);
  const words = [found.email, firstName, lastName];
  const checked = await checkNewPassword(ctx, { password: newPassword, words, field: "newPassword" });
  if (!checked.ok) return checked;
  const consents = readConsents(ctx, input, { door: "registration" });
  if (!consents.ok) return consents;
  return ok({ firstName, lastName, answers: consents.value, passwordHash: await hashPassword(ctx.hash, newPassword) });
}
