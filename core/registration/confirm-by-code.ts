import { z } from "zod";
import type { Ctx } from "@/core/ctx";
import { requiredLine } from "@/core/input";
import { type CodeFailure, guessCode } from "@/core/proofs/guess-code";
import { type ActivationFailure, activate, type Outcome } from "@/core/registration/activate";
import { exchangeProof } from "@/core/registration/exchange-proof";
import { flowOf } from "@/core/registration/flows/registry";
import { refuseOtherSession, type Switching } from "@/core/registration/refuse-other-session";
import { fail, type Result } from "@/core/result";
import { hashToken } from "@/core/security/token";
import { findAccountOfAddress, findPending } from "@/db/queries/registrations";

/** What the form for the code holds. */
export const codeInput = z.object({ code: requiredLine(40) });

type Input = z.output<typeof codeInput> & Switching & { readonly browser: string | undefined };
type Code = CodeFailure | ActivationFailure | "registration.signed-in";

/**
 * Completes a registration by the mailed code, which counts only in the browser that began it (T-C6): so its password counts as well.
 * Where the flow asks for more once the mailbox is proven, it answers the way to the page that does. See guessCode for the limits.
 */
export async function confirmByCode(ctx: Ctx, { browser, code, ...switching }: Input): Promise<Result<Outcome, Code>> {
  const refused = refuseOtherSession(switching);
  if (refused) return refused;
  const guessed = await guessCode(ctx, "registration", hashToken(browser ?? ""), code);
  if (!guessed.ok) return guessed;
  const proof = guessed.value;
  const pending = await findPending(ctx.db, proof.pendingId ?? "");
  if (!pending) return fail("code.ended", { field: "code" });
  const { asksAfterProof } = flowOf(pending);
  if (asksAfterProof.length === 0)
    return activate(ctx, { proof, person: pending, isSameBrowser: true, replaces: switching.replaces });
  const isTaken = (await findAccountOfAddress(ctx.db, pending.email)) !== null;
  return isTaken
    ? activate(ctx, { proof, person: null, isSameBrowser: true, replaces: switching.replaces })
    : exchangeProof(ctx, proof);
}
