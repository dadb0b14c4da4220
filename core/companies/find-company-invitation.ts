import { findColleague, isWithin } from "@/core/companies/permissions";
import type { Ctx } from "@/core/ctx";
import { countMiss } from "@/core/proofs/count-miss";
import { findProofByToken } from "@/core/proofs/find-proof-by-token";
import type { Proof } from "@/core/proofs/proof";
import { ok, type Result } from "@/core/result";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { findInvitation, type Invitation } from "@/db/queries/company-invitations";
import { findPerson } from "@/db/queries/company-people";
import { findAccountOfCustomer, findCustomerById } from "@/db/queries/customer-room";
import { findAccountOfAddress } from "@/db/queries/registrations";

/** What is behind an invitation's link that counts. */
export type FoundInvitation = { readonly link: Proof; readonly invitation: Invitation };

/** Why such a link opens nothing. */
export type InvitationLinkFailure = "proof.invalid" | "limits.too-many";

/**
 * Looks behind an invitation's link and changes nothing (T-V1). Unknown, used, expired and withdrawn ones are all one (T-V5), and so is one
 * whose inviter may not invite any more, or whose company is shut (T-V9).
 */
export async function findCompanyInvitation(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  token: string,
): Promise<Result<FoundInvitation, InvitationLinkFailure>> {
  const found = await findProofByToken(ctx, "invitation", token);
  if (!found.ok) return found;
  const link = found.value;
  const invitation = await findGoodInvitation(ctx, link);
  return invitation ? ok({ link, invitation }) : countMiss(ctx);
}

/** The invitation of a link as it stands now, if somebody who may still stands behind it; else null. Asked again by who accepts. */
export async function findGoodInvitation(ctx: Pick<Ctx, "db">, link: Proof): Promise<Invitation | null> {
  const invitation = link.invitationId === null ? null : await findInvitation(ctx.db, link.invitationId);
  if (!invitation || invitation.isExpired || !invitation.isCompanyOpen || invitation.emailKey !== link.emailKey) return null;
  return (await isStoodFor(ctx, invitation)) ? invitation : null;
}

async function isStoodFor(ctx: Pick<Ctx, "db">, { companyId, permissions, invitedBy, staffId }: Invitation): Promise<boolean> {
  if (invitedBy === null)
    return staffId !== null && (await refuseUnpermitted(ctx, { kind: "staff", staffId }, "companies.edit")) === null;
  const inviter = await findColleague(ctx, invitedBy);
  if (inviter?.companyId !== companyId || !inviter.may.has("people.manage") || !isWithin(permissions, inviter.may)) return false;
  return (await findPerson(ctx.db, companyId, invitedBy))?.isOpen === true;
}

/** How an invitation can be accepted by who looks at it: by a new account, by this one, or only by another one. */
export type InvitationWay = "new" | "own" | "sign-in" | "other";

/** What the page behind an invitation's link shows. */
export type OpenInvitation = {
  readonly company: string;
  readonly email: string;
  readonly userType: string;
  readonly permissions: readonly string[];
  readonly way: InvitationWay;
};

type Looking = { readonly token: string; readonly session: { readonly customerId: string } | null };

/** Looks behind a link for its page. Whoever has it reads that mailbox, so it may tell whether the address has an account. */
export async function openCompanyInvitation(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  { token, session }: Looking,
): Promise<Result<OpenInvitation, InvitationLinkFailure>> {
  const found = await findCompanyInvitation(ctx, token);
  if (!found.ok) return found;
  const { companyName: company, email, emailKey, userTypeName: userType, permissions } = found.value.invitation;
  return ok({ company, email, userType, permissions, way: await wayFor(ctx, emailKey, session) });
}

async function wayFor(ctx: Pick<Ctx, "db">, emailKey: string, session: Looking["session"]): Promise<InvitationWay> {
  if (session) return (await isReachedAt(ctx, session.customerId, emailKey)) ? "own" : "other";
  return (await findAccountOfAddress(ctx.db, emailKey)) ? "sign-in" : "new";
}

/**
 * Whether an account is the one that an invitation to this address is for (T-V7): the address is its own and proven, or, where it has none
 * and signs in with its number, the one that the shop writes to.
 */
export async function isReachedAt(ctx: Pick<Ctx, "db">, customerId: string, emailKey: string): Promise<boolean> {
  const account = await findAccountOfCustomer(ctx.db, customerId);
  if (!account || account.deactivatedAt !== null) return false;
  if (account.emailKey !== null) return account.emailKey === emailKey && account.emailVerifiedAt !== null;
  return (await findCustomerById(ctx.db, customerId))?.emailKey === emailKey;
}
