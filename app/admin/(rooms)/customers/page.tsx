import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { CustomerSearchForm } from "@/components/admin/customer-search-form";
import { CustomerTable, type CustomerView } from "@/components/admin/customer-table";
import { SelectPage } from "@/components/admin/select-page";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { findCustomers } from "@/core/customers/find-customers";
import { countMergeCandidates, MOST_COUNTED } from "@/core/customers/list-merge-candidates";
import { type CustomerFilter, customerQuery, readCustomerFilter, standings } from "@/core/customers/read-customer-filter";
import type { Permission } from "@/core/staff/permissions";
import type { Translator } from "@/messages/translator";
import { isFresh } from "../is-fresh";
import { sendManyAction } from "./many-action";
import { Everybody, Sendings } from "./many-part";
import { customersInWords } from "./words";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminCustomers.heading")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

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
      <News t={t} asked={asked} />
      <CustomerSearchForm t={t} search={filter.search} standing={filter.standing} />
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
      <p className="mt-4 flex flex-wrap gap-x-6">
        {first ? <PageLink filter={first} text={t("adminCustomers.first")} /> : null}
        {page.next ? <PageLink filter={page.next} text={t("adminCustomers.more")} /> : null}
      </p>
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
          <a href={exportPath(filter)} className="inline-flex min-h-11 items-center">
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

/** The way to customers with one address about whom nobody has decided yet. */
function ToDecide({ t, many }: { t: Translator; many: number }) {
  if (many === 0) return null;
  return (
    <p className="mb-3">
      <a href="/admin/same-address" className="inline-flex min-h-11 items-center">
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

function News({ t, asked }: { t: Translator; asked: Readonly<Record<string, string | string[] | undefined>> }) {
  const total = Number(asked.total);
  const said = isFresh(asked.stopped)
    ? t("adminCustomers.many.wasStopped")
    : isFresh(asked.started) && Number.isSafeInteger(total)
      ? t("adminCustomers.many.started", { total })
      : null;
  return said === null ? null : (
    <p role="status" className="mb-3 font-medium text-good">
      {said}
    </p>
  );
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
