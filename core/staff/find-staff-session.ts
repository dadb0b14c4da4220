import type { Ctx } from "@/core/ctx";
import { FRESH_SECONDS } from "@/core/security/freshness";
import { hashToken } from "@/core/security/token";
import { type Permission, permissionsOf, type StaffRole } from "@/core/staff/permissions";
import { STAFF_IDLE_SECONDS } from "@/core/staff/start-staff-session";
import { findLiveStaffSession, touchStaffSession } from "@/db/queries/staff";

/** A staff member who is signed in. */
export type StaffSession = {
  readonly id: string;
  readonly staffId: string;
  readonly name: string;
  readonly email: string;
  readonly role: StaffRole;
  /** As they are now. For what a page shows: use cases ask for themselves (refuseUnpermitted). */
  readonly permissions: ReadonlySet<Permission>;
  readonly hasSecondFactor: boolean;
  /** Whether the password was given a moment ago (FRESH_SECONDS), so that dangerous changes need none (T-A13). */
  readonly isFresh: boolean;
};

/** The staff session of a cookie's token, or null: STAFF_IDLE_SECONDS without use, STAFF_SESSION at most, role as it is now (T-K7, T-A7). */
export async function findStaffSession(ctx: Pick<Ctx, "db">, token: string | undefined): Promise<StaffSession | null> {
  if (!token || token.length > 100) return null;
  const found = await findLiveStaffSession(ctx.db, hashToken(token), {
    idleSeconds: STAFF_IDLE_SECONDS,
    freshSeconds: FRESH_SECONDS,
  });
  if (!found) return null;
  const { isStale, withheld, ...session } = found;
  if (isStale) await touchStaffSession(ctx.db, session.id);
  const role = found.role === "admin" ? "admin" : "agent";
  return { ...session, role, permissions: permissionsOf({ role, withheld }) };
}
