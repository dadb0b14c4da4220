import { redirect } from "next/navigation";
import { mergeCartInto } from "@/app/_edge/cart";
import { writeCookie } from "@/app/_edge/cookies";
import type { Outcome } from "@/core/registration/activate";

/** After a proof: signed in and welcomed, or told that the address has an account. */
export async function finish(outcome: Outcome): Promise<never> {
  if (outcome.kind === "taken") redirect(`/register/taken?with=${outcome.signsInWith}`);
  const { session, returnTo } = outcome;
  await writeCookie("foyer.sid", session.token, session.maxAgeSeconds);
  await mergeCartInto(session.accountId);
  redirect(returnTo ? `/register/welcome?returnTo=${encodeURIComponent(returnTo)}` : "/register/welcome");
}
