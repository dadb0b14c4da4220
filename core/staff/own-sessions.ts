import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { STAFF_IDLE_SECONDS } from "@/core/staff/start-staff-session";
import { deleteStaffSessionsOf, listStaffSessions } from "@/db/queries/staff-room";

/** What the buttons beside one's own sessions hold: the session, or "others" for all but this one. */
export const endOwnStaffSessionsInput = z.object({
  session: z.union([z.literal("others"), z.uuid()], { error: "field.invalid" }),
});

/** Where a staff member is signed in now: device and address of each, never a token. */
export const listOwnSessions = (ctx: Pick<Ctx, "db">, staffId: string) => listStaffSessions(ctx.db, staffId, STAFF_IDLE_SECONDS);

type Asked = { readonly staffId: string; readonly sessionId: string; readonly session: string };

/** Ends one of one's own sessions, or all others, at once and on every process. Somebody else's is as good as none (T-K8). */
export async function endOwnStaffSessions(
  ctx: Pick<Ctx, "db" | "request">,
  { staffId, sessionId, session }: Asked,
): Promise<Result<undefined, never>> {
  return inTransaction(ctx, async (tx) => {
    const meant = session === "others" ? { except: sessionId } : { only: session };
    const ended = await deleteStaffSessionsOf(tx.db, staffId, meant);
    if (ended === 0) return ok();
    const actor = { kind: "staff", staffId } as const;
    const target = { kind: "staff", id: staffId } as const;
    const detail = { sessions: String(ended) };
    await audit(tx, { actor, action: "staff.session-ended", target, outcome: "ok", detail });
    return ok();
  });
}
