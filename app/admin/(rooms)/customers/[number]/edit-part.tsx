import { Part } from "@/components/admin/part";
import { ConfirmPasswordField } from "@/components/forms/confirm-password-field";
import { Form } from "@/components/forms/form";
import { formTexts, passwordTexts } from "@/components/forms/texts";
import type { Language } from "@/core/ctx";
import type { OpenedCustomer } from "@/core/customers/open-customer";
import type { Translator } from "@/messages/translator";
import { daysIn } from "../../moment";
import { MasterDataFields } from "../master-data-fields";
import { editCustomerAction } from "./edit-action";

type Props = {
  readonly t: Translator;
  readonly language: Language;
  readonly customer: OpenedCustomer["customer"];
  /** Whether this staff member may change it. */
  readonly mayEdit: boolean;
};

/** What the shop knows of a customer: in a form, or to be read only. */
export function EditPart({ t, language, customer, mayEdit }: Props) {
  const origin = ORIGINS.find((one) => one === customer.origin);
  const since = daysIn(language)(customer.createdAt).text;
  const facts = [
    `${t("adminCustomers.detail.facts.since")}: ${since}`,
    ...(origin ? [`${t("adminCustomers.detail.facts.origin")}: ${t(`adminCustomers.detail.facts.origins.${origin}`)}`] : []),
  ];
  return (
    <Part title={t("adminCustomers.detail.edit.title")} text={facts.join(" · ")}>
      {mayEdit ? <EditForm t={t} customer={customer} /> : <MasterData t={t} customer={customer} />}
    </Part>
  );
}

type PartProps = Pick<Props, "t" | "customer">;

function EditForm({ t, customer }: PartProps) {
  return (
    <Form
      action={editCustomerAction}
      texts={formTexts(t)}
      submit={t("adminCustomers.detail.edit.submit")}
      label={t("adminCustomers.detail.edit.title")}
    >
      <input type="hidden" name="number" value={customer.number} />
      <MasterDataFields t={t} data={customer} emailHint={t("adminCustomers.detail.edit.emailNote")} />
      <ConfirmPasswordField
        isAsked={false}
        label={t("admin.confirm.label")}
        hint={t("adminCustomers.detail.edit.confirmHint")}
        texts={passwordTexts(t)}
      />
    </Form>
  );
}

function MasterData({ t, customer }: PartProps) {
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[10rem_minmax(0,1fr)]">
      {(["firstName", "lastName", "email", "phone"] as const).map((name) => (
        <div key={name} className="contents">
          <dt className="text-quiet">{t(`adminCustomers.fields.${name}`)}</dt>
          <dd className="wrap-anywhere">{customer[name] || t("adminMerge.preview.nothing")}</dd>
        </div>
      ))}
    </dl>
  );
}

const ORIGINS = ["guest", "registration", "staff", "import"] as const;
