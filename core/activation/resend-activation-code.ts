import { z } from "zod";
import { findActivation, type LinkFailure } from "@/core/activation/find-activation";
import { mailCodeForAddress } from "@/core/activation/mail-code-for-address";
import type { Ctx } from "@/core/ctx";
import { optionalText } from "@/core/input";
import { unpackAnswers } from "@/core/registration/answers";
import { fail, ok, type Result } from "@/core/result";
import { refuseTooMany } from "@/core/security/refuse-too-many";
import { hashToken } from "@/core/security/token";
import { findLiveProofOfBrowser } from "@/db/queries/proofs";

/** What the button for another code holds. */
export const resendActivationCodeInput = z.object({ token: optionalText(200) });

type Input = z.output<typeof resendActivationCodeInput> & { readonly browser: string | undefined };

/**
 * Mails another code to the address that this browser wants to activate with, and answers the address; the earlier code ends (T-C9). Each
 * asking leaves a row in the log, so there is an end to it (T-B6).
 */
export async function resendActivationCode(
  ctx: Ctx,
  { token, browser = "" }: Input,
): Promise<Result<{ readonly email: string }, LinkFailure | "proof.other-browser">> {
  const refused = await refuseTooMany(ctx, "proof:address");
  if (refused) return refused;
  const found = await findActivation(ctx, token);
  if (!found.ok) return found;
  const { customer } = found.value;
  const waiting = await findLiveProofOfBrowser(ctx.db, "activation", hashToken(browser));
  const { firstName = "", lastName = "", passwordHash, answers } = waiting?.data ?? {};
  if (!waiting?.email || waiting.customerId !== customer.id || passwordHash === undefined) return fail("proof.other-browser");
  const person = { firstName, lastName, answers: unpackAnswers(answers), passwordHash };
  await mailCodeForAddress(ctx, { customer, email: waiting.email, browser, person });
  return ok({ email: waiting.email });
}
