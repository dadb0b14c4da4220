import { z } from "zod";
import { findLocalDoorClosed } from "@/core/access/local-door";
import type { Connection } from "@/core/connections/connection";
import { routeByDomain } from "@/core/connections/route-by-domain";
import { consentFields } from "@/core/consents/read-consents";
import type { Ctx } from "@/core/ctx";
import { emailAddress, optionalText, passwordAsTyped } from "@/core/input";
import type { Attempt, StartFailure } from "@/core/registration/attempt";
import { getFlow } from "@/core/registration/flows/registry";
import { ok, type Result } from "@/core/result";

/**
 * What the first page of any flow may hold beside what the shop asks for, names among it. Whatever else is sent is ignored (T-S15), and so is
 * what the flow does not ask (T-R12).
 */
export const registrationInput = z.object({
  email: emailAddress(),
  password: z.union([z.literal(""), passwordAsTyped()]).optional(),
  ...consentFields,
  captcha: optionalText(8000),
  returnTo: optionalText(4000),
});

type Input = z.output<typeof registrationInput> &
  Pick<Attempt, "browser" | "isSignedIn" | "posted"> & { readonly link?: string | null };

/** A mail is on its way; or the address belongs to a connection by its domain, which is where people of it register (P-S5). */
export type Started = { readonly kind: "mailed" } | { readonly kind: "elsewhere"; readonly connection: Connection };

/**
 * Starts a registration: runs the steps of the flow that the shop chose, in its order, up to the first that refuses. Success means "look
 * into your mail" and nothing more: it is the same for a free and a taken address (T-R1). Throws TooBusy.
 */
export async function startRegistration(ctx: Ctx, input: Input): Promise<Result<Started, StartFailure>> {
  const connection = input.isSignedIn || findLocalDoorClosed(ctx) ? null : routeByDomain(ctx.connections, input.email);
  if (connection) return ok({ kind: "elsewhere", connection });
  const flow = getFlow(ctx);
  const given = { firstName: "", lastName: "", answers: {}, password: input.password ?? null, passwordHash: null };
  let attempt: Attempt = { link: null, ...input, ...given, flow };
  for (const step of flow.start) {
    const done = await step(ctx, attempt);
    if (!done.ok) return done;
    attempt = done.value;
  }
  return ok({ kind: "mailed" });
}
