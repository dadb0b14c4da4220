import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { MasterDataFields } from "../master-data-fields";
import { createCustomerAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminCustomers.add")} – ${t("admin.title")}` };
}

export default async function NewCustomerPage() {
  const { t, ctx } = await visitAdmin("/admin/customers/new");
  return (
    <div className="max-w-md">
      <a href="/admin/customers" className="inline-flex min-h-11 items-center">
        {t("adminCustomers.detail.back")}
      </a>
      <Form
        action={createCustomerAction}
        texts={formTexts(t)}
        heading={t("adminCustomers.add")}
        intro={<p className="mb-5 text-quiet">{t("adminCustomers.create.intro")}</p>}
        submit={t("adminCustomers.create.submit")}
      >
        <MasterDataFields t={t} ctx={ctx} emailHint={t("adminCustomers.fields.emailHint")} />
      </Form>
    </div>
  );
}
