import { z } from "zod";
import { type ConsentFailure, consentFields, readConsents } from "@/core/consents/read-consents";
import type { Ctx } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import type { AnswerFailure, Posted } from "@/core/fields/read-answers";
import { givenAnswers } from "@/core/fields/split-answers";
import { findOpenArrival, type OpenArrival } from "@/core/identities/find-arrival";
import { mailCode } from "@/core/identities/mail-code";
import { type Settled, type SettleFailure, settle } from "@/core/identities/settle";
import { emailAddress, optionalText } from "@/core/input";
import { checkPartnerCodeWithCaptcha } from "@/core/partners/check-partner-code";
import type { Answers } from "@/core/registration/answers";
import { readPlace } from "@/core/registration/read-place";
import { refuseOtherSession, type Switching } from "@/core/registration/refuse-other-session";
import type { WayFailure } from "@/core/registration/register-as";
import { fail, ok, type Result } from "@/core/result";
import type { CaptchaFailure } from "@/core/security/captcha/check-captcha";

/** What the page of acceptance posts beside what the shop asks for, names among it; the address only where the provider's word does not do. */
export const acceptInput = z.object({
  email: z.union([z.literal(""), emailAddress()]).optional(),
  ...consentFields,
  captcha: optionalText(8000),
});

type Input = Omit<z.output<typeof acceptInput>, "captcha"> &
  Switching & {
    readonly captcha?: string;
    readonly browser: string | undefined;
    readonly posted: Posted;
    /** Hash of the registration link that this browser came by (P-R14), if any. */
    readonly link?: string | null;
  };
type Code =
  | SettleFailure
  | AnswerFailure
  | WayFailure
  | ConsentFailure
  | CaptchaFailure
  | "limits.too-many"
  | "registration.signed-in";

/**
 * Somebody who came back from a provider accepts (P-S2). Where the provider's word about the address is good enough, that makes the
 * account, or links the one there is, and signs in; else a code goes to the mailbox first, and until it comes back nothing tells
 * whether the address has an account (T-O12, T-L8). An address that the provider vouches for cannot be changed on the way.
 */
export async function accept(ctx: Ctx, input: Input): Promise<Result<Settled, Code>> {
  const refused = refuseOtherSession(input);
  if (refused) return refused;
  if (!ctx.settings.access.customerAccounts) return fail("access.accounts-off");
  const arrival = await findOpenArrival(ctx, input.browser);
  if (!arrival) return fail("sso.expired");
  const email = addressFor(arrival, input.email);
  if (email === null) return fail("field.required", { field: "email" });
  const { pending, connection, vouched } = arrival;
  const answered = readPlace(ctx, "accept", input.posted);
  if (!answered.ok) return answered;
  const consents = readConsents(ctx, input, { door: connection.id });
  if (!consents.ok) return consents;
  const checked = await checkPartnerCodeWithCaptcha(ctx, answered.value, input.captcha);
  if (!checked.ok) return checked;
  const { firstName = pending.firstName, lastName = pending.lastName } = answered.value;
  const answers = { ...givenAnswers(answered.value), ...consents.value, ...byLink(input) };
  const person = { firstName, lastName, email, answers };
  const settled =
    vouched === "nothing"
      ? ok({ kind: "needs-code" } as const)
      : await settle(ctx, { pending, connection, person, grounds: vouched, replaces: input.replaces });
  if (settled.ok && settled.value.kind === "needs-code") await mailCode(ctx, arrival, person);
  return settled;
}

const byLink = ({ link }: Pick<Input, "link">): Answers => (link ? { link } : {});

function addressFor({ pending, vouched }: OpenArrival, typed: string | undefined): string | null {
  return vouched === "nothing" ? typed || null : canonicalEmail(pending.email ?? "");
}
