import { readCookie } from "@/app/_edge/cookies";
import { refreshSettings } from "@/app/_edge/refresh-settings";
import { findStoredConnection } from "@/app/_edge/stored-connection";
import type { Visit } from "@/app/_edge/visit";
import type { Coming } from "@/auth/come-back";
import { noteTrial } from "@/core/connections/note-trial";
import { type ErrandOf, isStillAskedFor } from "@/core/identities/errand";
import { findStaffSession } from "@/core/staff/find-staff-session";

/** Shows an admin what came back in a test, and makes nothing and nobody of it. */
export async function finishTest(errand: ErrandOf<"test">, coming: Coming, { ctx }: Visit): Promise<string> {
  const staff = await findStaffSession(ctx, await readCookie("foyer-staff"));
  const connection = coming.arrived?.connection ?? (await findStoredConnection(errand.connection));
  // Who started it and has signed out since learns nothing here; nor is there anything to tell of a connection that is gone.
  if (!staff || !isStillAskedFor(errand, { session: null, staff }) || !connection) return "/admin/sso";
  const outcome = coming.arrived
    ? { profile: coming.arrived.profile, claims: coming.arrived.claims }
    : { trouble: coming.trouble };
  const noted = await noteTrial(ctx, { connection, staffId: staff.staffId, ...outcome });
  await refreshSettings();
  if (!noted.ok) return "/admin/sso";
  const isStale = coming.arrived !== undefined && !noted.value.isTested;
  return `/admin/sso/${connection.id}${isStale ? "?stale=yes" : ""}#test`;
}
