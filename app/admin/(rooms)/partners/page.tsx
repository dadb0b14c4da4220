import type { Metadata } from "next";
import { getVisitor, type Visit, visitAdmin } from "@/app/_edge/visit";
import { Fields } from "@/components/fields/fields";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { findCompanies } from "@/core/company-office/find-companies";
import { readCompanyFilter } from "@/core/company-office/read-company-filter";
import { askedFields } from "@/core/fields/field-views";
import type { Query } from "@/core/query";
import { CompanySearch } from "../companies/company-search";
import { CompanyTable } from "../companies/company-table";
import { createPartnerAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminPartners.heading")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Query> };

export default async function PartnersPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/partners");
  const asked = await searchParams;
  const mayEdit = staff.permissions.has("companies.edit");
  if ("add" in asked && mayEdit) return <NewPartner t={t} ctx={ctx} />;
  const filter = { ...readCompanyFilter(asked), kind: "partner" } as const;
  const page = await findCompanies(ctx, filter);
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <h1>{t("adminPartners.heading")}</h1>
        {mayEdit ? (
          <a href="/admin/partners?add" className="button-quiet">
            {t("adminPartners.add.link")}
          </a>
        ) : null}
      </div>
      <CompanySearch t={t} path="/admin/partners" filter={filter} page={page} isOneKind noneYet={t("adminPartners.noneYet")}>
        <CompanyTable t={t} language={ctx.request.language} companies={page.companies} />
      </CompanySearch>
    </>
  );
}

function NewPartner({ t, ctx }: Pick<Visit, "t" | "ctx">) {
  return (
    <div className="max-w-md">
      <a href="/admin/partners" className="tall-link">
        {t("adminPartners.back")}
      </a>
      <Form
        action={createPartnerAction}
        texts={formTexts(t)}
        heading={t("adminPartners.add.title")}
        intro={<p className="mb-5 text-quiet">{t("adminPartners.add.intro")}</p>}
        submit={t("adminPartners.add.submit")}
      >
        <Fields asked={askedFields(ctx, "staff", {}, "company")} />
      </Form>
    </div>
  );
}
