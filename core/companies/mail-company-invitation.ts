import type { Ctx } from "@/core/ctx";
import { days, inSeconds } from "@/core/duration";
import { queueMail } from "@/core/mail/queue";
import { issueProof } from "@/core/proofs/issue-proof";
import { upsertInvitation } from "@/db/queries/company-invitations";
import { findUserType } from "@/db/queries/user-types";

/** How long the link of an invitation works. */
export const COMPANY_INVITATION_LASTS = days(7);

type Wanted = {
  readonly companyId: string;
  readonly companyName: string;
  /** Canonical. */
  readonly email: string;
  readonly userTypeId: string;
  /** Who invites: a colleague by the customer's id, or staff; and by which name. */
  readonly from: { readonly invitedBy: string; readonly name: string } | { readonly staffId: string; readonly name: string };
  /** Whether the mailbox takes a mail now. If not, the link that was mailed before goes on working. */
  readonly isMailed: boolean;
};

/**
 * Writes an invitation down, or renews the one that is open, and queues its mail, in the open transaction and with the company locked; the
 * link before ends. Company, address and user type stand in the invitation's row alone, never in the link (T-V6).
 */
export async function mailCompanyInvitation(
  tx: Pick<Ctx, "db" | "secrets" | "origin" | "request">,
  { companyId, companyName, email, userTypeId, from, isMailed }: Wanted,
): Promise<string> {
  const invitationId = await upsertInvitation(tx.db, {
    companyId,
    email,
    userTypeId,
    invitedBy: "invitedBy" in from ? from.invitedBy : null,
    staffId: "staffId" in from ? from.staffId : null,
    lastsSeconds: inSeconds(COMPANY_INVITATION_LASTS),
  });
  if (!isMailed) return invitationId;
  const { token } = await issueProof(tx, {
    purpose: "invitation",
    subject: { invitationId },
    email,
    linkLasts: COMPANY_INVITATION_LASTS,
    hasCode: false,
  });
  const type = await findUserType(tx.db, userTypeId);
  await queueMail(tx, {
    message: "company-invitation",
    to: { email },
    language: tx.request.language,
    facts: { company: companyName, by: from.name, ...(type ? { type: type.name, may: type.permissions.join(" ") } : {}) },
    secrets: { link: `${tx.origin}/invitation/${token}` },
  });
  return invitationId;
}
