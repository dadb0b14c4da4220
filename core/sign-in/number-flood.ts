import type { Ctx } from "@/core/ctx";
import { hasRoom, takeLimit } from "@/core/security/limits";

// One for all: who tries numbers in turn from many places is met by it, too.
const EVERYBODY = "everybody";

/** Counts a failed try with a customer number, whoever made it (T-N1, decision 0019). */
export async function countNumberMiss(ctx: Pick<Ctx, "db" | "secrets">): Promise<void> {
  await takeLimit(ctx, "sign-in:numbers", EVERYBODY);
}

/** Whether so many tries with customer numbers have failed of late that none is compared for now. Counts nothing. */
export const isFloodedByNumbers = async (ctx: Pick<Ctx, "db" | "secrets">): Promise<boolean> =>
  !(await hasRoom(ctx, "sign-in:numbers", EVERYBODY));
