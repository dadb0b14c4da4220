import { redirect } from "next/navigation";
import type { Outcome } from "@/core/registration/activate";
import { welcomeIn } from "./welcome-in";

/** After a proof: signed in and welcomed, led to what is still asked, or told that the address has an account. */
export async function finish(outcome: Outcome): Promise<never> {
  if (outcome.kind === "taken") redirect(`/register/taken?with=${outcome.signsInWith}`);
  if (outcome.kind === "asks-more") redirect(`/confirm/${outcome.token}`);
  if (outcome.kind === "waiting") redirect("/register/waiting");
  return welcomeIn(outcome.session, outcome.returnTo);
}
