import { z } from "zod";
import { findLocalDoorClosed } from "@/core/access/local-door";
import type { Connection } from "@/core/connections/connection";
import { routeByDomain } from "@/core/connections/route-by-domain";
import { consentFields } from "@/core/consents/read-consents";
import type { Ctx } from "@/core/ctx";
import { emailAddress, optionalText, passwordAsTyped, personName } from "@/core/input";
import type { Answers } from "@/core/registration/answers";
import type { Attempt, StartFailure } from "@/core/registration/attempt";
import { getFlow } from "@/core/registration/flows/registry";
import { ok, type Result } from "@/core/result";

/** What the registration form holds; whatever else is sent is ignored (T-S15). */
export const registrationInput = z.object({
  email: emailAddress(),
  password: passwordAsTyped(),
  firstName: personName(),
  lastName: personName(),
  ...consentFields,
  captcha: optionalText(8000),
  returnTo: optionalText(4000),
});

type Input = z.output<typeof registrationInput> &
  Pick<Attempt, "browser" | "isSignedIn"> & { readonly answers?: Answers; readonly link?: string | null };

/** A mail is on its way; or the address belongs to a connection by its domain, which is where people of it register (P-S5). */
export type Started = { readonly kind: "mailed" } | { readonly kind: "elsewhere"; readonly connection: Connection };

/**
 * Starts a registration: runs the steps of the flow that the shop chose, in its order, up to the first that refuses. Success means "look
 * into your mail" and nothing more: it is the same for a free and a taken address (T-R1). Throws TooBusy.
 */
export async function startRegistration(ctx: Ctx, input: Input): Promise<Result<Started, StartFailure>> {
  const connection = input.isSignedIn || findLocalDoorClosed(ctx) ? null : routeByDomain(ctx.connections, input.email);
  if (connection) return ok({ kind: "elsewhere", connection });
  let attempt: Attempt = { answers: {}, link: null, ...input, passwordHash: null };
  for (const step of getFlow(ctx).start) {
    const done = await step(ctx, attempt);
    if (!done.ok) return done;
    attempt = done.value;
  }
  return ok({ kind: "mailed" });
}
