import { type Ctx, inTransaction } from "@/core/ctx";
import type { Result } from "@/core/result";
import { actorOf, type ConfirmFailure, confirmStaff, type Operator } from "@/core/staff/confirm-staff";
import { type ColleagueFailure, lockColleague } from "@/core/staff/lock-colleague";
import { refuseUnpermitted } from "@/core/staff/permissions";
import type { StaffRow } from "@/db/queries/staff-room";

/** Who is to be changed, and who does it. */
export type ColleagueAsked<By extends Operator = Operator> = { readonly staffId: string; readonly by: By };

/**
 * Runs a change of a staff member: for somebody who may manage staff and has shown that it is them (T-A13), in a transaction in which nobody
 * else changes staff, and never of oneself (T-A5). Throws TooBusy.
 */
export async function changeColleague<C extends Pick<Ctx, "db" | "secrets" | "request" | "hash">, Failure extends string>(
  ctx: C,
  { staffId, by }: ColleagueAsked,
  change: (tx: C, person: StaffRow) => Promise<Result<undefined, Failure>>,
): Promise<Result<undefined, Failure | ConfirmFailure | ColleagueFailure>> {
  const refused = await refuseUnpermitted(ctx, actorOf(by), "staff.manage");
  if (refused) return refused;
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  return inTransaction(ctx, async (tx) => {
    const locked = await lockColleague(tx, by, staffId);
    return locked.ok ? change(tx, locked.value) : locked;
  });
}
