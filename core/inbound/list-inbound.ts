import type { Ctx } from "@/core/ctx";
import { isRowId, oneOf, type Query, queryOf, rowIdOf } from "@/core/query";
import { findInboundRow, type InboundOutcome, inboundOutcomes, listInboundRows } from "@/db/queries/inbound-mails";

export { inboundOutcomes };

/** Which incoming mails to list: of one outcome or of all, the newest or those older than one. */
export type InboundFilter = { readonly outcome?: InboundOutcome | undefined; readonly before?: string | undefined };

/** An incoming mail as the list shows it. */
export type InboundLine = Awaited<ReturnType<typeof listInboundRows>>[number];

const PAGE = 50;

/** Reads a filter from an address; what makes no sense counts as absent. */
export const readInboundFilter = ({ outcome, before }: Query): InboundFilter => ({
  outcome: oneOf(inboundOutcomes, outcome),
  before: rowIdOf(before),
});

/** The query that asks for a filter again. */
export const inboundQuery = ({ outcome, before }: InboundFilter): string => queryOf({ outcome, before });

/** A page of incoming mails, newest first, and whether there are older ones. */
export async function listInbound(
  { db }: Pick<Ctx, "db">,
  filter: InboundFilter,
): Promise<{ readonly mails: readonly InboundLine[]; readonly next: InboundFilter | null }> {
  const found = await listInboundRows(db, { ...filter, atMost: PAGE + 1 });
  const mails = found.slice(0, PAGE);
  const last = mails.at(-1);
  return { mails, next: found.length > PAGE && last ? { ...filter, before: last.id } : null };
}

/** One incoming mail with what is kept of its text; null if there is none. */
export const openInbound = ({ db }: Pick<Ctx, "db">, id: string): Promise<InboundLine | null> =>
  isRowId(id) ? findInboundRow(db, id) : Promise.resolve(null);
