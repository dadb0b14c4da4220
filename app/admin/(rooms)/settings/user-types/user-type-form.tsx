import { Part } from "@/components/admin/part";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { TickField } from "@/components/forms/tick-field";
import { companyPermissions } from "@/core/companies/permissions";
import type { ListedUserType } from "@/core/user-types/list-user-types";
import type { Translator } from "@/messages/translator";
import { deleteUserTypeAction, saveUserTypeAction } from "./action";

type Props = {
  readonly t: Translator;
  /** Null for a new one. */
  readonly type: ListedUserType | null;
};

/** One user type: its name, and a box for each thing its people may do. */
export function UserTypeForm({ t, type }: Props) {
  const canGo = type !== null && type.people === 0 && !type.isForCustomers && !type.isForPartners;
  return (
    <>
      <a href="/admin/settings/user-types" className="tall-link">
        {t("userTypes.heading")}
      </a>
      <div className="max-w-md">
        <Form
          action={saveUserTypeAction}
          texts={formTexts(t)}
          heading={type ? t("userTypes.edit.title", { name: type.name }) : t("userTypes.edit.add")}
          submit={t("userTypes.edit.submit")}
        >
          <input type="hidden" name="userType" value={type?.id ?? ""} />
          <Field name="name" label={t("userTypes.edit.name")} autoComplete="off" defaultValue={type?.name} />
          <fieldset>
            <legend className="mb-1 font-medium">{t("userTypes.edit.legend")}</legend>
            {companyPermissions.map((permission) => (
              <TickField
                key={permission}
                name={permission}
                label={t(`userTypes.permissions.${permission}`)}
                isTicked={type?.named.includes(permission) ?? false}
                witness="name"
                isDense
              />
            ))}
          </fieldset>
        </Form>
      </div>
      {canGo ? (
        <Part title={t("userTypes.edit.removeTitle")} text={t("userTypes.edit.removeText")}>
          <Form
            action={deleteUserTypeAction}
            texts={formTexts(t)}
            submit={t("userTypes.edit.remove")}
            tone="quiet"
            scope="remove"
          >
            <input type="hidden" name="userType" value={type.id} />
          </Form>
        </Part>
      ) : null}
    </>
  );
}
