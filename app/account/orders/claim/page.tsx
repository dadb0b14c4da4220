import type { Metadata } from "next";
import { getVisitor, visitAccount } from "@/app/_edge/visit";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { Crumb } from "@/components/shop/crumb";
import { claimOrderAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("account.claim.heading") };
}

export default async function ClaimPage() {
  const { t } = await visitAccount("/account/orders/claim");
  return (
    <div className="max-w-md">
      <Crumb href="/account/orders" text={t("account.claim.back")} />
      <Form
        action={claimOrderAction}
        texts={formTexts(t)}
        heading={t("account.claim.heading")}
        intro={<p className="mb-6 text-quiet">{t("account.claim.intro")}</p>}
        submit={t("account.claim.submit")}
      >
        <Field name="orderNumber" label={t("account.claim.orderNumber")} inputMode="numeric" autoComplete="off" isCaseless />
        <Field
          name="postcode"
          label={t("account.claim.postcode")}
          hint={t("account.claim.postcodeHint")}
          autoComplete="postal-code"
        />
      </Form>
    </div>
  );
}
