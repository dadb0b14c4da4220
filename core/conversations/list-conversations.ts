import { listAnsweringIds } from "@/core/conversations/list-answering";
import type { Ctx } from "@/core/ctx";
import { readMeant } from "@/core/customers/find-customers";
import { LONGEST_SEARCH } from "@/core/customers/read-customer-filter";
import { oneOf, type Query, queryOf, rowIdOf, typedLine } from "@/core/query";
import { type ConversationRow, listConversationRows } from "@/db/queries/conversation-rooms";

/** Which conversations staff look at: all, their own, those with something unread, those that nobody looks after. */
export const conversationsShown = ["all", "mine", "unread", "nobody"] as const;

/** What the list is asked for. `before` is the last conversation of the page before. */
export type ConversationFilter = {
  readonly show: (typeof conversationsShown)[number];
  readonly search?: string | undefined;
  readonly before?: string | undefined;
};

/** Reads an address' query; what is none of ours is left out. */
export const readConversationFilter = (query: Query): ConversationFilter => ({
  show: oneOf(conversationsShown, query.show) ?? "all",
  search: typedLine(query.q, LONGEST_SEARCH),
  before: rowIdOf(query.before),
});

/** The query that asks for it again. */
export const conversationQuery = ({ show, search, before }: ConversationFilter): string =>
  queryOf({ show: show === "all" ? undefined : show, q: search, before });

/** Conversations of a page. */
const PAGE = 25;

/** A page of conversations; `next` is the filter of the page after it, null on the last one. */
export type ConversationsPage = { readonly conversations: readonly ConversationRow[]; readonly next: ConversationFilter | null };

/** Lists the conversations in which something was said, the last one first; with a search those of the customers that it finds. */
export async function listConversations(
  ctx: Pick<Ctx, "db">,
  { staffId, filter, pageSize = PAGE }: { staffId: string; filter: ConversationFilter; pageSize?: number },
): Promise<ConversationsPage> {
  const { show, search, before } = filter;
  const meant = search === undefined ? undefined : await readMeant(ctx, search);
  const answering = await listAnsweringIds(ctx);
  const rows = await listConversationRows(ctx.db, { show, staffId, answering, meant, before, atMost: pageSize + 1 });
  const conversations = rows.slice(0, pageSize);
  return { conversations, next: rows.length > pageSize ? { ...filter, before: conversations.at(-1)?.id } : null };
}
