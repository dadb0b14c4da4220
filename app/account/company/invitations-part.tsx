import type { Visit } from "@/app/_edge/visit";
import { Field } from "@/components/forms/field";
import type { OwnCompany } from "@/core/companies/get-own-company";
import { changeInvitationAction, inviteColleagueAction } from "./action";
import { CompanyForm } from "./company-form";
import { UserTypeField } from "./user-type-field";

type Props = Pick<Visit, "t"> & { readonly company: OwnCompany };

/** Invites somebody, and shows whose invitation is under way. */
export function InvitationsPart({ t, company }: Props) {
  const { invitations } = company;
  return (
    <section className="mt-10">
      <h2>{t("company.invite.heading")}</h2>
      <p className="mt-2 mb-4 text-quiet">{t("company.invite.text")}</p>
      <CompanyForm
        t={t}
        own={company.own}
        action={inviteColleagueAction}
        submit={t("company.invite.submit")}
        label={t("company.invite.heading")}
        scope="invite"
      >
        <Field name="email" type="email" label={t("company.invite.email")} autoComplete="off" isCaseless />
        <UserTypeField t={t} company={company} chosen={company.suggestedType} />
      </CompanyForm>
      {invitations.length > 0 ? <Open t={t} company={company} /> : null}
    </section>
  );
}

const Open = ({ t, company: { own, invitations } }: Props) => (
  <>
    <h3 className="mt-8 font-semibold">{t("company.open.heading")}</h3>
    <ul className="mt-3 divide-y divide-rule border-y border-rule">
      {invitations.map(({ id, email, userTypeName, isExpired, isWithinReach }) => (
        <li key={id} className="py-3">
          <p className="font-medium wrap-anywhere">{email}</p>
          <p className="text-sm text-quiet wrap-anywhere">
            {[userTypeName, ...(isExpired ? [t("company.open.expired")] : [])].join(" · ")}
          </p>
          {isWithinReach ? (
            <div className="flex flex-wrap gap-x-4">
              <Step t={t} own={own} id={id} step="again" email={email} />
              <Step t={t} own={own} id={id} step="withdraw" email={email} />
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  </>
);

type StepProps = Pick<Visit, "t"> &
  Pick<OwnCompany, "own"> & { readonly id: string; readonly step: "again" | "withdraw"; readonly email: string };

const Step = ({ t, own, id, step, email }: StepProps) => (
  <CompanyForm
    t={t}
    own={own}
    action={changeInvitationAction}
    tone="link"
    submit={t(`company.open.${step}`)}
    submitFor={t("company.open.for", { email })}
    scope={`${step}-${id}`}
  >
    <input type="hidden" name="invitation" value={id} />
    <input type="hidden" name="step" value={step} />
  </CompanyForm>
);
