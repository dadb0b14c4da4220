import { DataTable } from "@/components/admin/data-table";
import type { CompaniesPage } from "@/core/company-office/find-companies";
import type { Language } from "@/core/ctx";
import type { Translator } from "@/messages/translator";
import { daysIn } from "../moment";
import { companyPath, partnerPath } from "./paths";

type Props = {
  readonly t: Translator;
  readonly language: Language;
  readonly companies: CompaniesPage["companies"];
  /** Whether each has a box to tick, for the form that the table stands in. */
  readonly isSelectable?: boolean;
};

/** Companies as a table; partners lead to their codes. */
export function CompanyTable({ t, language, companies, isSelectable = false }: Props) {
  const columns = (["name", "kind", "people", "domains", "state", "since"] as const).map((one) =>
    t(`adminCompanies.columns.${one}`),
  );
  const [name, kind, people, domains, state, since] = columns;
  const select = t("adminCustomers.many.select");
  return (
    <DataTable caption={t("adminCompanies.heading")} columns={isSelectable ? [select, ...columns] : columns}>
      {companies.map((one) => (
        <tr key={one.id}>
          {isSelectable ? (
            <td data-label={select}>
              <input
                type="checkbox"
                name={one.id}
                aria-label={t("adminCompanies.many.select", { name: one.name })}
                className="size-6"
              />
            </td>
          ) : null}
          <td data-label={name}>
            <a
              href={one.kind === "partner" ? partnerPath(one.id) : companyPath(one.id)}
              className="inline-flex min-h-6 items-center font-medium wrap-anywhere"
            >
              {one.name}
            </a>
          </td>
          <td data-label={kind}>{t(`adminCompanies.kind.${one.kind}`)}</td>
          <td data-label={people} className="tabular-nums">
            {one.people}
          </td>
          <td data-label={domains} className="wrap-anywhere">
            {one.domains.join(", ") || "–"}
          </td>
          <td data-label={state}>
            <span className={one.deactivatedAt === null ? "" : "font-medium text-bad"}>
              {t(`adminCompanies.states.${one.deactivatedAt === null ? "open" : "deactivated"}`)}
            </span>
          </td>
          <td data-label={since}>{daysIn(language)(one.createdAt).text}</td>
        </tr>
      ))}
    </DataTable>
  );
}
