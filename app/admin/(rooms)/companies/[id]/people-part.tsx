import { ListPart } from "@/components/admin/list-part";
import { Part } from "@/components/admin/part";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { SelectField } from "@/components/forms/select-field";
import { formTexts } from "@/components/forms/texts";
import { Disclosure } from "@/components/ui/disclosure";
import type { OpenedCompany } from "@/core/company-office/open-company";
import type { Language } from "@/core/ctx";
import type { ListedUserType } from "@/core/user-types/list-user-types";
import { userTypeOptions } from "@/core/user-types/may-in-words";
import type { Translator } from "@/messages/translator";
import { CustomerCells } from "../../customers/customer-cells";
import { fullName } from "../../customers/words";
import { daysIn } from "../../moment";
import { addPersonAction, changePersonAction, removePersonAction } from "./action";

type Person = OpenedCompany["people"][number];
type Props = {
  readonly t: Translator;
  readonly language: Language;
  readonly opened: OpenedCompany;
  readonly types: readonly ListedUserType[];
  readonly mayEdit: boolean;
};

/** The people of a company; for who may change companies, with what they are there and the way out. */
export function PeoplePart({ t, language, opened: { company, people }, types, mayEdit }: Props) {
  const names = (["name", "number", "type", "since", "state"] as const).map((one) => t(`adminCompanies.people.columns.${one}`));
  const [name = "", number = "", type, since, state] = names;
  const change = t("adminCompanies.people.change");
  return (
    <>
      <ListPart
        title={t("adminCompanies.people.title")}
        columns={mayEdit ? [...names, change] : names}
        none={t("adminCompanies.people.none")}
      >
        {people.map((person) => (
          <tr key={person.customerId}>
            <CustomerCells t={t} labels={{ name, number }} customer={person} />
            <td data-label={type}>{person.userTypeName}</td>
            <td data-label={since}>{daysIn(language)(person.joinedAt).text}</td>
            <td data-label={state}>
              <span className={person.isOpen ? "" : "font-medium text-bad"}>
                {t(`adminCompanies.people.states.${stateOf(person)}`)}
              </span>
            </td>
            {mayEdit ? (
              <td data-label={change}>
                <Change t={t} companyId={company.id} person={person} types={types} />
              </td>
            ) : null}
          </tr>
        ))}
      </ListPart>
      {mayEdit ? <Add t={t} companyId={company.id} types={types} /> : null}
    </>
  );
}

const stateOf = ({ isOpen, isDeactivated }: Person) => (isOpen ? "open" : isDeactivated ? "deactivated" : "shut");

type ChangeProps = Pick<Props, "t" | "types"> & { readonly companyId: string };

function Change({ t, companyId, person, types }: ChangeProps & { readonly person: Person }) {
  const name = fullName(t, person);
  const about = (
    <>
      <input type="hidden" name="companyId" value={companyId} />
      <input type="hidden" name="person" value={person.customerId} />
    </>
  );
  return (
    <Disclosure isDense text={t("adminCompanies.people.change")} textFor={t("adminCompanies.people.changeFor", { name })}>
      <Form
        action={changePersonAction}
        texts={formTexts(t)}
        submit={t("adminCompanies.people.submit")}
        submitFor={name}
        tone="quiet"
        scope={`type-${person.customerId}`}
      >
        {about}
        <SelectField
          name="userType"
          label={t("adminCompanies.people.type")}
          placeholder={t("adminCompanies.people.choose")}
          options={userTypeOptions(t, types)}
          defaultValue={person.userTypeId}
        />
      </Form>
      <p className="mt-4 mb-2 text-sm text-quiet">{t("adminCompanies.people.removeText")}</p>
      <Form
        action={removePersonAction}
        texts={formTexts(t)}
        submit={t("adminCompanies.people.remove")}
        submitFor={name}
        tone="quiet"
        scope={`remove-${person.customerId}`}
      >
        {about}
      </Form>
    </Disclosure>
  );
}

function Add({ t, companyId, types }: ChangeProps) {
  return (
    <Part title={t("adminCompanies.people.addTitle")} text={t("adminCompanies.people.addText")}>
      <Form action={addPersonAction} texts={formTexts(t)} submit={t("adminCompanies.people.addSubmit")} tone="quiet" scope="add">
        <input type="hidden" name="companyId" value={companyId} />
        <Field name="number" label={t("adminCompanies.people.number")} autoComplete="off" />
        <SelectField
          name="userType"
          label={t("adminCompanies.people.type")}
          placeholder={t("adminCompanies.people.choose")}
          options={userTypeOptions(t, types)}
        />
      </Form>
    </Part>
  );
}
