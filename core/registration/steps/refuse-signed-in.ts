import type { Step } from "@/core/registration/attempt";
import { fail, ok } from "@/core/result";

/** Who is signed in signs out first: nobody slides from one account into another (T-R20). */
export const refuseSignedIn: Step = async (_ctx, attempt) => (attempt.isSignedIn ? fail("registration.signed-in") : ok(attempt));
