import { trimAuditLog } from "@/core/audit/trim-audit-log";
import type { Ctx } from "@/core/ctx";
import { deleteEndedInvitations } from "@/db/queries/company-invitations";
import { forgetOldTrials } from "@/db/queries/connections";
import { deleteExpiredProofs, deleteExpiredStaffSessions } from "@/db/queries/expired";
import { deleteStaleGuesses } from "@/db/queries/guesses";
import { deleteExpiredPendingIdentities } from "@/db/queries/identities";
import { deleteOldImports } from "@/db/queries/imports";
import { deleteOldInbound } from "@/db/queries/inbound-mails";
import { deleteExpiredLimits } from "@/db/queries/limits";
import { deleteOldMailTrials } from "@/db/queries/mail-trials";
import { deleteOldMails } from "@/db/queries/mails";
import { deleteExpiredAnswers } from "@/db/queries/partner-directory";
import { addUpSeats } from "@/db/queries/seats";
import { deleteExpiredSessions } from "@/db/queries/sessions";

/**
 * Removes what has expired. Nothing depends on it: every limit, session and proof is checked where it is used, so a week without it
 * changes no answer, and two processes doing it at once do no harm (T-FX35).
 */
export async function tidy(ctx: Pick<Ctx, "db" | "settings" | "request">): Promise<void> {
  await deleteExpiredLimits(ctx.db);
  await deleteStaleGuesses(ctx.db);
  await deleteExpiredSessions(ctx.db);
  await deleteExpiredStaffSessions(ctx.db);
  await deleteExpiredProofs(ctx.db);
  await deleteExpiredPendingIdentities(ctx.db);
  await forgetOldTrials(ctx.db);
  await trimAuditLog(ctx);
  await deleteOldImports(ctx.db);
  await deleteOldMailTrials(ctx.db);
  await deleteExpiredAnswers(ctx.db);
  await deleteEndedInvitations(ctx.db);
  await addUpSeats(ctx.db);
  await deleteOldInbound(ctx.db);
  await deleteOldMails(ctx.db);
}
