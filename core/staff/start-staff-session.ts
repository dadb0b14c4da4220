import type { Ctx } from "@/core/ctx";
import { hours, inSeconds } from "@/core/duration";
import { hashToken, newToken } from "@/core/security/token";
import type { NewSession } from "@/core/sessions/start-session";
import { deleteStaffSession, insertStaffSession } from "@/db/queries/staff";

/** How long a staff session lasts at most, in the database as in the cookie. */
export const STAFF_SESSION = hours(10);

/** Starts a staff session: a new token, always, and only its hash at rest. What this browser showed until now ends (T-S14). */
export async function startStaffSession(
  ctx: Pick<Ctx, "db" | "request">,
  { staffId, replaces }: { staffId: string; replaces?: string | undefined },
): Promise<NewSession> {
  const token = newToken();
  const maxAgeSeconds = inSeconds(STAFF_SESSION);
  if (replaces) await deleteStaffSession(ctx.db, hashToken(replaces));
  await insertStaffSession(ctx.db, {
    tokenHash: hashToken(token),
    staffId,
    maxAgeSeconds,
    address: ctx.request.address.slice(0, 64),
    userAgent: ctx.request.userAgent.slice(0, 200),
  });
  return { token, maxAgeSeconds };
}
