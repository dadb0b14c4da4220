import { Part } from "@/components/admin/part";
import { SearchForm } from "@/components/admin/search-form";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { findCompanies } from "@/core/company-office/find-companies";
import { type CompanyMergePlan, previewCompanyMerge } from "@/core/company-office/merge-companies";
import type { OpenedCompany } from "@/core/company-office/open-company";
import { LONGEST_COMPANY_SEARCH } from "@/core/company-office/read-company-filter";
import type { Ctx } from "@/core/ctx";
import { failureInWords } from "@/core/failure-in-words";
import { type Query, typedLine } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { fullName } from "../../customers/words";
import { OwnPassword } from "../../own-password";
import { companyPath } from "../paths";
import { mergeCompaniesAction } from "./action";

type Props = {
  readonly t: Translator;
  readonly ctx: Pick<Ctx, "db">;
  readonly company: OpenedCompany["company"];
  /** `q` looks for the other company, `with` is its id. */
  readonly asked: Query;
  readonly isConfirmed: boolean;
};

/** Looks for the other company, shows what a merge would do, and does it. */
export async function MergePart({ t, ctx, company, asked, isConfirmed }: Props) {
  const other = typeof asked.with === "string" ? asked.with : "";
  const plan = other === "" ? null : await previewCompanyMerge(ctx, { kept: company.id, merged: other });
  const search = typedLine(asked.q, LONGEST_COMPANY_SEARCH);
  return (
    <Part id="merge" title={t("adminCompanies.merge.title")} text={t("adminCompanies.merge.text")}>
      {plan ? (
        <Preview t={t} company={company} plan={plan} isConfirmed={isConfirmed} />
      ) : (
        <>
          <SearchForm
            action={`${companyPath(company.id)}#merge`}
            label={t("adminCompanies.merge.title")}
            field={t("adminCompanies.merge.find")}
            submit={t("adminCompanies.merge.findSubmit")}
            search={search}
            atMost={LONGEST_COMPANY_SEARCH}
          />
          {search === undefined ? null : <Found t={t} ctx={ctx} company={company} search={search} />}
        </>
      )}
    </Part>
  );
}

async function Found({ t, ctx, company, search }: Pick<Props, "t" | "ctx" | "company"> & { readonly search: string }) {
  const page = await findCompanies(ctx, { search, kind: company.kind });
  const others = page.companies.filter(({ id }) => id !== company.id);
  if (others.length === 0) return <p className="mt-3">{t("adminCompanies.merge.nothing")}</p>;
  return (
    <ul className="mt-3 grid gap-1">
      {others.map(({ id, name }) => (
        <li key={id} className="wrap-anywhere">
          {name}{" "}
          <a href={`${companyPath(company.id)}?with=${id}#merge`} className="inline-flex min-h-6 items-center">
            {t("adminCompanies.merge.compare")}
            <span className="sr-only"> {name}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

type PreviewProps = Pick<Props, "t" | "company" | "isConfirmed"> & { readonly plan: CompanyMergePlan };

function Preview({ t, company, plan, isConfirmed }: PreviewProps) {
  const names = { kept: company.name, merged: plan.merged.name };
  const { people, orders, codes, addresses, domains, rerouted } = plan;
  const who = plan.administrators.map((one) => `${fullName(t, one)} (${one.number})`).join(", ");
  return (
    <>
      <h3 className="mb-2 font-semibold wrap-anywhere">{t("adminCompanies.merge.previewTitle", names)}</h3>
      <p className="mb-2">{t("adminCompanies.merge.brings", { merged: names.merged, people, orders, codes, addresses })}</p>
      <p className="mb-2">
        {who === ""
          ? t("adminCompanies.merge.noAdministrators")
          : t("adminCompanies.merge.administrators", { kept: names.kept, names: who })}
      </p>
      {domains.length === 0 ? null : (
        <p className="mb-2 wrap-anywhere">{t("adminCompanies.merge.domains", { domains: domains.join(", ") })}</p>
      )}
      {rerouted.length === 0 ? null : (
        <p className="mb-2 wrap-anywhere">{t("adminCompanies.merge.rerouted", { domains: rerouted.join(", ") })}</p>
      )}
      {plan.refusal === null ? (
        <Confirmation t={t} company={company} plan={plan} isConfirmed={isConfirmed} />
      ) : (
        <p role="status" className="max-w-2xl rounded-md border-2 border-bad p-4 font-medium">
          {failureInWords(t, plan.refusal)}
        </p>
      )}
    </>
  );
}

function Confirmation({ t, company, plan, isConfirmed }: PreviewProps) {
  return (
    <>
      <p className="mb-4 border-l-4 border-bad pl-3 font-medium">
        {t("adminCompanies.merge.isFinal", { merged: plan.merged.name })}
      </p>
      <Form
        action={mergeCompaniesAction}
        texts={formTexts(t)}
        submit={t("adminCompanies.merge.submit")}
        tone="quiet"
        scope="merge"
      >
        <input type="hidden" name="companyId" value={company.id} />
        <input type="hidden" name="merged" value={plan.merged.id} />
        <input type="hidden" name="seen" value={plan.seen} />
        <OwnPassword t={t} isAsked={!isConfirmed} />
      </Form>
    </>
  );
}
