import { stopRedirects } from "@/app/_edge/auto-redirects";
import { readCookie } from "@/app/_edge/cookies";
import { dropSession } from "@/app/_edge/keep-session";
import { leaveFor } from "@/app/_edge/leave-for";
import { seeOther } from "@/app/_edge/see-other";
import { admit } from "@/app/_edge/visit";
import { findProviderSignOut } from "@/core/oidc/provider-sign-out";
import { endSession } from "@/core/sessions/end-session";
import { getInstallation } from "@/server/installation";

/** Signs out here for certain, and then, where the session came from a provider that offers it, there. */
export async function POST(): Promise<Response> {
  const { ctx, t } = await admit("/sign-out");
  const ended = await endSession(ctx, await readCookie("foyer.sid"));
  await dropSession();
  await stopRedirects();
  const elsewhere = ended && (await findProviderSignOut(ctx, getInstallation().providers, ended));
  return elsewhere ? leaveFor(elsewhere, t, ctx.request.language) : seeOther("/signed-out");
}
