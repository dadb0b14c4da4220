import { randomBytes } from "node:crypto";
import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { encrypt } from "@/core/security/secrets";
import { actorOf, type ConfirmFailure, confirmStaff, type Operator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { lockMailboxRow, storeMailboxSecret } from "@/db/queries/mailboxes";

/**
 * Makes a new key for a webhook, told this once; what is signed with the one before counts no more, so that one is replaced only with
 * `mayReplace`: whoever presses the button twice does not cut a mail service off. Throws TooBusy.
 */
export async function renewWebhookKey(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash">,
  { id, by, mayReplace = false }: { readonly id: string; readonly by: Operator; readonly mayReplace?: boolean },
): Promise<
  Result<{ readonly key: string }, "mailbox.not-found" | "mailbox.key-in-use" | ConfirmFailure | "staff.not-permitted">
> {
  const refused = await refuseUnpermitted(ctx, by, "settings.edit");
  if (refused) return refused;
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  return inTransaction(ctx, async (tx) => {
    const row = await lockMailboxRow(tx.db, id);
    if (row?.kind !== "webhook") return fail("mailbox.not-found");
    if (row.secret !== null && !mayReplace) return fail("mailbox.key-in-use", { field: "mayReplace" });
    // 256 random bits, as mail services want them typed in.
    const key = `whsec_${randomBytes(32).toString("base64")}`;
    await storeMailboxSecret(tx.db, id, encrypt(tx.secrets, "mailboxes", key));
    const target = { kind: "mailbox", id } as const;
    await audit(tx, { actor: actorOf(by), action: "mailbox.key-renewed", target, outcome: "ok" });
    return ok({ key });
  });
}
