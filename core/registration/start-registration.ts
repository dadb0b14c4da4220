import { z } from "zod";
import type { Ctx } from "@/core/ctx";
import { emailAddress, optionalText, passwordAsTyped, personName } from "@/core/input";
import type { Attempt, StartFailure } from "@/core/registration/attempt";
import { getFlow } from "@/core/registration/flows/registry";
import { ok, type Result } from "@/core/result";

/** What the registration form holds; whatever else is sent is ignored (T-S15). */
export const registrationInput = z.object({
  email: emailAddress(),
  password: passwordAsTyped(),
  firstName: personName(),
  lastName: personName(),
  captcha: optionalText(8000),
  returnTo: optionalText(4000),
});

type Input = z.output<typeof registrationInput> & Pick<Attempt, "browser" | "isSignedIn">;

/**
 * Starts a registration: runs the steps of the flow that the shop chose, in its order, up to the first that refuses. Success means "look
 * into your mail" and nothing more: it is the same for a free and a taken address (T-R1). Throws TooBusy.
 */
export async function startRegistration(ctx: Ctx, input: Input): Promise<Result<undefined, StartFailure>> {
  let attempt: Attempt = { ...input, passwordHash: null };
  for (const step of getFlow(ctx).start) {
    const done = await step(ctx, attempt);
    if (!done.ok) return done;
    attempt = done.value;
  }
  return ok();
}
