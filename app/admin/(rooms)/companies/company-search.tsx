import type { ReactNode } from "react";
import { FilterLinks, ListLink, PageLinks } from "@/components/admin/list-links";
import { SearchForm } from "@/components/admin/search-form";
import type { CompaniesPage } from "@/core/company-office/find-companies";
import {
  type CompanyFilter,
  companyKinds,
  companyQuery,
  companyStates,
  LONGEST_COMPANY_SEARCH,
} from "@/core/company-office/read-company-filter";
import type { Translator } from "@/messages/translator";

type Props = {
  readonly t: Translator;
  readonly path: string;
  readonly filter: CompanyFilter;
  readonly page: CompaniesPage;
  /** Whether the list is of one kind only. */
  readonly isOneKind?: boolean;
  /** What is said where nothing is to be listed, and nothing was asked for. */
  readonly noneYet: string;
  readonly children: ReactNode;
};

/** What stands around a list of companies: the search box, the filters, and the ways to its other pages. */
export function CompanySearch({ t, path, filter, page, isOneKind = false, noneYet, children }: Props) {
  const { search, kind, state, after } = filter;
  const shownKind = isOneKind ? undefined : kind;
  const isAsked = search !== undefined || shownKind !== undefined || state !== undefined || after !== undefined;
  const query = (asked: CompanyFilter) => companyQuery(isOneKind ? { ...asked, kind: undefined } : asked);
  return (
    <>
      <SearchForm
        action={path}
        label={t("adminCompanies.search.label")}
        field={t("adminCompanies.search.field")}
        submit={t("adminCompanies.search.submit")}
        search={search}
        atMost={LONGEST_COMPANY_SEARCH}
        hidden={
          <>
            {shownKind ? <input type="hidden" name="kind" value={shownKind} /> : null}
            {state ? <input type="hidden" name="state" value={state} /> : null}
          </>
        }
      >
        {isAsked ? <ListLink path={path} query="" text={t("adminCompanies.search.clear")} /> : null}
      </SearchForm>
      <Filters t={t} path={path} filter={filter} isOneKind={isOneKind} query={query} />
      {page.companies.length === 0 ? <p className="my-6">{isAsked ? t("adminCompanies.none") : noneYet}</p> : children}
      <PageLinks>
        {after === undefined ? null : (
          <ListLink path={path} query={query({ ...filter, after: undefined })} text={t("adminCompanies.first")} />
        )}
        {page.next ? <ListLink path={path} query={query(page.next)} text={t("adminCompanies.more")} /> : null}
      </PageLinks>
    </>
  );
}

type FiltersProps = Pick<Props, "t" | "path" | "filter"> & {
  readonly isOneKind: boolean;
  readonly query: (asked: CompanyFilter) => string;
};

function Filters({ t, path, filter: { search, kind, state }, isOneKind, query }: FiltersProps) {
  return (
    <FilterLinks label={t("adminCompanies.show")}>
      {isOneKind
        ? null
        : [undefined, ...companyKinds].map((one) => (
            <ListLink
              key={one ?? "all"}
              path={path}
              query={query({ search, state, kind: one })}
              text={t(`adminCompanies.kinds.${one ?? "all"}`)}
              isChosen={one === kind}
            />
          ))}
      {companyStates.map((one) => (
        <ListLink
          key={one}
          path={path}
          query={query({ search, kind, state: one === state ? undefined : one })}
          text={t(`adminCompanies.states.${one}`)}
          isChosen={one === state}
        />
      ))}
    </FilterLinks>
  );
}
