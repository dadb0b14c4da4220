import { redirect } from "next/navigation";
import { stopRedirects } from "@/app/_edge/auto-redirects";
import { keepSession } from "@/app/_edge/keep-session";
import { returnTo } from "@/core/access/return-to";
import type { Settled } from "@/core/identities/settle";
import { welcomeIn } from "../welcome-in";

/** After an acceptance: signed in, and welcomed if the account is new; or waiting for a code on the same page. */
export async function finish(settled: Settled): Promise<never> {
  if (settled.kind === "needs-code") redirect("/register/accept");
  if (settled.kind === "waiting") {
    await stopRedirects();
    redirect("/register/waiting");
  }
  const { session, returnTo: wanted, kind } = settled;
  if (kind === "made") return welcomeIn(session, wanted);
  await keepSession(session);
  redirect(returnTo(wanted));
}
