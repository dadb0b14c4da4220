import { type Ctx, inTransaction } from "@/core/ctx";
import { mayMail } from "@/core/mail/may-mail";
import { fail, ok, type Result } from "@/core/result";
import { audit, maskEmail } from "@/core/security/audit";
import { actorOf, type ConfirmFailure, confirmStaff, type StaffOperator } from "@/core/staff/confirm-staff";
import { type ColleagueFailure, isBeyondOwn, lockColleague } from "@/core/staff/lock-colleague";
import { mailInvitation } from "@/core/staff/mail-invitation";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { deleteUnusedStaff, findStaffRow, type StaffRow } from "@/db/queries/staff-room";

type Asked = { readonly staffId: string; readonly by: StaffOperator };
type Code = ConfirmFailure | ColleagueFailure | "staff.not-invited";

const isInvited = ({ isSetUp, deactivatedAt }: StaffRow): boolean => !isSetUp && deactivatedAt === null;

/** Mails an invited person a new link; the one before ends (T-V10). Throws TooBusy. */
export async function resendInvitation(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash" | "origin">,
  { staffId, by }: Asked,
): Promise<Result<undefined, Code | "staff.beyond-own" | "limits.too-many">> {
  const refused = await refuseUnpermitted(ctx, by, "staff.manage");
  if (refused) return refused;
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  const seen = await findStaffRow(ctx.db, staffId);
  if (!seen || !isInvited(seen)) return fail(seen ? "staff.not-invited" : "staff.not-found");
  if (!(await mayMail(ctx, seen.email, "proof"))) return fail("limits.too-many");
  return inTransaction(ctx, async (tx) => {
    const locked = await lockColleague(tx, by, staffId);
    if (!locked.ok) return locked;
    const person = locked.value;
    if (!isInvited(person)) return fail("staff.not-invited");
    if (await isBeyondOwn(tx, by, { before: null, after: person })) return fail("staff.beyond-own");
    await mailInvitation(tx, person, by.staffId);
    const target = { kind: "staff", id: staffId } as const;
    await audit(tx, { actor: actorOf(by), action: "staff.invited-again", target, outcome: "ok" });
    return ok();
  });
}

/** Withdraws an invitation that nobody has used: the link is dead, and the person gone from the list (T-V9). Throws TooBusy. */
export async function withdrawInvitation(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash">,
  { staffId, by }: Asked,
): Promise<Result<undefined, Code>> {
  const refused = await refuseUnpermitted(ctx, by, "staff.manage");
  if (refused) return refused;
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  return inTransaction(ctx, async (tx) => {
    const locked = await lockColleague(tx, by, staffId);
    if (!locked.ok) return locked;
    if (!(await deleteUnusedStaff(tx.db, staffId))) return fail("staff.not-invited");
    const target = { kind: "staff", id: staffId } as const;
    const detail = { email: maskEmail(locked.value.email) };
    await audit(tx, { actor: actorOf(by), action: "staff.withdrawn", target, outcome: "ok", detail });
    return ok();
  });
}
