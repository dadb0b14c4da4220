import type { Visit } from "@/app/_edge/visit";
import { AnswerList, answerLines } from "@/components/fields/answer-list";
import { Fields } from "@/components/fields/fields";
import { SeenField } from "@/components/forms/seen-field";
import { Disclosure } from "@/components/ui/disclosure";
import type { OwnCompany } from "@/core/companies/get-own-company";
import { editOwnCompanyAction } from "./action";
import { CompanyForm } from "./company-form";

type Props = Pick<Visit, "t"> & { readonly company: OwnCompany };

/** What the shop knows of the company, for everybody in it; behind a click its form, for who may change it. */
export function DetailsPart({ t, company: { own, about, seen } }: Props) {
  // The name stands above.
  const lines = answerLines(
    t,
    about.views.filter(({ key }) => key !== "companyName"),
  );
  const mayEdit = own.may.has("company.edit");
  if (lines.length === 0 && !mayEdit) return null;
  return (
    <section className="mt-8">
      <h2 className="mb-3">{t("company.edit.heading")}</h2>
      {lines.length > 0 ? <AnswerList lines={lines} /> : null}
      {mayEdit ? (
        <Disclosure text={t("company.edit.open")}>
          <div className="mt-2">
            <CompanyForm
              t={t}
              own={own}
              action={editOwnCompanyAction}
              tone="quiet"
              submit={t("company.edit.submit")}
              label={t("company.edit.heading")}
              scope="details"
            >
              <SeenField value={seen} />
              <Fields asked={about} />
            </CompanyForm>
          </div>
        </Disclosure>
      ) : null}
    </section>
  );
}
