import { findObstacle } from "@/core/activation/find-obstacle";
import { mailActivation } from "@/core/activation/mail-activation";
import { type Ctx, inTransaction } from "@/core/ctx";
import { inSeconds, seconds } from "@/core/duration";
import { enqueueJob } from "@/core/jobs/enqueue";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { finishBatch, listStrandedBatches, lockNextOfBatch, noteOutcome, takeBatchTurn } from "@/db/queries/activation-batches";
import { findCustomerById } from "@/db/queries/customer-room";

/** How long a turn of a sending is: its share of the minute's mails leaves at its beginning. */
const TURN = seconds(6);
const TURNS_A_MINUTE = 10;
/** Customers whom nothing can be sent to cost no mail, but a turn has an end. */
const TRIES_A_MAIL = 20;

/**
 * Does one turn of a sending to many, and enqueues the next: as many mails as the rate allows, each in a transaction of its own with the
 * note that it is done, so that a crash repeats none (T-D5, T-D6). Ends by itself where it was stopped or is finished; done twice at once,
 * one of the two does nothing.
 */
export async function runBatch(ctx: Ctx, batchId: string): Promise<void> {
  const { mailsPerMinute } = ctx.settings.activation;
  const everySeconds = mailsPerMinute < TURNS_A_MINUTE ? 60 / mailsPerMinute : inSeconds(TURN);
  const turn = await inTransaction(ctx, async (tx) => {
    const taken = await takeBatchTurn(tx.db, batchId, everySeconds);
    // Before anything is sent: a process that dies in its turn leaves the next one behind.
    if (taken) await enqueueJob(tx, { name: "send-activations", data: { batchId } }, everySeconds);
    return taken;
  });
  if (!turn) return;
  const atMost = Math.max(1, Math.floor(mailsPerMinute / TURNS_A_MINUTE));
  for (let sent = 0, tried = 0; sent < atMost && tried < atMost * TRIES_A_MAIL; tried++) {
    const outcome = await inTransaction(ctx, (tx) => sendNext(tx, batchId, turn.staffId));
    if (outcome === null) break;
    if (outcome === "ok") sent++;
  }
  await finishBatch(ctx.db, batchId);
}

/** Enqueues sendings that go on and that no job takes care of. Any number of processes may do it at once: a turn is taken once. */
export async function sweepBatches(ctx: Pick<Ctx, "db">): Promise<void> {
  for (const batchId of await listStrandedBatches(ctx.db)) await enqueueJob(ctx, { name: "send-activations", data: { batchId } });
}

/** Sends to the next customer, or notes why not; null when nobody is left. */
async function sendNext(tx: Ctx, batchId: string, staffId: string): Promise<string | null> {
  const customerId = await lockNextOfBatch(tx.db, batchId);
  if (customerId === null) return null;
  const outcome = await sendTo(tx, customerId, staffId);
  await noteOutcome(tx.db, batchId, customerId, outcome);
  return outcome;
}

async function sendTo(tx: Ctx, customerId: string, staffId: string): Promise<string> {
  const refused = await refuseUnpermitted(tx, { kind: "staff", staffId }, "activation.send");
  if (refused) return refused.code;
  const customer = await findCustomerById(tx.db, customerId);
  if (!customer || customer.mergedInto !== null || customer.erasedAt !== null) return "customer.not-found";
  const obstacle = await findObstacle(tx, customer);
  if (obstacle) return obstacle.code;
  return (await mailActivation(tx, { customerId, staffId })) ?? "ok";
}
