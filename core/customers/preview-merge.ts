import type { Ctx } from "@/core/ctx";
import { findMergeSide } from "@/core/customers/find-merge-side";
import { type MergePlan, planMerge } from "@/core/customers/plan-merge";
import { listOrderAddresses, type MergeSide } from "@/db/queries/merges";

/** What a merge would do, for the person who decides about it. */
export type MergePreview = MergePlan & {
  readonly kept: MergeSide;
  readonly merged: MergeSide;
  /** Addresses that moved orders were placed with and that the kept one's account has not proven: its owner will read those orders. */
  readonly foreignAddresses: readonly { readonly email: string; readonly count: number }[];
};

/**
 * Looks at two customers by their numbers, typed in any form: what would move, what would stay, what is refused and why (P-V6). Changes
 * nothing. Null if one of the numbers is nobody's.
 */
export async function previewMerge(
  ctx: Pick<Ctx, "db">,
  asked: { readonly kept: string; readonly merged: string },
): Promise<MergePreview | null> {
  const [kept, merged] = await Promise.all([findMergeSide(ctx, asked.kept), findMergeSide(ctx, asked.merged)]);
  if (!kept || !merged) return null;
  const plan = planMerge(kept, merged);
  const addresses = plan.refusal === null ? await listOrderAddresses(ctx.db, merged.id) : [];
  const proven = kept.isEmailProven ? kept.accountEmail : null;
  const foreignAddresses = kept.accountId === null ? [] : addresses.filter(({ email }) => email !== proven);
  return { ...plan, kept, merged, foreignAddresses };
}
