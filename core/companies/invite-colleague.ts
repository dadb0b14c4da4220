import { z } from "zod";
import {
  type Acting,
  actorOfMember,
  findActingFor,
  lockOwnCompany,
  type OwnCompanyFailure,
} from "@/core/companies/lock-own-company";
import { mailCompanyInvitation } from "@/core/companies/mail-company-invitation";
import { type Colleague, isWithin } from "@/core/companies/permissions";
import { type Ctx, inTransaction } from "@/core/ctx";
import { fullNameOf } from "@/core/customers/full-name";
import { emailAddress } from "@/core/input";
import { mayMail } from "@/core/mail/may-mail";
import { type Failure, fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { recipientSubject, takeLimit } from "@/core/security/limits";
import { maskEmail } from "@/core/security/mask";
import { findInvitation, findInvitationTo, type Invitation, withdrawInvitationRow } from "@/db/queries/company-invitations";
import { findPerson, findPersonByAddress } from "@/db/queries/company-people";
import { endProofsOf } from "@/db/queries/proofs";
import { findUserType } from "@/db/queries/user-types";

/** What the form that invites a colleague holds. */
export const inviteColleagueInput = z.object({ email: emailAddress(), userType: z.uuid({ error: "user-type.not-found" }) });

/** What a button beside an invitation holds. */
export const invitationInput = z.object({ invitation: z.uuid({ error: "company.invitation-gone" }) });

type Inviting = Pick<Ctx, "db" | "secrets" | "origin" | "request" | "settings">;
type TooMany = "company.invitations-many" | "company.mailbox-many";
type InviteFailure = OwnCompanyFailure | "company.beyond-own" | "company.person-there" | "user-type.not-found" | TooMany;

/**
 * Invites somebody into the own company, by mail to an address that the link proves (P-O3). Nobody gives more than they may themselves,
 * nor overwrites what somebody above them gave (T-A5). An address that was invited already is sent a new link, which the answer tells.
 * Says nothing about whether the address has an account: only its mailbox learns more, and where that takes no mail now, the invitation
 * waits to be sent again.
 */
export async function inviteColleague(
  ctx: Inviting,
  { email, userType, by }: z.output<typeof inviteColleagueInput> & { readonly by: Acting },
): Promise<Result<{ readonly isAgain: boolean }, InviteFailure>> {
  const asked = await findActingFor(ctx, by, "people.manage");
  if (!asked.ok) return asked;
  const wanted = { email, userType };
  // Asked before a mail is counted, so that a refused invitation takes nothing from a mailbox, and again under the lock.
  const refused = (await refuseInvitation(ctx, asked.value, wanted)) ?? (await refuseMany(ctx, asked.value, email));
  if (refused) return refused;
  const isMailed = await mayMail(ctx, email, "proof");
  return inTransaction(ctx, async (tx) => {
    const locked = await lockOwnCompany(tx, by, "people.manage");
    if (!locked.ok) return locked;
    const own = locked.value;
    const lost = await refuseInvitation(tx, own, wanted);
    if (lost) return lost;
    const isAgain = (await findInvitationTo(tx.db, own.companyId, email)) !== null;
    await send(tx, { own, by, email, userTypeId: userType, isAgain, isMailed });
    return ok({ isAgain });
  });
}

type Wanted = { readonly email: string; readonly userType: string };

async function refuseInvitation(
  ctx: Pick<Ctx, "db">,
  { companyId, may }: Colleague,
  { email, userType }: Wanted,
): Promise<Failure<"user-type.not-found" | "company.beyond-own" | "company.person-there"> | null> {
  const type = await findUserType(ctx.db, userType);
  if (!type) return fail("user-type.not-found", { field: "userType" });
  if (!isWithin(type.permissions, may)) return fail("company.beyond-own", { field: "userType" });
  if (await findPersonByAddress(ctx.db, companyId, email)) return fail("company.person-there", { field: "email" });
  const open = await findInvitationTo(ctx.db, companyId, email);
  return open && !isWithin(open.permissions, may) ? fail("company.beyond-own", { field: "email" }) : null;
}

/**
 * Asked before anything is written: a company sends so many invitations and no more, and so many to one mailbox. What the mailbox gets besides
 * shows nowhere here (mayMail): with a mail that only somebody's account is sent, it would tell that they have one (T-P1).
 */
async function refuseMany(ctx: Inviting, { companyId }: Colleague, email: string): Promise<Failure<TooMany> | null> {
  const byCompany = await takeLimit(ctx, "invitation:company", companyId);
  if (!byCompany.isAllowed) return fail("company.invitations-many", { retryAfterSeconds: byCompany.retryAfterSeconds });
  const toMailbox = await takeLimit(ctx, "invitation:recipient", `${companyId}:${recipientSubject(email)}`);
  return toMailbox.isAllowed ? null : fail("company.mailbox-many", { retryAfterSeconds: toMailbox.retryAfterSeconds });
}

type Sending = {
  readonly own: Colleague;
  readonly by: Acting;
  readonly email: string;
  readonly userTypeId: string;
  readonly isAgain: boolean;
  readonly isMailed: boolean;
};

async function send(tx: Inviting, { own, by, email, userTypeId, isAgain, isMailed }: Sending): Promise<void> {
  const { companyId, companyName, customerId: invitedBy } = own;
  const inviter = await findPerson(tx.db, companyId, invitedBy);
  const name = inviter ? fullNameOf(inviter) : "";
  const id = await mailCompanyInvitation(tx, { companyId, companyName, email, userTypeId, from: { invitedBy, name }, isMailed });
  const action = isAgain ? "company.invited-again" : "company.invited";
  const detail = { email: maskEmail(email), invitation: id };
  await audit(tx, { actor: actorOfMember(by), action, target: { kind: "company", id: companyId }, outcome: "ok", detail });
}

type Asked = { readonly invitation: string; readonly by: Acting };
type AgainFailure = OwnCompanyFailure | "company.beyond-own" | "company.invitation-gone";

/** Mails an invitation once more; the link before ends, and the days begin anew. From now on it is this colleague who invites (T-V9). */
export async function resendCompanyInvitation(
  ctx: Inviting,
  { invitation, by }: Asked,
): Promise<Result<undefined, AgainFailure | TooMany>> {
  const asked = await findActingFor(ctx, by, "people.manage");
  if (!asked.ok) return asked;
  const seen = await findOwnInvitation(ctx, asked.value, invitation);
  if (!seen.ok) return seen;
  const refused = await refuseMany(ctx, asked.value, seen.value.email);
  if (refused) return refused;
  const isMailed = await mayMail(ctx, seen.value.email, "proof");
  return inTransaction(ctx, async (tx) => {
    const locked = await lockOwnCompany(tx, by, "people.manage");
    if (!locked.ok) return locked;
    const found = await findOwnInvitation(tx, locked.value, invitation);
    if (!found.ok) return found;
    const { email, userTypeId } = found.value;
    await send(tx, { own: locked.value, by, email, userTypeId, isAgain: true, isMailed });
    return ok();
  });
}

/** Withdraws an invitation: its link is dead at once (T-V9). */
export function withdrawCompanyInvitation(
  ctx: Pick<Ctx, "db" | "request">,
  { invitation, by }: Asked,
): Promise<Result<undefined, AgainFailure>> {
  return inTransaction(ctx, async (tx) => {
    const locked = await lockOwnCompany(tx, by, "people.manage");
    if (!locked.ok) return locked;
    const found = await findOwnInvitation(tx, locked.value, invitation);
    if (!found.ok) return found;
    await withdrawInvitationRow(tx.db, invitation);
    await endProofsOf(tx.db, "invitation", { invitationId: invitation });
    const target = { kind: "company", id: locked.value.companyId } as const;
    const detail = { email: maskEmail(found.value.email), invitation };
    const actor = actorOfMember(by);
    await audit(tx, { actor, action: "company.invitation-withdrawn", target, outcome: "ok", detail });
    return ok();
  });
}

/** An open invitation of the own company and no other (T-A2), to no more than one may do oneself (T-A5). */
async function findOwnInvitation(
  ctx: Pick<Ctx, "db">,
  { companyId, may }: Colleague,
  id: string,
): Promise<Result<Invitation, "company.invitation-gone" | "company.beyond-own">> {
  const found = await findInvitation(ctx.db, id);
  if (found?.companyId !== companyId) return fail("company.invitation-gone");
  return isWithin(found.permissions, may) ? ok(found) : fail("company.beyond-own");
}
