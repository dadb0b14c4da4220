import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { ConnectionTable } from "@/components/admin/connection-table";
import { type ListedConnection, listConnections } from "@/core/connections/list-connections";
import type { Language } from "@/core/ctx";
import type { Query } from "@/core/query";
import { getKindTexts } from "@/messages/connection-texts";
import type { Translator } from "@/messages/translator";
import { providers } from "@/providers/registry";
import { News } from "../news";
import { moveConnectionAction } from "./move-action";
import { stateInWords } from "./words";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminSso.heading")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Query> };

export default async function ConnectionsPage({ searchParams }: Props) {
  const { t, ctx } = await visitAdmin("/admin/sso");
  const { language } = ctx.request;
  const connections = await listConnections(ctx);
  const { deleted } = await searchParams;
  return (
    <>
      <h1>{t("adminSso.heading")}</h1>
      <p className="mt-2 mb-5 max-w-prose text-quiet">{t("adminSso.intro")}</p>
      <News news={[[deleted, t("adminSso.deleted")]]} />
      {connections.length === 0 ? (
        <p>{t("adminSso.none")}</p>
      ) : (
        <ConnectionTable t={t} connections={connections.map((one) => rowOf(t, language, one))} move={moveConnectionAction} />
      )}
      <section className="mt-8">
        <h2>{t("adminSso.add")}</h2>
        <ul className="mt-3 grid max-w-3xl gap-2">
          {Object.keys(providers).map((kind) => (
            <Kind key={kind} t={t} kind={kind} language={language} />
          ))}
        </ul>
      </section>
    </>
  );
}

function rowOf(t: Translator, language: Language, connection: ListedConnection) {
  const { id, label, provider, isEnabled, isDefault } = connection;
  return {
    id,
    label,
    kind: getKindTexts(language, provider).name,
    isEnabled,
    isDefault,
    isTroubled: ["broken", "failing"].includes(connection.state),
    state: stateInWords(t, language, connection),
  };
}

function Kind({ t, kind, language }: { t: Translator; kind: string; language: Language }) {
  const { name, text } = getKindTexts(language, kind);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-md border border-rule bg-card px-4 py-2">
      <span className="min-w-0 flex-1 basis-64">
        <span className="block font-medium">{name}</span>
        <span className="block text-sm text-quiet">{text}</span>
      </span>
      <a href={`/admin/sso/new?kind=${kind}`} className="button-quiet">
        {t("adminSso.addKind")}
        <span className="sr-only"> {name}</span>
      </a>
    </li>
  );
}
