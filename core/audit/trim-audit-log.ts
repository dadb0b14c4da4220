import { type Ctx, inTransaction } from "@/core/ctx";
import { audit } from "@/core/security/audit";
import { deleteOldAuditRows } from "@/db/queries/audit";

/** Rows that go in one transaction, so that nobody who writes to the log waits for long. */
const AT_ONCE = 10_000;

/**
 * Deletes what is older than the setting `audit.keepDays`. The only way out of the log, and it leaves a row that says how many went
 * (P-M6); done by two processes at once, each row is counted by one of them.
 */
export async function trimAuditLog(ctx: Pick<Ctx, "db" | "settings" | "request">): Promise<void> {
  const deleted = await inTransaction(ctx, async (tx) => {
    const count = await deleteOldAuditRows(tx.db, ctx.settings.audit.keepDays, AT_ONCE);
    if (count > 0)
      await audit(tx, { actor: { kind: "system" }, action: "audit.trimmed", outcome: "ok", detail: { count: String(count) } });
    return count;
  });
  if (deleted === AT_ONCE) await trimAuditLog(ctx);
}
