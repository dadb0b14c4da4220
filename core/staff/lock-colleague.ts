import type { Ctx } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { actorOf, type Operator } from "@/core/staff/confirm-staff";
import { type Permission, permissions, permissionsOf, refuseUnpermitted } from "@/core/staff/permissions";
import { findStaffRights } from "@/db/queries/staff";
import { findStaffRow, lockStaff, lockStaffRoom, type StaffRow } from "@/db/queries/staff-room";

/** Why a staff member cannot be changed. */
export type ColleagueFailure = "staff.not-permitted" | "staff.not-yourself" | "staff.not-found";

/**
 * The staff member that somebody is about to change, in the open transaction: whoever else changes staff waits until it ends, and whoever
 * was changed while this one waited is judged anew. Nobody changes themselves (T-A5).
 */
export async function lockColleague(
  tx: Pick<Ctx, "db">,
  by: Operator,
  staffId: string,
): Promise<Result<StaffRow, ColleagueFailure>> {
  await lockStaffRoom(tx.db);
  const refused = await refuseUnpermitted(tx, actorOf(by), "staff.manage");
  if (refused) return refused;
  if (by.kind === "staff" && by.staffId === staffId) return fail("staff.not-yourself");
  await lockStaff(tx.db, staffId);
  const person = await findStaffRow(tx.db, staffId);
  return person ? ok(person) : fail("staff.not-found");
}

type Rights = Parameters<typeof permissionsOf>[0];

/** Whether a change would give somebody what the one who makes it does not have (T-A5). `before` is null for who may nothing yet. */
export async function isBeyondOwn(
  tx: Pick<Ctx, "db">,
  by: Operator,
  { before, after }: { before: Rights | null; after: Rights },
): Promise<boolean> {
  const own = await ownPermissions(tx, by);
  const had = before === null ? new Set<Permission>() : permissionsOf(before);
  return [...permissionsOf(after)].some((permission) => !had.has(permission) && !own.has(permission));
}

async function ownPermissions(tx: Pick<Ctx, "db">, by: Operator): Promise<ReadonlySet<Permission>> {
  if (by.kind === "system") return new Set(permissions);
  const rights = await findStaffRights(tx.db, by.staffId);
  return rights ? permissionsOf(rights) : new Set();
}
