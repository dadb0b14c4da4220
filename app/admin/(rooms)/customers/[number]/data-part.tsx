import { Part } from "@/components/admin/part";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { Disclosure } from "@/components/ui/disclosure";
import type { Permission } from "@/core/staff/permissions";
import type { Translator } from "@/messages/translator";
import { OwnPassword } from "../../own-password";
import { eraseCustomerAction } from "./erase-action";

type Props = {
  readonly t: Translator;
  readonly number: string;
  readonly areOrdersKept: boolean;
  readonly permissions: ReadonlySet<Permission>;
};

/** What can be done with everything that is known of a customer: hand it over, or erase it. Nothing of it for whoever may not. */
export function DataPart({ t, number, areOrdersKept, permissions }: Props) {
  const [mayExport, mayErase] = [permissions.has("customers.export"), permissions.has("customers.erase")];
  if (!mayExport && !mayErase) return null;
  return (
    <Part title={t("adminCustomers.detail.data.title")} text={t("adminCustomers.detail.data.text")} id="data">
      {mayExport ? <Export t={t} number={number} /> : null}
      {mayErase ? <Erase t={t} number={number} areOrdersKept={areOrdersKept} /> : null}
    </Part>
  );
}

function Export({ t, number }: Pick<Props, "t" | "number">) {
  return (
    <form action={`/admin/customers/${encodeURIComponent(number)}/export`} method="post" className="mb-4">
      <input type="hidden" name="number" value={number} />
      <p className="mb-3">{t("adminCustomers.detail.data.exportText")}</p>
      <button type="submit" className="button-quiet">
        {t("adminCustomers.detail.data.export")}
      </button>
    </form>
  );
}

function Erase({ t, number, areOrdersKept }: Pick<Props, "t" | "number" | "areOrdersKept">) {
  return (
    <Disclosure text={t("adminCustomers.detail.data.erase")} isGrave>
      <p className="mb-3">{t("adminCustomers.detail.data.eraseText")}</p>
      <p className="mb-4">
        {t(areOrdersKept ? "adminCustomers.detail.data.ordersKept" : "adminCustomers.detail.data.ordersAnonymous")}
      </p>
      <Form
        action={eraseCustomerAction}
        texts={formTexts(t)}
        submit={t("adminCustomers.detail.data.eraseSubmit")}
        tone="quiet"
        scope="erase"
        label={t("adminCustomers.detail.data.erase")}
      >
        <input type="hidden" name="number" value={number} />
        <Field
          name="typedNumber"
          label={t("adminCustomers.detail.data.typedNumber")}
          hint={t("adminCustomers.detail.data.typedNumberHint", { number })}
          autoComplete="off"
          isCaseless
        />
        <OwnPassword t={t} hint={t("adminCustomers.detail.data.confirmHint")} />
      </Form>
    </Disclosure>
  );
}
