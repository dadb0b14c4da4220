import type { Standing } from "@/db/queries/customer-search";

/** What a customer can be to the shop: without an account, with one, with one that is shut. */
export const standings = ["guest", "pending", "active", "deactivated"] as const satisfies readonly Standing[];

/** What an agent asked the list of customers for. `after` is the last customer of the page before. */
export type CustomerFilter = {
  readonly search?: string | undefined;
  readonly standing?: Standing | undefined;
  readonly after?: string | undefined;
};

type Params = Readonly<Record<string, string | string[] | undefined>>;

/** Longest text that is searched for; what follows is not looked at. */
const LONGEST_SEARCH = 200;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Reads a page's query as a filter. Whatever makes no sense counts as not asked for (T-A11). */
export function readCustomerFilter({ q, state, after }: Params): CustomerFilter {
  const typed = typeof q === "string" ? q.replace(/[\p{C}\s]+/gu, " ").trim() : "";
  return {
    search: typed === "" ? undefined : [...typed].slice(0, LONGEST_SEARCH).join(""),
    standing: standings.find((one) => one === state),
    after: typeof after === "string" && UUID.test(after) ? after : undefined,
  };
}

/** The query that asks for a filter again; the other way round of {@link readCustomerFilter}. */
export function customerQuery({ search, standing, after }: CustomerFilter): string {
  const asked = Object.entries({ q: search, state: standing, after }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return new URLSearchParams(asked).toString();
}
