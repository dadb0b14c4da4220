import type { Ctx, Language } from "@/core/ctx";
import { hours, inSeconds, minutes } from "@/core/duration";
import { hashToken, newToken } from "@/core/security/token";
import type { NewSession } from "@/core/sessions/start-session";
import { deleteStaffSession, insertStaffSession } from "@/db/queries/staff";
import { findStaffRow, keepNewestStaffSessions } from "@/db/queries/staff-room";
import { isLanguage } from "@/messages/translator";

/** How long a staff session lasts at most, in the database as in the cookie. */
export const STAFF_SESSION = hours(10);

/** How many seconds a staff session outlives its last use (T-K7). */
export const STAFF_IDLE_SECONDS = inSeconds(minutes(15));

/** How many browsers a staff member can be signed in with; the oldest session ends for one more (T-K14). */
export const STAFF_SESSIONS_AT_MOST = 10;

/** What the edge puts into cookies: the session's, whose browser it is from now on, and the language this person has chosen, if any. */
export type NewStaffSession = NewSession & { readonly staffId: string; readonly language: Language | null };

/** Starts a staff session: a new token, always, and only its hash at rest. What this browser showed until now ends (T-S14). */
export async function startStaffSession(
  ctx: Pick<Ctx, "db" | "request">,
  { staffId, replaces }: { staffId: string; replaces?: string | undefined },
): Promise<NewStaffSession> {
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
  await keepNewestStaffSessions(ctx.db, staffId, STAFF_SESSIONS_AT_MOST);
  const chosen = (await findStaffRow(ctx.db, staffId))?.language ?? undefined;
  return { token, maxAgeSeconds, staffId, language: isLanguage(chosen) ? chosen : null };
}
