import { redirect } from "next/navigation";
import { readCookie } from "@/app/_edge/cookies";
import { visitAccount } from "@/app/_edge/visit";
import { openAwaited } from "@/core/companies/awaited-invitation";

/**
 * Where whoever signs in to accept an invitation comes back: leads on to the one that this browser has opened. It changes nothing, since a
 * browser may ask twice on the way: the cookie goes once they accept.
 */
export default async function AwaitedInvitationPage(): Promise<never> {
  const { ctx } = await visitAccount("/account/invitation");
  const token = openAwaited(ctx, await readCookie("foyer-invitation"));
  redirect(token === null ? "/account" : `/invitation/${token}`);
}
