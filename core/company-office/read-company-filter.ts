import { oneOf, type Query, queryOf, rowIdOf, typedLine } from "@/core/query";
import type { CompanyRow, CompanyState } from "@/db/queries/companies";

/** Whether the people of a company may act for it, as lists are filtered by. */
export const companyStates = ["open", "deactivated"] as const satisfies readonly CompanyState[];

/** What a company can be: a business customer or household, or a partner. */
export const companyKinds = ["customer", "partner"] as const satisfies readonly CompanyRow["kind"][];

/** What staff asked the list of companies for. `after` is the last company of the page before. */
export type CompanyFilter = {
  readonly search?: string | undefined;
  readonly kind?: CompanyRow["kind"] | undefined;
  readonly state?: CompanyState | undefined;
  readonly after?: string | undefined;
};

/** Longest text that companies are searched by; what follows is not looked at. */
export const LONGEST_COMPANY_SEARCH = 120;

/** Reads a page's query as a filter. Whatever makes no sense counts as not asked for (T-A11). */
export function readCompanyFilter({ q, kind, state, after }: Query): CompanyFilter {
  return {
    search: typedLine(q, LONGEST_COMPANY_SEARCH),
    kind: oneOf(companyKinds, kind),
    state: oneOf(companyStates, state),
    after: rowIdOf(after),
  };
}

/** The query that asks for a filter again; the other way round of {@link readCompanyFilter}. */
export const companyQuery = ({ search, kind, state, after }: CompanyFilter): string => queryOf({ q: search, kind, state, after });
