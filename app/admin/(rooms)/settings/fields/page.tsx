import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { Part } from "@/components/admin/part";
import { TabLinks } from "@/components/ui/tab-links";
import { listVersions } from "@/core/fields/list-versions";
import type { Query } from "@/core/query";
import { News } from "../../news";
import { settingsTabs } from "../tabs";
import { FieldForm } from "./field-form";
import { FieldList } from "./field-list";
import { PreviewPart } from "./preview-part";
import { VersionsPart } from "./versions-part";

type Props = { searchParams: Promise<Query> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("adminFields.heading") };
}

export default async function FieldsPage({ searchParams }: Props) {
  const { t, ctx } = await visitAdmin("/admin/settings/fields");
  const asked = await searchParams;
  const field = ctx.form.fields.find(({ key }) => key === asked.field);
  if (field || "add" in asked) return <FieldForm key={field?.key} t={t} ctx={ctx} field={field ?? null} />;
  return (
    <>
      <h1 className="mb-3">{t("adminFields.heading")}</h1>
      <TabLinks label={t("admin.settings.nav")} links={settingsTabs(t, "fields")} />
      <News news={[[asked.saved, t("adminFields.saved")]]} />
      <Part title={t("adminFields.list.title")} text={t("adminFields.list.text")}>
        <FieldList t={t} ctx={ctx} />
        <p className="mt-4">
          <a href="/admin/settings/fields?add" className="button-quiet">
            {t("adminFields.list.add")}
          </a>
        </p>
      </Part>
      <PreviewPart t={t} ctx={ctx} asked={asked} />
      <VersionsPart t={t} ctx={ctx} versions={await listVersions(ctx)} />
    </>
  );
}
