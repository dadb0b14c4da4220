import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { actorOf, type ConfirmFailure, confirmStaff, type Operator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { deleteMailboxRow, lockMailboxRow } from "@/db/queries/mailboxes";

/** Forgets a mailbox and what is noted of the mails that came in there. Nothing is deleted at its server; what was said stays in the conversations. Throws TooBusy. */
export async function deleteMailbox(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash">,
  { id, by }: { readonly id: string; readonly by: Operator },
): Promise<Result<undefined, "mailbox.not-found" | ConfirmFailure | "staff.not-permitted">> {
  const refused = await refuseUnpermitted(ctx, by, "settings.edit");
  if (refused) return refused;
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  return inTransaction(ctx, async (tx) => {
    const row = await lockMailboxRow(tx.db, id);
    if (!row) return fail("mailbox.not-found");
    await deleteMailboxRow(tx.db, id);
    const target = { kind: "mailbox", id } as const;
    await audit(tx, {
      actor: actorOf(by),
      action: "mailbox.deleted",
      target,
      outcome: "ok",
      detail: { name: row.name, address: row.address },
    });
    return ok();
  });
}
