import { Field } from "@/components/forms/field";
import type { Translator } from "@/messages/translator";

type Data = { firstName: string; lastName: string; email: string | null; phone: string | null };

/** The fields of a customer's master data. The browser's own address book is of no use for somebody else's. */
export function MasterDataFields({ t, data, emailHint }: { t: Translator; data?: Data; emailHint: string }) {
  return (
    <>
      <Field name="firstName" label={t("adminCustomers.fields.firstName")} autoComplete="off" defaultValue={data?.firstName} />
      <Field name="lastName" label={t("adminCustomers.fields.lastName")} autoComplete="off" defaultValue={data?.lastName} />
      <Field
        name="email"
        label={t("adminCustomers.fields.email")}
        type="email"
        autoComplete="off"
        hint={emailHint}
        defaultValue={data?.email ?? undefined}
        isCaseless
      />
      <Field
        name="phone"
        label={t("adminCustomers.fields.phone")}
        type="tel"
        autoComplete="off"
        defaultValue={data?.phone ?? undefined}
      />
    </>
  );
}
