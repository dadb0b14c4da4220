import type { Visit } from "@/app/_edge/visit";
import { Form } from "@/components/forms/form";
import { SelectField } from "@/components/forms/select-field";
import { formTexts } from "@/components/forms/texts";
import type { OwnCompany, SeenColleague } from "@/core/companies/get-own-company";
import { changeColleagueAction, changeUserTypeAction } from "./action";

type Props = Pick<Visit, "t"> & {
  readonly person: SeenColleague;
  readonly types: OwnCompany["types"];
  readonly isAdministrator: boolean;
};

/** Somebody of the own company, with what may be changed about them. */
export function PersonItem({ t, person, types, isAdministrator }: Props) {
  const { firstName, lastName, email, userTypeName, state, isYou, isWithinReach } = person;
  const name = `${firstName} ${lastName}`.trim();
  const notes = [
    userTypeName,
    ...(isYou ? [t("company.people.you")] : []),
    ...(state === "active" ? [] : [t(`company.people.${state}`)]),
  ];
  return (
    <li className="py-4">
      <p className="font-medium wrap-anywhere">{name}</p>
      <p className="text-sm text-quiet wrap-anywhere">{[...notes, ...(email ? [email] : [])].join(" · ")}</p>
      {isWithinReach ? <Changes t={t} person={person} types={types} name={name} isAdministrator={isAdministrator} /> : null}
    </li>
  );
}

function Changes({ t, person, types, name, isAdministrator }: Props & { name: string }) {
  const { customerId: id, userTypeId, state } = person;
  return (
    <details className="mt-1">
      <summary className="inline-flex min-h-11 cursor-pointer items-center">
        {t("company.people.change")} <span className="sr-only">{t("company.people.changeFor", { name })}</span>
      </summary>
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
        <SelectField
          name="userType"
          label={t("company.people.type")}
          placeholder={t("company.people.choose")}
          options={types.map((type) => ({ code: type.id, name: type.name }))}
          defaultValue={userTypeId}
        />
      </Form>
      <div className="flex flex-wrap gap-x-4">
        <Step t={t} id={id} name={name} step={state === "deactivated" ? "reactivate" : "deactivate"} />
        <Step t={t} id={id} name={name} step="remove" />
        {isAdministrator && state === "active" ? <Step t={t} id={id} name={name} step="handOver" /> : null}
      </div>
    </details>
  );
}

type StepProps = Pick<Visit, "t"> & {
  readonly id: string;
  readonly name: string;
  readonly step: "deactivate" | "reactivate" | "remove" | "handOver";
};

const Step = ({ t, id, name, step }: StepProps) => (
  <Form
    action={changeColleagueAction}
    texts={formTexts(t)}
    tone="link"
    submit={t(`company.people.${step}`)}
    submitFor={step === "handOver" ? t("company.people.to", { name }) : name}
    scope={`${step}-${id}`}
  >
    <input type="hidden" name="person" value={id} />
    <input type="hidden" name="step" value={step} />
  </Form>
);
