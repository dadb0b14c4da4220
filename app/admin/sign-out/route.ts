import { clearCookie, readCookie } from "@/app/_edge/cookies";
import { seeOther } from "@/app/_edge/see-other";
import { admit } from "@/app/_edge/visit";
import { endStaffSession } from "@/core/staff/end-staff-session";

export async function POST(): Promise<Response> {
  const { ctx } = await admit("/admin/sign-out");
  await endStaffSession(ctx, await readCookie("foyer-staff"));
  await clearCookie("foyer-staff");
  return seeOther("/admin/sign-in");
}
