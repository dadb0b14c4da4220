import { z } from "zod";
import { type ConsentFailure, consentFields, readConsents } from "@/core/consents/read-consents";
import type { Ctx } from "@/core/ctx";
import type { AnswerFailure, Posted } from "@/core/fields/read-answers";
import { optionalText, passwordAsTyped } from "@/core/input";
import { checkPartnerCodeWithCaptcha, type PartnerFailure } from "@/core/partners/check-partner-code";
import { type ActivationFailure, activate, type Outcome, type Person } from "@/core/registration/activate";
import { andConsents } from "@/core/registration/and-consents";
import { type Confirmation, findConfirmation } from "@/core/registration/find-confirmation";
import { readAsked } from "@/core/registration/read-asked";
import { refuseOtherSession, type Switching } from "@/core/registration/refuse-other-session";
import type { WayFailure } from "@/core/registration/register-as";
import { ok, type Result } from "@/core/result";
import type { CaptchaFailure } from "@/core/security/captcha/check-captcha";
import { hashPassword } from "@/core/security/password-hash";
import { checkNewPassword, type PasswordFailure } from "@/core/security/password-rule";

/** What the page behind a registration's link posts beside what the shop asks for; a password only where it asks for one. */
export const linkInput = z.object({
  token: optionalText(200),
  newPassword: z.union([z.literal(""), passwordAsTyped()]).optional(),
  ...consentFields,
  captcha: optionalText(8000),
});

type Input = Omit<z.output<typeof linkInput>, "captcha"> & { readonly captcha?: string } & Switching & {
    readonly browser: string | undefined;
    readonly posted?: Posted;
  };
type PersonFailure =
  | AnswerFailure
  | WayFailure
  | ConsentFailure
  | PasswordFailure
  | CaptchaFailure
  | PartnerFailure
  | "limits.too-many";
type Code = ActivationFailure | PersonFailure | "registration.signed-in";

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

/** Null where nobody asked, since the address has an account. */
async function findPerson(ctx: Ctx, found: Confirmation, input: Input): Promise<Result<Person | null, PersonFailure>> {
  if (found.isTaken) return ok(null);
  const { flow, asks, isSameBrowser, email } = found;
  const { newPassword = "", posted = {} } = input;
  const read = readAsked(ctx, { flow, asks, posted, password: newPassword, field: "newPassword" });
  if (!read.ok) return andConsents(ctx, read, { asks, typed: input });
  const consents = asks.includes("consents") ? readConsents(ctx, input, { door: "registration" }) : ok({});
  if (!consents.ok) return consents;
  const checked = await checkPartnerCodeWithCaptcha(ctx, read.value.answers, input.captcha);
  if (!checked.ok) return checked;
  const { firstName, lastName, answers } = asks.includes("fields") ? read.value : found;
  const person = { firstName, lastName, answers: { ...answers, ...consents.value } };
  const { password } = read.value;
  return password === null
    ? ok({ ...person, passwordHash: isSameBrowser ? found.passwordHash : null })
    : withPassword(ctx, person, { password, words: [email, firstName, lastName] });
}

async function withPassword(
  ctx: Ctx,
  person: Omit<Person, "passwordHash">,
  { password, words }: { readonly password: string; readonly words: readonly string[] },
): Promise<Result<Person, PasswordFailure>> {
  const checked = await checkNewPassword(ctx, { password, words, field: "newPassword" });
  if (!checked.ok) return checked;
  return ok({ ...person, passwordHash: await hashPassword(ctx.hash, password) });
}
