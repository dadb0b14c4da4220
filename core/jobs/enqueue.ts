import type { Ctx } from "@/core/ctx";

/** Work that is done outside of a request, at least once, safe to do twice. */
export type Job =
  | { readonly name: "deliver-mail"; readonly data: { readonly mailId: string } }
  | {
      readonly name: "answer-reset-request";
      readonly data: {
        readonly identifier: string;
        readonly browserHash: string;
        readonly language: string;
        readonly address: string;
      };
    };

/** Puts a job into the queue in the open transaction: it exists exactly when the fact it follows from does. */
export async function enqueueJob(_ctx: Pick<Ctx, "db">, _job: Job, _startAfterSeconds = 0): Promise<void> {}
