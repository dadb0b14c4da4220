import { readCookie } from "@/app/_edge/cookies";
import { refreshSettings } from "@/app/_edge/refresh-settings";
import { findStoredConnection } from "@/app/_edge/stored-connection";
import type { Visit } from "@/app/_edge/visit";
import type { Coming } from "@/auth/come-back";
import { noteTrial } from "@/core/connections/note-trial";
import type { ErrandOf } from "@/core/identities/errand";
import { findStaffSession } from "@/core/staff/find-staff-session";

/** Shows an admin what came back in a test, and makes nothing and nobody of it. */
export async function finishTest(errand: ErrandOf<"test">, coming: Coming, { ctx }: Visit): Promise<string> {
  const staff = await findStaffSession(ctx, await readCookie("foyer-staff"));
  const connection = coming.arrived?.connection ?? (await findStoredConnection(errand.connection));
  // Who started it and has signed out since learns nothing here; nor is there anything to tell of a connection that is gone.
  if (staff?.id !== errand.by || !connection) return "/admin/sso";
  const outcome = coming.arrived
    ? { profile: coming.arrived.profile, claims: coming.arrived.claims }
    : { trouble: coming.trouble };
  const { isTested } = await noteTrial(ctx, { connection, staffId: staff.staffId, ...outcome });
  await refreshSettings();
  const isStale = coming.arrived !== undefined && !isTested;
  return `/admin/sso/${connection.id}${isStale ? "?stale=yes" : ""}#test`;
}
