import type { Visit } from "@/app/_edge/visit";
import type { OwnCompany } from "@/core/companies/get-own-company";
import { fullNameOf } from "@/core/customers/full-name";
import { decideRequestAction } from "./action";
import { CompanyForm } from "./company-form";
import { UserTypeField } from "./user-type-field";

type Props = Pick<Visit, "t"> & { readonly company: OwnCompany };

/** Who asks to be let in; nothing where nobody does. */
export function RequestsPart({ t, company }: Props) {
  const { requests } = company;
  if (requests.length === 0) return null;
  return (
    <section className="mt-10">
      <h2>{t("company.requests.heading")}</h2>
      <p className="mt-2 text-quiet">{t("company.requests.text")}</p>
      <ul className="mt-3 divide-y divide-rule border-y border-rule">
        {requests.map((request) => (
          <li key={request.customerId} className="py-4">
            <p className="font-medium wrap-anywhere">{fullNameOf(request)}</p>
            <p className="mb-3 text-sm text-quiet wrap-anywhere">{request.email}</p>
            <Decision t={t} company={company} request={request} decision="letIn" />
            <Decision t={t} company={company} request={request} decision="notLetIn" />
          </li>
        ))}
      </ul>
    </section>
  );
}

type DecisionProps = Props & {
  readonly request: OwnCompany["requests"][number];
  readonly decision: "letIn" | "notLetIn";
};

const Decision = ({ t, company, request, decision }: DecisionProps) => (
  <CompanyForm
    t={t}
    own={company.own}
    action={decideRequestAction}
    tone={decision === "letIn" ? "quiet" : "link"}
    layout="row"
    submit={t(`company.requests.${decision}`)}
    submitFor={fullNameOf(request)}
    scope={`${decision}-${request.customerId}`}
  >
    <input type="hidden" name="person" value={request.customerId} />
    <input type="hidden" name="decision" value={decision} />
    {decision === "letIn" ? <UserTypeField t={t} company={company} chosen={company.suggestedType} /> : null}
  </CompanyForm>
);
