import type { Ctx } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { type ColleagueAsked, changeColleague } from "@/core/staff/change-colleague";
import { actorOf, type ConfirmFailure } from "@/core/staff/confirm-staff";
import { type ColleagueFailure, isBeyondOwn } from "@/core/staff/lock-colleague";
import { forgetToldOf } from "@/db/queries/conversation-notices";
import {
  countOtherAdmins,
  deleteStaffSessionsOf,
  endInvitationsBy,
  endProofsOfStaff,
  setStaffDeactivated,
} from "@/db/queries/staff-room";

type Asking = Pick<Ctx, "db" | "secrets" | "request" | "hash">;
type Code = ConfirmFailure | ColleagueFailure;

/**
 * Shuts a staff member out: their sessions end at once on every process (T-K5), their own links end, and so do the invitations they sent
 * (T-V9). Never oneself, and never the last admin who could sign in, however many do it at once. If they are the person in charge,
 * registration closes by itself (P-R12); customers they were the contact of have none, and the others are told of what waits there. Done
 * twice it is done once. Throws TooBusy.
 */
export async function deactivateStaff(
  ctx: Asking,
  { staffId, by }: ColleagueAsked,
): Promise<Result<undefined, Code | "staff.last-admin">> {
  return changeColleague(ctx, { staffId, by }, async (tx, { role, deactivatedAt }) => {
    if (deactivatedAt !== null) return ok();
    if (role === "admin" && (await countOtherAdmins(tx.db, staffId)) === 0) return fail("staff.last-admin");
    await setStaffDeactivated(tx.db, staffId, true);
    await deleteStaffSessionsOf(tx.db, staffId, "all");
    await endProofsOfStaff(tx.db, staffId);
    await endInvitationsBy(tx.db, staffId);
    await forgetToldOf(tx.db, staffId);
    const target = { kind: "staff", id: staffId } as const;
    await audit(tx, { actor: actorOf(by), action: "staff.deactivated", target, outcome: "ok" });
    return ok();
  });
}

/** Lets a former staff member in again, with role and password as they were; sessions and links of before do not come back. Throws TooBusy. */
export async function reactivateStaff(
  ctx: Asking,
  { staffId, by }: ColleagueAsked,
): Promise<Result<undefined, Code | "staff.beyond-own">> {
  return changeColleague(ctx, { staffId, by }, async (tx, person) => {
    if (person.deactivatedAt === null) return ok();
    if (await isBeyondOwn(tx, by, { before: null, after: person })) return fail("staff.beyond-own");
    await setStaffDeactivated(tx.db, staffId, false);
    const target = { kind: "staff", id: staffId } as const;
    await audit(tx, { actor: actorOf(by), action: "staff.reactivated", target, outcome: "ok" });
    return ok();
  });
}
