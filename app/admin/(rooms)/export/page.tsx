import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { type CustomerFilter, readCustomerFilter } from "@/core/customers/read-customer-filter";
import { failureInWords } from "@/core/failure-in-words";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminImport.export.heading")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Query> };

export default async function ExportPage({ searchParams }: Props) {
  const { t, staff } = await visitAdmin("/admin/export");
  const query = await searchParams;
  const { search, standing } = readCustomerFilter(query);
  const problem = PROBLEMS.find((code) => code === query.problem);
  return (
    <div className="max-w-2xl">
      <a href="/admin/customers" className="tall-link">
        {t("adminCustomers.detail.back")}
      </a>
      {problem ? (
        <div role="alert" className="mb-6 rounded-md border-2 border-bad p-4">
          <p className="font-medium text-bad">{t("adminImport.export.refused")}</p>
          <p>{failureInWords(t, problem)}</p>
        </div>
      ) : null}
      <h1>{t("adminImport.export.heading")}</h1>
      <p className="mt-1 mb-4 text-quiet">{t("adminImport.export.intro")}</p>
      <Scope t={t} search={search} standing={standing} />
      <form action="/admin/export/file" method="post" className="mt-5 grid gap-5">
        <input type="hidden" name="q" value={search ?? ""} />
        <input type="hidden" name="state" value={standing ?? ""} />
        {staff.isFresh ? null : <Confirm t={t} />}
        <div className="flex flex-wrap gap-3">
          <button type="submit" name="kind" value="customers" className="button">
            {t("adminImport.export.customers")}
          </button>
          <button type="submit" name="kind" value="orders" className="button-quiet">
            {t("adminImport.export.orders")}
          </button>
        </div>
      </form>
    </div>
  );
}

// Nothing else can be made to stand here by an address.
const PROBLEMS = ["staff.confirm-needed", "password.wrong-current", "staff.not-permitted"] as const;

function Scope({ t, search, standing }: { t: Translator } & CustomerFilter) {
  if (search === undefined && standing === undefined) return <p>{t("adminImport.export.all")}</p>;
  return (
    <div className="wrap-anywhere">
      <p>{t("adminImport.export.filtered")}</p>
      <ul className="list-disc pl-6">
        {search === undefined ? null : <li>{t("adminImport.export.search", { search })}</li>}
        {standing === undefined ? null : (
          <li>{t("adminImport.export.standing", { standing: t(`adminCustomers.standings.${standing}`) })}</li>
        )}
      </ul>
      <a href="/admin/export" className="tall-link">
        {t("adminImport.export.toAll")}
      </a>
    </div>
  );
}

function Confirm({ t }: { t: Translator }) {
  return (
    <div className="grid max-w-md gap-1.5">
      <label htmlFor="confirmPassword" className="font-medium">
        {t("admin.confirm.label")}
      </label>
      <p id="confirmPassword-hint" className="text-sm text-quiet">
        {t("adminImport.export.confirmHint")}
      </p>
      <input
        type="password"
        id="confirmPassword"
        name="confirmPassword"
        autoComplete="current-password"
        aria-describedby="confirmPassword-hint"
        className="input"
      />
    </div>
  );
}
