import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { FilterLinks, ListLink, PageLinks } from "@/components/admin/list-links";
import { SearchForm } from "@/components/admin/search-form";
import type { Query } from "@/core/query";
import {
  LONGEST_SEARCH,
  listUnproven,
  readUnprovenFilter,
  type UnprovenFilter,
  unprovenQuery,
  unprovenStates,
} from "@/core/registration/list-unproven";
import type { Translator } from "@/messages/translator";
import { News } from "../news";
import { UnprovenTable } from "./unproven-table";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminRegistrations.heading")} – ${t("admin.title")}` };
}

const PATH = "/admin/registrations";

type Props = { searchParams: Promise<Query> };

export default async function RegistrationsPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/registrations");
  const asked = await searchParams;
  const filter = readUnprovenFilter(asked);
  const { registrations, next } = await listUnproven(ctx, filter);
  const newest = filter.before === undefined ? null : { ...filter, before: undefined };
  return (
    <>
      <h1>{t("adminRegistrations.heading")}</h1>
      <p className="mt-1 mb-4 max-w-3xl text-quiet">{t("adminRegistrations.intro")}</p>
      <News
        news={[
          [asked.resent, t("adminRegistrations.resent")],
          [asked.discarded, t("adminRegistrations.discarded")],
        ]}
      />
      <Search t={t} filter={filter} />
      <Filters t={t} filter={filter} />
      {registrations.length === 0 ? (
        <p className="my-6">{t(unprovenQuery(filter) ? "adminRegistrations.none" : "adminRegistrations.noneYet")}</p>
      ) : (
        <UnprovenTable
          t={t}
          language={ctx.request.language}
          registrations={registrations}
          mayManage={staff.permissions.has("registrations.manage")}
          mayReadLog={staff.permissions.has("audit.read")}
        />
      )}
      <PageLinks>
        {newest ? <ListLink path={PATH} query={unprovenQuery(newest)} text={t("adminRegistrations.newest")} /> : null}
        {next ? <ListLink path={PATH} query={unprovenQuery(next)} text={t("adminRegistrations.older")} /> : null}
      </PageLinks>
    </>
  );
}

function Search({ t, filter: { search, state } }: { t: Translator; filter: UnprovenFilter }) {
  return (
    <SearchForm
      action={PATH}
      label={t("adminRegistrations.search.label")}
      field={t("adminRegistrations.search.field")}
      submit={t("adminRegistrations.search.submit")}
      search={search}
      atMost={LONGEST_SEARCH}
      hidden={state === undefined ? null : <input type="hidden" name="state" value={state} />}
    >
      {search === undefined ? null : (
        <ListLink path={PATH} query={unprovenQuery({ state })} text={t("adminRegistrations.search.clear")} />
      )}
    </SearchForm>
  );
}

function Filters({ t, filter: { search, state } }: { t: Translator; filter: UnprovenFilter }) {
  return (
    <FilterLinks label={t("adminRegistrations.show")}>
      {[undefined, ...unprovenStates].map((one) => (
        <ListLink
          key={one ?? "all"}
          path={PATH}
          query={unprovenQuery({ search, state: one })}
          text={t(`adminRegistrations.filters.${one ?? "all"}`)}
          isChosen={one === state}
        />
      ))}
    </FilterLinks>
  );
}
