import type { Ctx } from "@/core/ctx";
import { hashToken } from "@/core/security/token";
import { findLiveStaffSession, touchStaffSession } from "@/db/queries/staff";

/** What a staff member may do: an admin may do all an agent may. */
export type StaffRole = "agent" | "admin";

/** A staff member who is signed in. */
export type StaffSession = {
  readonly id: string;
  readonly staffId: string;
  readonly name: string;
  readonly email: string;
  readonly role: StaffRole;
  /** Whether the password was given within the last 15 minutes, so that dangerous changes need none (T-A13). */
  readonly isFresh: boolean;
};

/** The staff session of a cookie's token, or null: idle 15 minutes, absolute 10 hours, role as it is now (T-K7, T-A7). */
export async function findStaffSession(ctx: Pick<Ctx, "db">, token: string | undefined): Promise<StaffSession | null> {
  if (!token || token.length > 100) return null;
  const found = await findLiveStaffSession(ctx.db, hashToken(token));
  if (!found) return null;
  const { isStale, role, ...session } = found;
  if (isStale) await touchStaffSession(ctx.db, session.id);
  return { ...session, role: role === "admin" ? "admin" : "agent" };
}
