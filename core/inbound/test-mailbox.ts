import type { Ctx } from "@/core/ctx";
import { MailboxFailure, openInbox } from "@/core/inbound/imap-mailbox";
import { readTroubleLine } from "@/core/mail/trouble-line";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { actorOf, type ConfirmFailure, confirmStaff, type Operator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { findMailboxRow, noteMailboxError, noteMailboxSeen } from "@/db/queries/mailboxes";

/**
 * Tries whether the inbox of a mailbox opens, within about twenty seconds, and notes what came of it. Reads and changes nothing there. Throws
 * TooBusy.
 */
export async function testMailbox(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash">,
  { id, by }: { readonly id: string; readonly by: Operator },
): Promise<Result<{ readonly isGood: boolean }, "mailbox.not-found" | ConfirmFailure | "staff.not-permitted">> {
  const refused = await refuseUnpermitted(ctx, by, "settings.edit");
  if (refused) return refused;
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  const row = await findMailboxRow(ctx.db, id);
  if (row?.kind !== "imap") return fail("mailbox.not-found");
  const trouble = await openInbox(ctx, row).then(
    (inbox) => {
      inbox.close();
      return null;
    },
    (error: unknown) => (error instanceof MailboxFailure ? error.message : "unknown"),
  );
  await (trouble === null ? noteMailboxSeen(ctx.db, id) : noteMailboxError(ctx.db, id, trouble));
  const target = { kind: "mailbox", id } as const;
  const outcome = trouble === null ? "ok" : readTroubleLine(trouble).code;
  await audit(ctx, { actor: actorOf(by), action: "mailbox.tested", target, outcome });
  return ok({ isGood: trouble === null });
}
