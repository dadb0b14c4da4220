import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import type { Query } from "@/core/query";
import { getKindTexts } from "@/messages/connection-texts";
import { findProvider } from "@/providers/registry";
import { ConnectionForm } from "../connection-form";
import { connectionViews } from "../connection-views";
import { addConnectionAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminSso.add")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Query> };

export default async function NewConnectionPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/sso/new");
  const { kind: asked } = await searchParams;
  const kind = typeof asked === "string" ? findProvider(asked) : null;
  if (!kind) redirect("/admin/sso");
  const { language } = ctx.request;
  return (
    <ConnectionForm
      t={t}
      heading={t("adminSso.new", { kind: getKindTexts(language, kind.id).name })}
      intro={
        <p className="mb-5 max-w-prose text-quiet">
          {t(kind.kind === "directory" ? "adminSso.newHintDirectory" : "adminSso.newHint")}
        </p>
      }
      action={addConnectionAction}
      views={connectionViews({ t, language }, kind, null)}
      which={{ name: "kind", value: kind.id }}
      isConfirmed={staff.isFresh}
    />
  );
}
