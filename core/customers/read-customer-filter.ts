import { oneOf, type Query, queryOf, rowIdOf, typedLine } from "@/core/query";
import type { Standing } from "@/db/queries/customer-search";

/** What a customer can be to the shop: without an account, with one, with one that is shut. */
export const standings = ["guest", "pending", "active", "deactivated"] as const satisfies readonly Standing[];

/** What an agent asked the list of customers for. `after` is the last customer of the page before. */
export type CustomerFilter = {
  readonly search?: string | undefined;
  readonly standing?: Standing | undefined;
  readonly after?: string | undefined;
};

/** Longest text that is searched for; what follows is not looked at. */
export const LONGEST_SEARCH = 200;

/** Reads a page's query as a filter. Whatever makes no sense counts as not asked for (T-A11). */
export function readCustomerFilter({ q, state, after }: Query): CustomerFilter {
  return { search: typedLine(q, LONGEST_SEARCH), standing: oneOf(standings, state), after: rowIdOf(after) };
}

/** The query that asks for a filter again; the other way round of {@link readCustomerFilter}. */
export const customerQuery = ({ search, standing, after }: CustomerFilter): string =>
  queryOf({ q: search, state: standing, after });
