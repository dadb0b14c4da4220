import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { CustomerSearchForm } from "@/components/admin/customer-search-form";
import { CustomerTable } from "@/components/admin/customer-table";
import { findCustomers } from "@/core/customers/find-customers";
import { countMergeCandidates, MOST_COUNTED } from "@/core/customers/list-merge-candidates";
import { type CustomerFilter, customerQuery, readCustomerFilter, standings } from "@/core/customers/read-customer-filter";
import type { Translator } from "@/messages/translator";
import { customersInWords } from "./words";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminCustomers.heading")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CustomersPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/customers");
  const filter = readCustomerFilter(await searchParams);
  const [page, toDecide] = await Promise.all([findCustomers(ctx, filter), countMergeCandidates(ctx)]);
  const first = filter.after === undefined ? null : { ...filter, after: undefined };
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <h1>{t("adminCustomers.heading")}</h1>
        <p className="flex flex-wrap items-center gap-x-5 gap-y-2">
          {staff.permissions.has("customers.export") ? (
            <a href={exportPath(filter)} className="inline-flex min-h-11 items-center">
              {t("adminImport.export.fromList")}
            </a>
          ) : null}
          <a href="/admin/customers/new" className="button-quiet">
            {t("adminCustomers.add")}
          </a>
        </p>
      </div>
      <CustomerSearchForm t={t} search={filter.search} standing={filter.standing} />
      <Filters t={t} filter={filter} />
      {toDecide === 0 ? null : (
        <p className="mb-3">
          <a href="/admin/same-address" className="inline-flex min-h-11 items-center">
            {t("adminMerge.sameAddress.link", { count: toDecide === MOST_COUNTED ? `${MOST_COUNTED}+` : String(toDecide) })}
          </a>
        </p>
      )}
      {page.customers.length === 0 ? (
        <p className="my-6">{t(nothingSaid(filter))}</p>
      ) : (
        <>
          {filter.search === undefined ? <p className="mb-2 text-sm text-quiet">{t("adminCustomers.newestFirst")}</p> : null}
          <CustomerTable t={t} customers={customersInWords(t, ctx.request.language, page)} />
        </>
      )}
      <p className="mt-4 flex flex-wrap gap-x-6">
        {first ? <PageLink filter={first} text={t("adminCustomers.first")} /> : null}
        {page.next ? <PageLink filter={page.next} text={t("adminCustomers.more")} /> : null}
      </p>
    </>
  );
}

function exportPath({ search, standing }: CustomerFilter): string {
  const query = customerQuery({ search, standing });
  return `/admin/export${query && "?"}${query}`;
}

function nothingSaid({ search, standing, after }: CustomerFilter) {
  if (search !== undefined) return "adminCustomers.none";
  return standing === undefined && after === undefined ? "adminCustomers.noneYet" : "adminCustomers.noneOfStanding";
}

function Filters({ t, filter: { search, standing } }: { t: Translator; filter: CustomerFilter }) {
  return (
    <nav aria-label={t("adminCustomers.show")} className="mb-4 flex flex-wrap gap-x-5">
      <PageLink filter={{ search }} text={t("adminCustomers.filters.all")} isChosen={standing === undefined} />
      {standings.map((one) => (
        <PageLink
          key={one}
          filter={{ search, standing: one }}
          text={t(`adminCustomers.filters.${one}`)}
          isChosen={one === standing}
        />
      ))}
    </nav>
  );
}

function PageLink({ filter, text, isChosen = false }: { filter: CustomerFilter; text: string; isChosen?: boolean }) {
  const query = customerQuery(filter);
  return (
    <a
      href={`/admin/customers${query && "?"}${query}`}
      aria-current={isChosen ? "page" : undefined}
      className="inline-flex min-h-11 items-center aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:no-underline"
    >
      {text}
    </a>
  );
}
