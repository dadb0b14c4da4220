import { type Ctx, inTransaction } from "@/core/ctx";
import { audit } from "@/core/security/audit";
import { deleteEveryPendingIdentity } from "@/db/queries/identities";
import { deleteWaitingJobs } from "@/db/queries/jobs";
import { giveUpWaitingMails } from "@/db/queries/mails";
import { endEveryProof } from "@/db/queries/proofs";
import { deleteEverySession } from "@/db/queries/sessions";

/** How many of each have just ended. */
export type EndedAll = { readonly customers: number; readonly staff: number; readonly links: number; readonly mails: number };

/**
 * Ends every session of customers and staff, and every link and code that waits: what a database that comes from a backup still holds
 * open, though it was used or ended since (T-K15, T-FX36). Everybody signs in again, and who waited for a mail asks for a new one. With
 * `isRestored` mails that waited at the time of the backup are given up, too: they have been sent since, and can be sent again one by one.
 * For the server's own keyboard only.
 */
export async function endAllSessions(ctx: Pick<Ctx, "db" | "request">, { isRestored = false } = {}): Promise<EndedAll> {
  return inTransaction(ctx, async (tx) => {
    const { customers, staff } = await deleteEverySession(tx.db);
    const links = await endEveryProof(tx.db);
    await deleteEveryPendingIdentity(tx.db);
    const mails = isRestored ? await giveUpWaitingMails(tx.db, "unknown: restored from a backup") : 0;
    if (isRestored) await deleteWaitingJobs(tx.db);
    await audit(tx, {
      actor: { kind: "system" },
      action: "session.ended",
      outcome: "ok",
      detail: { sessions: String(customers), staff: String(staff), links: String(links), mails: String(mails) },
    });
    return { customers, staff, links, mails };
  });
}
