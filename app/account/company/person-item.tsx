import type { Visit } from "@/app/_edge/visit";
import { Disclosure } from "@/components/ui/disclosure";
import type { OwnCompany, SeenColleague } from "@/core/companies/get-own-company";
import { fullNameOf } from "@/core/customers/full-name";
import { changeColleagueAction, changeUserTypeAction } from "./action";
import { CompanyForm } from "./company-form";
import { UserTypeField } from "./user-type-field";

type Props = Pick<Visit, "t"> & { readonly person: SeenColleague; readonly company: OwnCompany };

/** Somebody of the own company, with what may be changed about them. */
export function PersonItem({ t, person, company }: Props) {
  const { email, userTypeName, state, isYou, isWithinReach } = person;
  const name = fullNameOf(person);
  const notes = [
    userTypeName,
    ...(isYou ? [t("company.people.you")] : []),
    ...(state === "active" ? [] : [t(`company.people.${state}`)]),
  ];
  return (
    <li className="py-4">
      <p className="font-medium wrap-anywhere">{name}</p>
      <p className="text-sm text-quiet wrap-anywhere">{[...notes, ...(email ? [email] : [])].join(" · ")}</p>
      {isWithinReach ? <Changes t={t} person={person} company={company} name={name} /> : null}
    </li>
  );
}

function Changes({ t, person, company, name }: Props & { name: string }) {
  const { customerId: id, userTypeId, userTypeName: type, state } = person;
  const isAdministrator = company.own.may.has("administrator");
  const about = { t, own: company.own, id, name };
  return (
    <Disclosure text={t("company.people.open")} textFor={name}>
      <div className="mt-2 grid gap-4 border-l-2 border-rule pl-4">
        <CompanyForm
          t={t}
          own={company.own}
          action={changeUserTypeAction}
          tone="quiet"
          layout="row"
          submit={t("company.people.change")}
          submitFor={t("company.people.changeFor", { name })}
          scope={`type-${id}`}
        >
          <input type="hidden" name="person" value={id} />
          <UserTypeField t={t} company={company} chosen={userTypeId} />
        </CompanyForm>
        <Step {...about} step={state === "deactivated" ? "reactivate" : "deactivate"} />
        <GraveStep {...about} step="remove" />
        {isAdministrator && state === "active" ? <GraveStep {...about} step="handOver" type={type} /> : null}
      </div>
    </Disclosure>
  );
}

type StepProps = Pick<Visit, "t"> &
  Pick<OwnCompany, "own"> & {
    readonly id: string;
    readonly name: string;
    readonly step: "deactivate" | "reactivate" | "remove" | "handOver";
    /** The user type that whoever hands over gets. */
    readonly type?: string;
  };

const Step = (props: StepProps) => (
  <div>
    <StepForm {...props} />
    <StepText {...props} />
  </div>
);

/** What cannot simply be taken back is asked once more. */
const GraveStep = (props: StepProps) => {
  const { t, step } = props;
  return (
    <Disclosure isGrave text={t(`company.people.${step}`)} textFor={whom(props)}>
      <StepText {...props} />
      <div className="mt-2">
        <StepForm {...props} />
      </div>
    </Disclosure>
  );
};

const StepForm = (props: StepProps) => {
  const { t, own, id, step } = props;
  return (
    <CompanyForm
      t={t}
      own={own}
      action={changeColleagueAction}
      tone="quiet"
      submit={t(`company.people.${step}`)}
      submitFor={whom(props)}
      scope={`${step}-${id}`}
    >
      <input type="hidden" name="person" value={id} />
      <input type="hidden" name="step" value={step} />
    </CompanyForm>
  );
};

const StepText = ({ t, step, name, type = "" }: StepProps) => (
  <p className="mt-1 text-sm text-quiet wrap-anywhere">{t(`company.people.text.${step}`, { name, type })}</p>
);

const whom = ({ t, step, name }: StepProps): string => (step === "handOver" ? t("company.people.to", { name }) : name);
