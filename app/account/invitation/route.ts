import { clearCookie, readCookie } from "@/app/_edge/cookies";
import { seeOther } from "@/app/_edge/see-other";
import { admit } from "@/app/_edge/visit";
import { openAwaited } from "@/core/companies/awaited-invitation";

/** Where whoever signs in to accept an invitation comes back: leads on to the one that this browser has opened, once. */
export async function GET(): Promise<Response> {
  const { ctx, closed } = await admit("/account/invitation");
  if (closed) return seeOther(closed.goTo ?? "/");
  const token = openAwaited(ctx, await readCookie("foyer-invitation"));
  await clearCookie("foyer-invitation");
  return seeOther(token === null ? "/account" : `/invitation/${token}`);
}
