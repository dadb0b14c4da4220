import { z } from "zod";
import { type Completed, type CompleteFailure, completeActivation } from "@/core/activation/complete-activation";
import { findActivation, type LinkFailure } from "@/core/activation/find-activation";
import type { Ctx } from "@/core/ctx";
import { optionalText, requiredLine } from "@/core/input";
import { type CodeFailure, guessCode } from "@/core/proofs/guess-code";
import { unpackAnswers } from "@/core/registration/answers";
import { refuseOtherSession, type Switching } from "@/core/registration/refuse-other-session";
import { fail, type Result } from "@/core/result";
import { hashToken } from "@/core/security/token";

/** What the form for the code holds. */
export const activationCodeInput = z.object({ token: optionalText(200), code: requiredLine(40) });

type Input = z.output<typeof activationCodeInput> & Switching & { readonly browser: string | undefined };
type Code = LinkFailure | CodeFailure | CompleteFailure | "registration.signed-in";

/**
 * Completes an activation with an address that this browser was mailed a code to (P-V2). The link and the code are needed, both of the
 * same customer. That the address has an account is told only now (P-V5), and then nothing is changed. See guessCode for the limits.
 */
export async function confirmActivationCode(
  ctx: Ctx,
  { token, code, browser, ...switching }: Input,
): Promise<Result<Completed, Code>> {
  const refused = refuseOtherSession(switching);
  if (refused) return refused;
  const found = await findActivation(ctx, token);
  if (!found.ok) return found;
  const guessed = await guessCode(ctx, "activation", hashToken(browser ?? ""), code);
  if (!guessed.ok) return guessed;
  const { customerId, email, data } = guessed.value;
  const { firstName = "", lastName = "", passwordHash } = data;
  if (customerId !== found.value.customer.id || email === null || passwordHash === undefined)
    return fail("code.ended", { field: "code" });
  return completeActivation(ctx, {
    link: found.value.link,
    person: { firstName, lastName, answers: unpackAnswers(data.answers), passwordHash },
    proven: { email, code: guessed.value },
    replaces: switching.replaces,
  });
}
