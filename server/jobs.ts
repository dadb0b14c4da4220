import { z } from "zod";
import { runBatch } from "@/core/activation/run-batch";
import type { Ctx } from "@/core/ctx";
import { workImport } from "@/core/import/work-import";
import { deliverMail } from "@/core/mail/deliver";
import type { MailTransport } from "@/core/mail/transports/transport";
import { answerCodeRequest } from "@/core/sign-in/answer-code-request";
import { answerResetRequest } from "@/core/sign-in/answer-reset-request";
import { mailRequest } from "@/core/sign-in/mail-request";
import type { QueueName } from "@/db/queries/jobs";

/** What a job runs with: a Ctx without a visitor, and the way out for mail. */
export type JobCtx = Ctx & { readonly transport: MailTransport; readonly smtpUrl: string | null };

/** Runs one job. Throws if it could not: it is tried again then. */
export type JobRunner = (ctx: JobCtx, data: unknown) => Promise<unknown>;

/** Which use case does which job (core/jobs/enqueue.ts). A queue without one is left alone. */
export const jobRunners: Readonly<Partial<Record<QueueName, JobRunner>>> = {
  "deliver-mail": runs(z.object({ mailId: z.uuid() }), (ctx, { mailId }) => deliverMail(ctx, mailId)),
  "work-import": runs(z.object({ importId: z.uuid() }), (ctx, { importId }) => workImport(ctx, importId)),
  "send-activations": runs(z.object({ batchId: z.uuid() }), (ctx, { batchId }) => runBatch(ctx, batchId)),
  "answer-reset-request": runs(mailRequest, answerResetRequest),
  "answer-code-request": runs(mailRequest, answerCodeRequest),
};

function runs<Data>(schema: z.ZodType<Data>, run: (ctx: JobCtx, data: Data) => Promise<unknown>): JobRunner {
  return (ctx, data) => run(ctx, schema.parse(data));
}
