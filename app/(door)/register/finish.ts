import { redirect } from "next/navigation";
import type { Outcome } from "@/core/registration/activate";
import { welcomeIn } from "./welcome-in";

/** After a proof: signed in and welcomed, or told that the address has an account. */
export async function finish(outcome: Outcome): Promise<never> {
  if (outcome.kind === "taken") redirect(`/register/taken?with=${outcome.signsInWith}`);
  return welcomeIn(outcome.session, outcome.returnTo);
}
