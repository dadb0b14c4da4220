import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { requiredLine } from "@/core/input";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { takeLimit } from "@/core/security/limits";
import { type ColleagueAsked, changeColleague } from "@/core/staff/change-colleague";
import {
  actorOf,
  askStaffPassword,
  type ConfirmFailure,
  confirmStaffFields,
  type StaffOperator,
} from "@/core/staff/confirm-staff";
import type { ColleagueFailure } from "@/core/staff/lock-colleague";
import { takeSecondFactor } from "@/core/staff/take-second-factor";
import { tellStaff } from "@/core/staff/tell-staff";
import { deleteSecondFactor, hasSecondFactor } from "@/db/queries/second-factor";
import { endProofsOfStaff, lockStaff } from "@/db/queries/staff-room";

/** What the form that switches the own second factor off holds. */
export const removeSecondFactorInput = z.object({ code: requiredLine(40), ...confirmStaffFields });

type Asking = Pick<Ctx, "db" | "secrets" | "request" | "hash">;
type RemoveCode = ConfirmFailure | "staff.second-factor-off" | "staff.code-wrong" | "limits.too-many";

/**
 * Switches one's own second factor off, with the password and a code (or a recovery code): neither a session that somebody left open nor a
 * known password is enough (T-A13). Throws TooBusy.
 */
export async function removeSecondFactor(
  ctx: Asking,
  { code, by }: { readonly code: string; readonly by: StaffOperator },
): Promise<Result<undefined, RemoveCode>> {
  const { staffId } = by;
  if (!(await takeLimit(ctx, "second-factor:staff", staffId)).isAllowed) return fail("limits.too-many");
  const asked = await askStaffPassword(ctx, by);
  if (!asked.ok) return asked;
  return inTransaction(ctx, async (tx) => {
    await lockStaff(tx.db, staffId);
    if (!(await hasSecondFactor(tx.db, staffId))) return fail("staff.second-factor-off");
    if ((await takeSecondFactor(tx, staffId, code)) === null) return fail("staff.code-wrong", { field: "code" });
    await deleteSecondFactor(tx.db, staffId);
    await tellStaff(tx, staffId, "secondFactorOff");
    const target = { kind: "staff", id: staffId } as const;
    await audit(tx, { actor: actorOf(by), action: "staff.second-factor-off", target, outcome: "ok" });
    return ok();
  });
}

/**
 * Switches somebody else's second factor off, for whom the authenticator is lost; they are told by mail, and sign in with the password
 * until they set one up again. Throws TooBusy.
 */
export async function resetSecondFactor(
  ctx: Asking,
  { staffId, by }: ColleagueAsked,
): Promise<Result<undefined, ConfirmFailure | ColleagueFailure | "staff.second-factor-off">> {
  return changeColleague(ctx, { staffId, by }, async (tx) => {
    if (!(await deleteSecondFactor(tx.db, staffId))) return fail("staff.second-factor-off");
    await endProofsOfStaff(tx.db, staffId);
    await tellStaff(tx, staffId, "secondFactorReset");
    const target = { kind: "staff", id: staffId } as const;
    await audit(tx, { actor: actorOf(by), action: "staff.second-factor-reset", target, outcome: "ok" });
    return ok();
  });
}
