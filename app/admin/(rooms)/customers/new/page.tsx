import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { openInbound } from "@/core/inbound/list-inbound";
import { type Query, rowIdOf } from "@/core/query";
import { MasterDataFields } from "../master-data-fields";
import { createCustomerAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminCustomers.add")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Query> };

/** `?mail=` names a mail that came in: by its id, so that no address stands in the browser's history. */
export default async function NewCustomerPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/customers/new");
  const id = staff.permissions.has("mail.read") ? rowIdOf((await searchParams).mail) : undefined;
  const mail = id === undefined ? null : await openInbound(ctx, id);
  return (
    <div className="max-w-md">
      <a href="/admin/customers" className="tall-link">
        {t("adminCustomers.detail.back")}
      </a>
      <Form
        action={createCustomerAction}
        texts={formTexts(t)}
        heading={t("adminCustomers.add")}
        intro={<p className="mb-5 text-quiet">{t("adminCustomers.create.intro")}</p>}
        submit={t("adminCustomers.create.submit")}
      >
        <MasterDataFields t={t} ctx={ctx} email={mail?.fromEmail ?? undefined} emailHint={t("adminCustomers.fields.emailHint")} />
      </Form>
    </div>
  );
}
