import type { Ctx } from "@/core/ctx";
import { insertJob } from "@/db/queries/jobs";

/** Work that is done outside of a request, at least once, safe to do twice. */
export type Job =
  | { readonly name: "work-import"; readonly data: { readonly importId: string } }
  | { readonly name: "deliver-mail"; readonly data: { readonly mailId: string } }
  | { readonly name: "send-activations"; readonly data: { readonly batchId: string } }
  | {
      readonly name: "answer-reset-request" | "answer-code-request";
      readonly data: {
        readonly identifier: string;
        readonly browserHash: string;
        readonly language: string;
        readonly address: string;
      };
    };

/**
 * Puts a job into the queue in the open transaction: it exists exactly when the fact it follows from does. Needs no running pg-boss and
 * no second connection: pg-boss only words the insert, the transaction of `ctx.db` runs it.
 */
export async function enqueueJob(ctx: Pick<Ctx, "db">, job: Job, startAfterSeconds = 0): Promise<void> {
  await insertJob(ctx.db, job.name, job.data, startAfterSeconds);
}
