import { z } from "zod";
import { type Ctx, inTransaction, Rollback } from "@/core/ctx";
import { requiredLine } from "@/core/input";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { takeLimit } from "@/core/security/limits";
import {
  actorOf,
  askStaffPassword,
  type ConfirmFailure,
  confirmStaffFields,
  type StaffOperator,
} from "@/core/staff/confirm-staff";
import { hashRecoveryCode, newRecoveryCodes, openSecret, stepOf } from "@/core/staff/one-time-code";
import { tellStaff } from "@/core/staff/tell-staff";
import { confirmTotp, findWaitingTotp, replaceRecoveryCodes } from "@/db/queries/second-factor";
import { deleteStaffSessionsOf, lockStaff } from "@/db/queries/staff-room";

/** What the form that confirms an authenticator holds. */
export const confirmSecondFactorInput = z.object({ code: requiredLine(40), ...confirmStaffFields });

/** Recovery codes as they are shown to their owner, once. */
export type RecoveryCodes = { readonly codes: readonly string[] };

type Code = ConfirmFailure | "staff.setup-ended" | "staff.code-wrong" | "limits.too-many";

/**
 * Switches one's own second factor on: with a code of the new authenticator and the password, however fresh the session. Answers the
 * recovery codes, of which only hashes stay. Sessions that began without the second factor end, but for this one. Throws TooBusy.
 */
export async function confirmSecondFactor(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash">,
  { code, by }: { readonly code: string; readonly by: StaffOperator },
): Promise<Result<RecoveryCodes, Code>> {
  const { staffId } = by;
  if (!(await takeLimit(ctx, "second-factor:staff", staffId)).isAllowed) return fail("limits.too-many");
  const waiting = await findWaitingTotp(ctx.db, staffId);
  const secret = waiting && openSecret(ctx, waiting.secret);
  if (waiting === null || secret === null) return fail("staff.setup-ended");
  const step = stepOf(secret, code, waiting.nowSeconds);
  if (step === null) return fail("staff.code-wrong", { field: "code" });
  const asked = await askStaffPassword(ctx, by);
  if (!asked.ok) return asked;
  const codes = newRecoveryCodes();
  try {
    await inTransaction(ctx, async (tx) => {
      await lockStaff(tx.db, staffId);
      if (!(await confirmTotp(tx.db, staffId, waiting.secret, step))) throw new Rollback("begun again elsewhere");
      const hashes = codes.map((one) => hashRecoveryCode(tx, staffId, one));
      await replaceRecoveryCodes(tx.db, staffId, hashes);
      await deleteStaffSessionsOf(tx.db, staffId, { except: by.sessionId });
      await tellStaff(tx, staffId, "secondFactorOn");
      const target = { kind: "staff", id: staffId } as const;
      await audit(tx, { actor: actorOf(by), action: "staff.second-factor-on", target, outcome: "ok" });
    });
  } catch (error) {
    if (error instanceof Rollback) return fail("staff.setup-ended");
    throw error;
  }
  return ok({ codes });
}
