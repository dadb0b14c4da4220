import type { Ctx } from "@/core/ctx";
import { type ActivationBatch, listActivationBatches } from "@/db/queries/activation-batches";

const SHOWN = 3;

/** The newest sendings to many, with how far each has come. */
export const listBatches = (ctx: Pick<Ctx, "db">): Promise<ActivationBatch[]> => listActivationBatches(ctx.db, SHOWN);
