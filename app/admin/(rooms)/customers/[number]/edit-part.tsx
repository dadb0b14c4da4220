import { Part } from "@/components/admin/part";
import { ConfirmPasswordField } from "@/components/forms/confirm-password-field";
import { Form } from "@/components/forms/form";
import { formTexts, passwordTexts } from "@/components/forms/texts";
import type { Language } from "@/core/ctx";
import type { OpenedCustomer } from "@/core/customers/open-customer";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../../moment";
import { MasterDataFields } from "../master-data-fields";
import { editCustomerAction } from "./edit-action";

type Props = {
  readonly t: Translator;
  readonly language: Language;
  readonly customer: OpenedCustomer["customer"];
};

/** What the shop knows of a customer, in a form. */
export function EditPart({ t, language, customer }: Props) {
  const origin = ORIGINS.find((one) => one === customer.origin);
  const since = momentsIn(language)(customer.createdAt).text;
  const facts = [
    `${t("adminCustomers.detail.facts.since")}: ${since}`,
    ...(origin ? [`${t("adminCustomers.detail.facts.origin")}: ${t(`adminCustomers.detail.facts.origins.${origin}`)}`] : []),
  ];
  return (
    <Part title={t("adminCustomers.detail.edit.title")} text={facts.join(" · ")}>
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
    </Part>
  );
}

const ORIGINS = ["guest", "registration", "staff", "import"] as const;
