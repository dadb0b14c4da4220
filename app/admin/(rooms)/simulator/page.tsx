import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { DataTable } from "@/components/admin/data-table";
import { readScene } from "@/core/access/read-scene";
import { simulatedVisitors } from "@/core/access/simulate";
import { listConnections } from "@/core/connections/list-connections";
import { failureInWords } from "@/core/failure-in-words";
import type { Query } from "@/core/query";
import { explainClosed } from "@/core/registration/explain-closed";
import { findObjections, type Objections } from "@/core/settings/find-objections";
import type { Translator } from "@/messages/translator";
import { getInstallation } from "@/server/installation";
import { getEnv } from "@/settings/env";
import { SceneForm } from "./scene-form";
import { seenBy } from "./words";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminSso.simulator.heading")} – ${t("admin.title")}` };
}

const columns = ["menu", "signIn", "storefront", "purchase"] as const;

export default async function SimulatorPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { t, ctx } = await visitAdmin("/admin/simulator");
  const all = (await listConnections(ctx)).filter(({ state }) => state !== "incomplete" && state !== "broken");
  const present = { access: ctx.settings.access, connections: all };
  const asked = readScene(await searchParams, present);
  const { circuits } = getInstallation();
  const isAway = (id: string) => circuits.isOpen(id);
  const isOpen = async (access: typeof asked.access) =>
    (await explainClosed({ ...ctx, settings: { ...ctx.settings, access } })) === null;
  const scene = { ...asked, isAway, isRegistrationOpen: await isOpen(asked.access) };
  const objections = await findObjections(ctx, asked, { connections: all, environmentSmtp: getEnv().smtpUrl, isAway });
  const { access } = ctx.settings;
  const now = { access, connections: ctx.connections, isAway, isRegistrationOpen: await isOpen(access) };
  const labels = new Map(all.map(({ id, label }) => [id, label]));
  const rows = simulatedVisitors.map((visitor) => ({
    visitor: t(`adminSso.simulator.visitors.${visitor}`),
    cells: seenBy(t, labels, scene, visitor),
    present: seenBy(t, labels, now, visitor),
  }));
  return (
    <>
      <h1>{t("adminSso.simulator.heading")}</h1>
      <p className="mt-2 mb-5 max-w-prose text-quiet">{t("adminSso.simulator.intro")}</p>
      <h2 className="mb-3">{t(asked.isTried ? "adminSso.simulator.tried" : "adminSso.simulator.present")}</h2>
      <Objected t={t} objections={objections} />
      <Seen t={t} rows={rows} />
      <SceneForm t={t} language={ctx.request.language} asked={asked} connections={all} />
    </>
  );
}

type Row = {
  readonly visitor: string;
  readonly cells: ReturnType<typeof seenBy>;
  readonly present: ReturnType<typeof seenBy>;
};

function Seen({ t, rows }: { t: Translator; rows: readonly Row[] }) {
  const first = t("adminSso.simulator.columns.visitor");
  return (
    <DataTable
      caption={t("adminSso.simulator.heading")}
      columns={[first, ...columns.map((name) => t(`adminSso.simulator.columns.${name}`))]}
    >
      {rows.map(({ visitor, cells, present }) => (
        <tr key={visitor}>
          <td data-label={first}>{visitor}</td>
          {columns.map((name) => (
            <td key={name} data-label={t(`adminSso.simulator.columns.${name}`)}>
              <Cell t={t} text={cells[name]} present={present[name]} />
            </td>
          ))}
        </tr>
      ))}
    </DataTable>
  );
}

function Cell({ t, text, present }: { t: Translator; text: string; present: string }) {
  if (text === present) return <span>{text}</span>;
  return (
    <>
      <strong>{text}</strong>
      <span className="block text-sm text-quiet">{t("adminSso.simulator.now", { text: present })}</span>
    </>
  );
}

function Objected({ t, objections }: { t: Translator; objections: Objections }) {
  const refused = objections.problems.map(({ code, vars }) => failureInWords(t, code, vars));
  const warnings = objections.warnings.map((warning) => t(`admin.settings.warnings.${warning}`));
  return (
    <>
      <Sentences title={t("adminSso.simulator.refused")} sentences={refused} tone="border-bad" />
      <Sentences title={t("adminSso.simulator.warnings")} sentences={warnings} tone="border-warn" />
    </>
  );
}

function Sentences({ title, sentences, tone }: { title: string; sentences: readonly string[]; tone: string }) {
  if (sentences.length === 0) return null;
  return (
    <div className={`mb-4 max-w-3xl border-l-4 pl-3 ${tone}`}>
      <p className="font-medium">{title}</p>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
