import type { Metadata } from "next";
import { getVisitor, type Visit, visitAdmin } from "@/app/_edge/visit";
import { SelectPage } from "@/components/admin/select-page";
import { Fields } from "@/components/fields/fields";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { type CompaniesPage as Found, findCompanies } from "@/core/company-office/find-companies";
import { readCompanyFilter } from "@/core/company-office/read-company-filter";
import type { Language } from "@/core/ctx";
import { askedFields } from "@/core/fields/field-views";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { News } from "../news";
import { createCompanyAction, deactivateManyAction } from "./action";
import { CompanySearch } from "./company-search";
import { CompanyTable } from "./company-table";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminCompanies.heading")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Query> };

export default async function CompaniesPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/companies");
  const asked = await searchParams;
  const mayEdit = staff.permissions.has("companies.edit");
  if ("add" in asked && mayEdit) return <NewCompany t={t} ctx={ctx} />;
  const filter = readCompanyFilter(asked);
  const page = await findCompanies(ctx, filter);
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <h1>{t("adminCompanies.heading")}</h1>
        {mayEdit ? (
          <a href="/admin/companies?add" className="button-quiet">
            {t("adminCompanies.add.link")}
          </a>
        ) : null}
      </div>
      <News news={[[asked.deactivated, t("adminCompanies.many.done")]]} />
      <CompanySearch t={t} path="/admin/companies" filter={filter} page={page} noneYet={t("adminCompanies.noneYet")}>
        <List t={t} language={ctx.request.language} page={page} isSelectable={mayEdit} />
      </CompanySearch>
    </>
  );
}

type ListProps = { readonly t: Translator; readonly language: Language; readonly page: Found; readonly isSelectable: boolean };

/** The table; around it, for who may change companies, the form that shuts those that are ticked. */
function List({ t, language, page, isSelectable }: ListProps) {
  const table = <CompanyTable t={t} language={language} companies={page.companies} isSelectable={isSelectable} />;
  if (!isSelectable) return table;
  return (
    <Form action={deactivateManyAction} texts={formTexts(t)} submit={t("adminCompanies.many.submit")} tone="quiet" scope="many">
      <div className="min-w-0">
        <SelectPage label={t("adminCustomers.many.selectPage")} />
        {table}
      </div>
    </Form>
  );
}

function NewCompany({ t, ctx }: Pick<Visit, "t" | "ctx">) {
  return (
    <div className="max-w-md">
      <a href="/admin/companies" className="tall-link">
        {t("adminCompanies.back")}
      </a>
      <Form
        action={createCompanyAction}
        texts={formTexts(t)}
        heading={t("adminCompanies.add.title")}
        intro={<p className="mb-5 text-quiet">{t("adminCompanies.add.intro")}</p>}
        submit={t("adminCompanies.add.submit")}
      >
        <Fields asked={askedFields(ctx, "staff", {}, "company")} />
        <Field name="number" label={t("adminCompanies.add.number")} autoComplete="off" />
      </Form>
    </div>
  );
}
