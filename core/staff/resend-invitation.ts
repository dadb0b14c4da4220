import type { Ctx } from "@/core/ctx";
import { mayMail } from "@/core/mail/may-mail";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { type ColleagueAsked, changeColleague } from "@/core/staff/change-colleague";
import { actorOf, type ConfirmFailure, type StaffOperator } from "@/core/staff/confirm-staff";
import { type ColleagueFailure, isBeyondOwn } from "@/core/staff/lock-colleague";
import { mailInvitation } from "@/core/staff/mail-invitation";
import { deleteUnusedStaff, type StaffRow } from "@/db/queries/staff-room";

type Code = ConfirmFailure | ColleagueFailure | "staff.not-invited";

const isInvited = ({ isSetUp, deactivatedAt }: StaffRow): boolean => !isSetUp && deactivatedAt === null;

/** Mails an invited person a new link; the one before ends (T-V10). Throws TooBusy. */
export async function resendInvitation(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash" | "origin" | "settings">,
  { staffId, by }: ColleagueAsked<StaffOperator>,
): Promise<Result<undefined, Code | "staff.beyond-own" | "limits.too-many">> {
  return changeColleague(ctx, { staffId, by }, async (tx, person) => {
    if (!isInvited(person)) return fail("staff.not-invited");
    if (await isBeyondOwn(tx, by, { before: null, after: person })) return fail("staff.beyond-own");
    if (!(await mayMail(tx, person.email, "proof"))) return fail("limits.too-many");
    await mailInvitation(tx, person, by.staffId);
    const target = { kind: "staff", id: staffId } as const;
    await audit(tx, { actor: actorOf(by), action: "staff.invited-again", target, outcome: "ok" });
    return ok();
  });
}

/** Withdraws an invitation that nobody has used: the link is dead, and the person gone from the list (T-V9). Throws TooBusy. */
export async function withdrawInvitation(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash">,
  { staffId, by }: ColleagueAsked<StaffOperator>,
): Promise<Result<undefined, Code>> {
  return changeColleague(ctx, { staffId, by }, async (tx, { email }) => {
    if (!(await deleteUnusedStaff(tx.db, staffId))) return fail("staff.not-invited");
    const target = { kind: "staff", id: staffId } as const;
    const detail = { email: maskEmail(email) };
    await audit(tx, { actor: actorOf(by), action: "staff.withdrawn", target, outcome: "ok", detail });
    return ok();
  });
}
