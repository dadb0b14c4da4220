import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import {
  listUnproven,
  readUnprovenFilter,
  type UnprovenFilter,
  unprovenQuery,
  unprovenStates,
} from "@/core/registration/list-unproven";
import type { Translator } from "@/messages/translator";
import { isFresh } from "../is-fresh";
import { UnprovenTable } from "./unproven-table";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminRegistrations.heading")} – ${t("admin.title")}` };
}

type Asked = Record<string, string | string[] | undefined>;
type Props = { searchParams: Promise<Asked> };

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
      <News t={t} asked={asked} />
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
      <p className="mt-4 flex flex-wrap gap-x-6">
        {newest ? <PageLink filter={newest} text={t("adminRegistrations.newest")} /> : null}
        {next ? <PageLink filter={next} text={t("adminRegistrations.older")} /> : null}
      </p>
    </>
  );
}

function News({ t, asked }: { t: Translator; asked: Asked }) {
  const said = (["resent", "discarded"] as const).find((name) => isFresh(asked[name]));
  return said === undefined ? null : (
    <p role="status" className="mb-4 font-medium text-good">
      {t(`adminRegistrations.${said}`)}
    </p>
  );
}

function Search({ t, filter: { search, state } }: { t: Translator; filter: UnprovenFilter }) {
  return (
    <search aria-label={t("adminRegistrations.search.label")}>
      <form action="/admin/registrations" method="get" className="mb-2 flex max-w-3xl flex-wrap items-end gap-x-3 gap-y-2">
        <div className="grid min-w-0 flex-[1_1_18rem] gap-1">
          <label htmlFor="q" className="text-sm font-medium">
            {t("adminRegistrations.search.field")}
          </label>
          <input
            className="input"
            id="q"
            name="q"
            type="search"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={254}
            defaultValue={search}
          />
        </div>
        {state === undefined ? null : <input type="hidden" name="state" value={state} />}
        <button type="submit" className="button-quiet">
          {t("adminRegistrations.search.submit")}
        </button>
        {search === undefined ? null : <PageLink filter={{ state }} text={t("adminRegistrations.search.clear")} />}
      </form>
    </search>
  );
}

function Filters({ t, filter: { search, state } }: { t: Translator; filter: UnprovenFilter }) {
  return (
    <nav aria-label={t("adminRegistrations.show")} className="mb-4 flex flex-wrap gap-x-5">
      <PageLink filter={{ search }} text={t("adminRegistrations.filters.all")} isChosen={state === undefined} />
      {unprovenStates.map((one) => (
        <PageLink
          key={one}
          filter={{ search, state: one }}
          text={t(`adminRegistrations.filters.${one}`)}
          isChosen={one === state}
        />
      ))}
    </nav>
  );
}

function PageLink({ filter, text, isChosen = false }: { filter: UnprovenFilter; text: string; isChosen?: boolean }) {
  const query = unprovenQuery(filter);
  return (
    <a
      href={`/admin/registrations${query && "?"}${query}`}
      aria-current={isChosen ? "page" : undefined}
      className="inline-flex min-h-11 items-center aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:no-underline"
    >
      {text}
    </a>
  );
}
