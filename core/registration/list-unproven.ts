import type { Ctx } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { oneOf, type Query, queryOf, rowIdOf, supportCodeOf, typedLine } from "@/core/query";
import { listUnprovenRows } from "@/db/queries/registrations";

/** States of a registration that nobody has proven, as agents ask for them. */
export const unprovenStates = ["waiting", "expired", "discarded"] as const;

/** What an agent asked for. `search` is an address, a part before the @, or a support code, as typed. */
export type UnprovenFilter = {
  readonly state?: (typeof unprovenStates)[number] | undefined;
  readonly search?: string | undefined;
  readonly before?: string | undefined;
};

/** A registration that nobody has proven yet. No hash, no link and no code is in it. */
export type Unproven = Awaited<ReturnType<typeof listUnprovenRows>>[number];

const PAGE = 50;
/** Longest text that is searched for: an address is no longer. */
export const LONGEST_SEARCH = 254;

/** Reads a page's query as a filter; what makes no sense counts as not asked for. */
export const readUnprovenFilter = ({ q, state, before }: Query): UnprovenFilter => ({
  state: oneOf(unprovenStates, state),
  search: typedLine(q, LONGEST_SEARCH),
  before: rowIdOf(before),
});

/** The query that asks for a filter again; the other way round of {@link readUnprovenFilter}. */
export const unprovenQuery = ({ state, search, before }: UnprovenFilter): string => queryOf({ state, q: search, before });

/** A page of the registrations of the last month that nobody has proven, newest first (P-V7). `next` is null on the last page. */
export async function listUnproven(
  ctx: Pick<Ctx, "db">,
  filter: UnprovenFilter,
): Promise<{ registrations: readonly Unproven[]; next: UnprovenFilter | null }> {
  const { state, search, before } = filter;
  const wanted = search === undefined ? null : { emailKey: canonicalEmail(search), supportCode: supportCodeOf(search) ?? "" };
  const found = await listUnprovenRows(ctx.db, { state, search: wanted, before, atMost: PAGE + 1 });
  const registrations = found.slice(0, PAGE);
  const last = registrations.at(-1);
  return { registrations, next: found.length > PAGE && last ? { ...filter, before: last.id } : null };
}
