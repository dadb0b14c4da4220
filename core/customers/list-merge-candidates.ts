import type { Ctx } from "@/core/ctx";
import { countSameAddress, listSameAddress } from "@/db/queries/same-address";

/** Pairs of a page. */
export const SAME_ADDRESS_PAGE = 25;

/** As far as is counted: beyond that it is "many". */
export const MOST_COUNTED = 1000;

/** Two customers with one address of whom nobody knows yet whether they are one person. */
export type SameAddressPair = Awaited<ReturnType<typeof listSameAddress>>[number];

/**
 * Customers with the address of an account that somebody registered, for staff to merge or to tell apart (P-R6): a page of them, the newest
 * first; `next` is the last of the page, null on the last page. Only the exact canonical address counts (T-R5). What is merged, erased or
 * told apart is left out.
 */
export async function listMergeCandidates(
  ctx: Pick<Ctx, "db">,
  { after }: { readonly after?: string | undefined } = {},
): Promise<{ readonly pairs: readonly SameAddressPair[]; readonly next: string | null }> {
  const found = await listSameAddress(ctx.db, { after, atMost: SAME_ADDRESS_PAGE + 1 });
  const pairs = found.slice(0, SAME_ADDRESS_PAGE);
  return { pairs, next: found.length > SAME_ADDRESS_PAGE ? (pairs.at(-1)?.id ?? null) : null };
}

/** How many of them there are, {@link MOST_COUNTED} at most: a few rows, however many customers the shop has. */
export const countMergeCandidates = (ctx: Pick<Ctx, "db">): Promise<number> => countSameAddress(ctx.db, MOST_COUNTED);
