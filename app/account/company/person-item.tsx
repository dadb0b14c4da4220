import type { Visit } from "@/app/_edge/visit";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { Disclosure } from "@/components/ui/disclosure";
import type { OwnCompany, SeenColleague } from "@/core/companies/get-own-company";
import { fullNameOf } from "@/core/customers/full-name";
import { changeColleagueAction, changeUserTypeAction } from "./action";
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
  return (
    <Disclosure text={t("company.people.open")} textFor={name}>
      <div className="mt-2 grid gap-4 border-l-2 border-rule pl-4">
        <Form
          action={changeUserTypeAction}
          texts={formTexts(t)}
          tone="quiet"
          layout="row"
          submit={t("company.people.change")}
          submitFor={t("company.people.changeFor", { name })}
          scope={`type-${id}`}
        >
          <input type="hidden" name="person" value={id} />
          <UserTypeField t={t} company={company} chosen={userTypeId} />
        </Form>
        <Step t={t} id={id} name={name} step={state === "deactivated" ? "reactivate" : "deactivate"} />
        <Step t={t} id={id} name={name} step="remove" />
        {isAdministrator && state === "active" ? <Step t={t} id={id} name={name} step="handOver" type={type} /> : null}
      </div>
    </Disclosure>
  );
}

type StepProps = Pick<Visit, "t"> & {
  readonly id: string;
  readonly name: string;
  readonly step: "deactivate" | "reactivate" | "remove" | "handOver";
  /** The user type that whoever hands over gets. */
  readonly type?: string;
};

const Step = ({ t, id, name, step, type = "" }: StepProps) => (
  <div>
    <Form
      action={changeColleagueAction}
      texts={formTexts(t)}
      tone="quiet"
      submit={t(`company.people.${step}`)}
      submitFor={step === "handOver" ? t("company.people.to", { name }) : name}
      scope={`${step}-${id}`}
    >
      <input type="hidden" name="person" value={id} />
      <input type="hidden" name="step" value={step} />
    </Form>
    <p className="mt-1 text-sm text-quiet wrap-anywhere">{t(`company.people.text.${step}`, { name, type })}</p>
  </div>
);
