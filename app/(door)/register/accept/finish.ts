import { redirect } from "next/navigation";
import { mergeCartInto } from "@/app/_edge/cart";
import { writeCookie } from "@/app/_edge/cookies";
import { returnTo } from "@/core/access/return-to";
import type { Settled } from "@/core/identities/settle";

/** After an acceptance: signed in, and welcomed if the account is new; or waiting for a code on the same page. */
export async function finish(settled: Settled): Promise<never> {
  if (settled.kind === "needs-code") redirect("/register/accept");
  const { session, returnTo: wanted, kind } = settled;
  await writeCookie("foyer.sid", session.token, session.maxAgeSeconds);
  await mergeCartInto(session.accountId);
  if (kind === "connected") redirect(returnTo(wanted));
  redirect(wanted ? `/register/welcome?returnTo=${encodeURIComponent(wanted)}` : "/register/welcome");
}
