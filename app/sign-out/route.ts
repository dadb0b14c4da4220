import { stopRedirects } from "@/app/_edge/auto-redirects";
import { clearCookie, readCookie } from "@/app/_edge/cookies";
import { seeOther } from "@/app/_edge/see-other";
import { admit } from "@/app/_edge/visit";
import { endSession } from "@/core/sessions/end-session";

export async function POST(): Promise<Response> {
  const { ctx } = await admit("/sign-out");
  await endSession(ctx, await readCookie("foyer.sid"));
  await clearCookie("foyer.sid");
  await stopRedirects();
  return seeOther("/signed-out");
}
