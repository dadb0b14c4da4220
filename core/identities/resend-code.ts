import type { Ctx } from "@/core/ctx";
import { findOpenArrival, isOf } from "@/core/identities/find-arrival";
import { mailCode } from "@/core/identities/mail-code";
import { unpackAnswers } from "@/core/registration/answers";
import { fail, ok, type Result } from "@/core/result";
import { refuseTooMany } from "@/core/security/refuse-too-many";
import { findLiveProofOfBrowser } from "@/db/queries/proofs";

/**
 * Mails a new code to where the last one of this arrival went; that one ends (T-C9). The answer is the same if it was too soon. Each
 * asking leaves a row in the log, so there is an end to it (T-B6).
 */
export async function resendCode(
  ctx: Ctx,
  browser: string | undefined,
): Promise<Result<{ readonly email: string }, "sso.expired" | "limits.too-many">> {
  const refused = await refuseTooMany(ctx, "proof:address");
  if (refused) return refused;
  const arrival = await findOpenArrival(ctx, browser);
  const proof = arrival && (await findLiveProofOfBrowser(ctx.db, "connect", arrival.pending.browserHash));
  if (!arrival || !proof?.email || !isOf(proof, arrival.pending)) return fail("sso.expired");
  const { email, data } = proof;
  const answers = unpackAnswers(data.answers);
  await mailCode(ctx, arrival, { firstName: data.firstName ?? "", lastName: data.lastName ?? "", email, answers });
  return ok({ email });
}
