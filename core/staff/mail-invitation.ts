import type { Ctx } from "@/core/ctx";
import { hours } from "@/core/duration";
import { queueMail } from "@/core/mail/queue";
import { issueProof } from "@/core/proofs/issue-proof";
import { findStaff } from "@/db/queries/staff";

/** How long the link of an invitation works. */
export const INVITATION_LASTS = hours(72);

type Invited = { readonly id: string; readonly name: string; readonly email: string; readonly role: "agent" | "admin" };

/**
 * Issues the one-time link of an invitation and queues its mail, in the open transaction; the link before ends. Role and address stand in
 * the invited person's row alone, never in the link (T-V6). The link knows who sent it, and dies with their right to (T-V9).
 */
export async function mailInvitation(
  tx: Pick<Ctx, "db" | "secrets" | "origin" | "request">,
  { id: staffId, name, email, role }: Invited,
  by: string,
): Promise<void> {
  const { token } = await issueProof(tx, {
    purpose: "staff-setup",
    subject: { staffId },
    email,
    linkLasts: INVITATION_LASTS,
    hasCode: false,
    data: { by },
  });
  const inviter = await findStaff(tx.db, by);
  await queueMail(tx, {
    message: "staff-invitation",
    to: { email, name },
    language: tx.request.language,
    facts: { by: inviter?.name ?? "", role },
    secrets: { link: `${tx.origin}/admin/setup/${token}` },
  });
}
