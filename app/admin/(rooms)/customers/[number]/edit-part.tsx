import { Part } from "@/components/admin/part";
import { AnswerList, answerLines } from "@/components/fields/answer-list";
import { Form } from "@/components/forms/form";
import { SeenField } from "@/components/forms/seen-field";
import { formTexts } from "@/components/forms/texts";
import type { Ctx } from "@/core/ctx";
import { stateOfCustomer } from "@/core/customers/customer-state";
import type { OpenedCustomer } from "@/core/customers/open-customer";
import { askedFields } from "@/core/fields/field-views";
import { knownOf } from "@/core/fields/split-answers";
import type { Translator } from "@/messages/translator";
import { daysIn } from "../../moment";
import { OwnPassword } from "../../own-password";
import { MasterDataFields } from "../master-data-fields";
import { editCustomerAction } from "./edit-action";

type Props = {
  readonly t: Translator;
  readonly ctx: Ctx;
  readonly customer: OpenedCustomer["customer"];
  /** Whether this staff member may change it. */
  readonly mayEdit: boolean;
};

/** What the shop knows of a customer: in a form, or to be read only. */
export function EditPart({ t, ctx, customer, mayEdit }: Props) {
  const origin = ORIGINS.find((one) => one === customer.origin);
  const since = daysIn(ctx.request.language)(customer.createdAt).text;
  const facts = [
    `${t("adminCustomers.detail.facts.since")}: ${since}`,
    ...(origin ? [`${t("adminCustomers.detail.facts.origin")}: ${t(`adminCustomers.detail.facts.origins.${origin}`)}`] : []),
  ];
  return (
    <Part title={t("adminCustomers.detail.edit.title")} text={facts.join(" · ")}>
      {mayEdit ? <EditForm t={t} ctx={ctx} customer={customer} /> : <MasterData t={t} ctx={ctx} customer={customer} />}
    </Part>
  );
}

type PartProps = Pick<Props, "t" | "ctx" | "customer">;

function EditForm({ t, ctx, customer }: PartProps) {
  return (
    <Form
      action={editCustomerAction}
      texts={formTexts(t)}
      submit={t("adminCustomers.detail.edit.submit")}
      label={t("adminCustomers.detail.edit.title")}
    >
      <input type="hidden" name="number" value={customer.number} />
      <SeenField value={stateOfCustomer(ctx, customer)} />
      <MasterDataFields t={t} ctx={ctx} data={customer} emailHint={t("adminCustomers.detail.edit.emailNote")} />
      <OwnPassword t={t} hint={t("adminCustomers.detail.edit.confirmHint")} />
    </Form>
  );
}

function MasterData({ t, ctx, customer }: PartProps) {
  const { views } = askedFields(ctx, "staff", knownOf(customer));
  const email = { key: "email", label: t("adminCustomers.fields.email"), value: customer.email ?? "" };
  return <AnswerList lines={[...answerLines(t, views), email]} />;
}

const ORIGINS = ["guest", "registration", "staff", "import"] as const;
