import type { Ctx } from "@/core/ctx";
import { findOpenArrival, isOf, type OpenArrival } from "@/core/identities/find-arrival";
import { type Settled, type SettleFailure, settle } from "@/core/identities/settle";
import { guessCode } from "@/core/proofs/guess-code";
import type { Proof } from "@/core/proofs/proof";
import { unpackAnswers } from "@/core/registration/answers";
import { refuseOtherSession, type Switching } from "@/core/registration/refuse-other-session";
import { fail, ok, type Result } from "@/core/result";

type Input = Switching & { readonly browser: string | undefined; readonly code: string };
type Code = SettleFailure | "code.wrong" | "limits.too-many" | "registration.signed-in";

/**
 * Gives back the code that was mailed on acceptance: the mailbox is proven, so the account is made, or the one that has the address is
 * linked, and the person is signed in. The code counts only for the arrival that asked for it (T-L7). See guessCode for the limits.
 */
export async function confirmMailbox(ctx: Ctx, { browser, code, ...switching }: Input): Promise<Result<Settled, Code>> {
  const refused = refuseOtherSession(switching);
  if (refused) return refused;
  if (!ctx.settings.access.customerAccounts) return fail("access.accounts-off");
  const arrival = await findOpenArrival(ctx, browser);
  if (!arrival) return fail("sso.expired");
  const proof = await guess(ctx, arrival, code);
  if (!proof.ok) return proof;
  const { email, data } = proof.value;
  const { pending, connection } = arrival;
  const answers = unpackAnswers(data.answers);
  const person = { firstName: data.firstName ?? "", lastName: data.lastName ?? "", email, answers };
  return settle(ctx, { pending, connection, person, grounds: proof.value, replaces: switching.replaces });
}

type Guess = Result<Proof & { readonly email: string }, "code.wrong" | "code.gone" | "limits.too-many">;

/** The mail has no link to fall back on, so a code that has ended gets a sentence of its own. */
async function guess(ctx: Ctx, { pending }: OpenArrival, code: string): Promise<Guess> {
  const guessed = await guessCode(ctx, "connect", pending.browserHash, code);
  if (!guessed.ok) {
    const { code: reason, retryAfterSeconds } = guessed;
    if (reason === "limits.too-many") return fail(reason, { retryAfterSeconds });
    return fail(reason === "code.ended" ? "code.gone" : reason, { field: "code" });
  }
  const { email } = guessed.value;
  return email !== null && isOf(guessed.value, pending) ? ok({ ...guessed.value, email }) : fail("code.gone", { field: "code" });
}
