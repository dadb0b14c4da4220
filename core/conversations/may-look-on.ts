import type { Ctx } from "@/core/ctx";
import { FRESH_SECONDS } from "@/core/security/freshness";
import { hashToken } from "@/core/security/token";
import { permissionsOf } from "@/core/staff/permissions";
import { STAFF_IDLE_SECONDS } from "@/core/staff/start-staff-session";
import { findLiveSession } from "@/db/queries/sessions";
import { findLiveStaffSession } from "@/db/queries/staff";

/**
 * Whether the session of an open window still is a customer's. A window that only stands open is no use of the session: it ends as if
 * closed.
 */
export async function mayLookOn(
  { db, settings: { access, sessions } }: Pick<Ctx, "db" | "settings">,
  token: string,
  customerId: string,
): Promise<boolean> {
  if (!access.customerAccounts) return false;
  const found = await findLiveSession(db, {
    tokenHash: hashToken(token),
    idleDays: sessions.idleDays,
    isSsoOnly: access.ssoOnly,
  });
  return found?.customerId === customerId;
}

/** The same for staff, who must also still be allowed to answer. */
export async function mayLookOnAsStaff({ db }: Pick<Ctx, "db">, token: string): Promise<boolean> {
  const found = await findLiveStaffSession(db, hashToken(token), {
    idleSeconds: STAFF_IDLE_SECONDS,
    freshSeconds: FRESH_SECONDS,
  });
  if (!found) return false;
  const role = found.role === "admin" ? "admin" : "agent";
  return permissionsOf({ role, withheld: found.withheld }).has("messages.answer");
}
