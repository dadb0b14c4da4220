import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { CustomerTable, type CustomerView } from "@/components/admin/customer-table";
import { FilterLinks, ListLink, PageLinks } from "@/components/admin/list-links";
import { SearchForm } from "@/components/admin/search-form";
import { SelectPage } from "@/components/admin/select-page";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { findCustomers } from "@/core/customers/find-customers";
import { countMergeCandidates, MOST_COUNTED } from "@/core/customers/list-merge-candidates";
import {
  type CustomerFilter,
  customerQuery,
  LONGEST_SEARCH,
  readCustomerFilter,
  standings,
} from "@/core/customers/read-customer-filter";
import type { Query } from "@/core/query";
import type { Permission } from "@/core/staff/permissions";
import type { Translator } from "@/messages/translator";
import { News } from "../news";
import { sendManyAction } from "./many-action";
import { Everybody, Sendings } from "./many-part";
import { customersInWords } from "./words";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminCustomers.heading")} – ${t("admin.title")}` };
}

const PATH = "/admin/customers";

type Props = { searchParams: Promise<Query> };

export default async function CustomersPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/customers");
  const asked = await searchParams;
  const filter = readCustomerFilter(asked);
  const maySend = staff.permissions.has("activation.send");
  const [page, toDecide] = await Promise.all([findCustomers(ctx, filter), countMergeCandidates(ctx)]);
  const first = filter.after === undefined ? null : { ...filter, after: undefined };
  return (
    <>
      <Head t={t} filter={filter} may={staff.permissions} />
      <News news={newsFrom(t, asked)} />
      <Search t={t} filter={filter} />
      <Filters t={t} filter={filter} />
      <ToDecide t={t} many={toDecide} />
      {page.customers.length === 0 ? (
        <p className="my-6">{t(nothingSaid(filter))}</p>
      ) : (
        <>
          {filter.search === undefined ? <p className="mb-2 text-sm text-quiet">{t("adminCustomers.newestFirst")}</p> : null}
          <List t={t} customers={customersInWords(t, ctx.request.language, page)} isSelectable={maySend} />
        </>
      )}
      <PageLinks>
        {first ? <ListLink path={PATH} query={customerQuery(first)} text={t("adminCustomers.first")} /> : null}
        {page.next ? <ListLink path={PATH} query={customerQuery(page.next)} text={t("adminCustomers.more")} /> : null}
      </PageLinks>
      {maySend && page.customers.length > 0 ? <Everybody t={t} filter={filter} /> : null}
      {maySend ? <Sendings t={t} ctx={ctx} /> : null}
    </>
  );
}

/** The heading, and beside it the ways to a file and to a new customer for whoever may make them. */
function Head({ t, filter, may }: { t: Translator; filter: CustomerFilter; may: ReadonlySet<Permission> }) {
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <h1>{t("adminCustomers.heading")}</h1>
      <p className="flex flex-wrap items-center gap-x-5 gap-y-2">
        {may.has("customers.export") ? (
          <a href={exportPath(filter)} className="tall-link">
            {t("adminImport.export.fromList")}
          </a>
        ) : null}
        {may.has("customers.edit") ? (
          <a href="/admin/customers/new" className="button-quiet">
            {t("adminCustomers.add")}
          </a>
        ) : null}
      </p>
    </div>
  );
}

function newsFrom(t: Translator, { stopped, started, total }: Query) {
  const stoppedNow = [stopped, t("adminCustomers.many.wasStopped")] as const;
  const many = Number(total);
  return Number.isSafeInteger(many)
    ? [stoppedNow, [started, t("adminCustomers.many.started", { total: many })] as const]
    : [stoppedNow];
}

/** The way to customers with one address about whom nobody has decided yet. */
function ToDecide({ t, many }: { t: Translator; many: number }) {
  if (many === 0) return null;
  return (
    <p className="mb-3">
      <a href="/admin/same-address" className="tall-link">
        {t("adminMerge.sameAddress.link", { count: many === MOST_COUNTED ? `${MOST_COUNTED}+` : String(many) })}
      </a>
    </p>
  );
}

function exportPath({ search, standing }: CustomerFilter): string {
  const query = customerQuery({ search, standing });
  return `/admin/export${query && "?"}${query}`;
}

type ListProps = { readonly t: Translator; readonly customers: readonly CustomerView[]; readonly isSelectable: boolean };

/** The table; around it, for who may send activations, the form that sends them to those who are ticked. */
function List({ t, customers, isSelectable }: ListProps) {
  const table = <CustomerTable t={t} customers={customers} isSelectable={isSelectable} />;
  if (!isSelectable) return table;
  return (
    <Form
      action={sendManyAction}
      texts={formTexts(t)}
      submit={t("adminCustomers.many.send")}
      submitFor={t("adminCustomers.many.sendFor")}
      tone="quiet"
      scope="many"
    >
      <div className="min-w-0">
        <SelectPage label={t("adminCustomers.many.selectPage")} />
        {table}
      </div>
    </Form>
  );
}

function nothingSaid({ search, standing, after }: CustomerFilter) {
  if (search !== undefined) return "adminCustomers.none";
  return standing === undefined && after === undefined ? "adminCustomers.noneYet" : "adminCustomers.noneOfStanding";
}

function Search({ t, filter: { search, standing } }: { t: Translator; filter: CustomerFilter }) {
  return (
    <SearchForm
      action={PATH}
      label={t("adminCustomers.search.label")}
      field={t("adminCustomers.search.field")}
      submit={t("adminCustomers.search.submit")}
      search={search}
      atMost={LONGEST_SEARCH}
      hidden={standing === undefined ? null : <input type="hidden" name="state" value={standing} />}
    >
      {search === undefined && standing === undefined ? null : (
        <ListLink path={PATH} query="" text={t("adminCustomers.search.clear")} />
      )}
    </SearchForm>
  );
}

function Filters({ t, filter: { search, standing } }: { t: Translator; filter: CustomerFilter }) {
  return (
    <FilterLinks label={t("adminCustomers.show")}>
      {[undefined, ...standings].map((one) => (
        <ListLink
          key={one ?? "all"}
          path={PATH}
          query={customerQuery({ search, standing: one })}
          text={t(`adminCustomers.filters.${one ?? "all"}`)}
          isChosen={one === standing}
        />
      ))}
    </FilterLinks>
  );
}
