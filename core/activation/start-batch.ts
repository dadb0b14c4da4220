import { type Ctx, inTransaction } from "@/core/ctx";
import { enqueueJob } from "@/core/jobs/enqueue";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { countBatch, deleteActivationBatch, insertActivationBatch } from "@/db/queries/activation-batches";

type Wanted = {
  readonly staffId: string;
  /** For the audit log, besides how many there are. */
  readonly detail?: Readonly<Record<string, string>>;
  /** Notes whom, in the open transaction. */
  readonly fill: (tx: Ctx, batchId: string) => Promise<void>;
};

/**
 * Begins a sending to many: only notes whom, and leaves the rest to the background work (run-batch.ts). Nothing is left of a sending to
 * nobody. Whoever calls has asked for the permission. Answers how many there are.
 */
export async function startBatch(
  ctx: Ctx,
  { staffId, detail, fill }: Wanted,
): Promise<Result<{ readonly total: number }, "activation.nobody">> {
  return inTransaction(ctx, async (tx) => {
    const batchId = await insertActivationBatch(tx.db, staffId);
    await fill(tx, batchId);
    const total = await countBatch(tx.db, batchId);
    if (total === 0) {
      await deleteActivationBatch(tx.db, batchId);
      return fail("activation.nobody");
    }
    await audit(tx, {
      actor: { kind: "staff", staffId },
      action: "activation.many-started",
      outcome: "ok",
      detail: { total: String(total), sending: batchId, ...detail },
    });
    await enqueueJob(tx, { name: "send-activations", data: { batchId } });
    return ok({ total });
  });
}
