import type { Ctx } from "@/core/ctx";
import { languageOf } from "@/core/mail/language-of";
import { mayMail } from "@/core/mail/may-mail";
import { queueMail } from "@/core/mail/queue";
import { issueProof } from "@/core/proofs/issue-proof";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { type ColleagueAsked, changeColleague } from "@/core/staff/change-colleague";
import { actorOf, type ConfirmFailure, type StaffOperator } from "@/core/staff/confirm-staff";
import { STAFF_SETUP } from "@/core/staff/create-admin";
import { type ColleagueFailure, isBeyondOwn } from "@/core/staff/lock-colleague";
import { findStaff } from "@/db/queries/staff";
import { deleteStaffSessionsOf, endProofsOfStaff, type StaffRow } from "@/db/queries/staff-room";

type Code = ConfirmFailure | ColleagueFailure | "staff.beyond-own" | "staff.no-password-link" | "limits.too-many";

/** Whether somebody is an agent who works here and has a password to forget: admins get back in at the server's keyboard (P-A6). */
export const canGetPasswordLink = ({ role, isSetUp, deactivatedAt }: StaffRow): boolean =>
  role === "agent" && isSetUp && deactivatedAt === null;

/**
 * Mails an agent who has forgotten the password a one-time link that sets another one; the link before ends. All their sessions end at
 * once. The present password works until the link is used, so that nobody is locked out by a wrong click, and the second factor stays:
 * the link replaces a password and nothing more. Like an invitation it dies with the right of the one who sent it (T-V9). Throws TooBusy.
 */
export async function sendPasswordLink(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash" | "origin" | "settings">,
  { staffId, by }: ColleagueAsked<StaffOperator>,
): Promise<Result<undefined, Code>> {
  return changeColleague(ctx, { staffId, by }, async (tx, person) => {
    if (!canGetPasswordLink(person)) return fail("staff.no-password-link");
    // While no mail server is set the sender can read the link, and must not get with it what is withheld from them.
    if (await isBeyondOwn(tx, by, { before: null, after: person })) return fail("staff.beyond-own");
    if (!(await mayMail(tx, person.email, "proof"))) return fail("limits.too-many");
    await deleteStaffSessionsOf(tx.db, staffId, "all");
    await endProofsOfStaff(tx.db, staffId);
    await mailLink(tx, person, by.staffId);
    const target = { kind: "staff", id: staffId } as const;
    const detail = { email: maskEmail(person.email) };
    await audit(tx, { actor: actorOf(by), action: "staff.password-link", target, outcome: "ok", detail });
    return ok();
  });
}

async function mailLink(tx: Pick<Ctx, "db" | "secrets" | "origin" | "request">, person: StaffRow, by: string): Promise<void> {
  const { id: staffId, name, email } = person;
  const { token } = await issueProof(tx, {
    purpose: "staff-setup",
    subject: { staffId },
    email,
    linkLasts: STAFF_SETUP,
    hasCode: false,
    data: { by, kind: "renewal" },
  });
  const sender = await findStaff(tx.db, by);
  await queueMail(tx, {
    message: "staff-password-link",
    to: { email, name },
    language: languageOf(person, tx.request.language),
    facts: { by: sender?.name ?? "" },
    secrets: { link: `${tx.origin}/admin/setup/${token}` },
  });
}
