import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { AuditFilterForm } from "@/components/admin/audit-filter-form";
import { AuditTable } from "@/components/admin/audit-table";
import { ListLink, PageLinks } from "@/components/admin/list-links";
import { listAudit } from "@/core/audit/list-audit";
import { type AuditFilter, actorKinds, auditQuery, outcomes, readAuditFilter } from "@/core/audit/read-audit-filter";
import type { Query } from "@/core/query";
import { auditActions } from "@/core/security/audit";
import type { Translator } from "@/messages/translator";
import { Download } from "./download";
import { auditEntries } from "./entries";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("admin.audit.heading")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Query> };

export default async function AuditPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/audit");
  const asked = await searchParams;
  const filter = readAuditFilter(asked);
  const { lines, next } = await listAudit(ctx, filter);
  const isAsked = auditQuery(filter) !== "";
  return (
    <>
      <h1>{t("admin.audit.heading")}</h1>
      <p className="mt-1 mb-5 text-quiet">{t("admin.audit.intro")}</p>
      <AuditFilterForm t={t} filter={filter} choices={choicesFrom(t)} isAsked={isAsked} />
      {lines.length === 0 ? (
        <p className="my-6">{t(isAsked ? "admin.audit.none" : "admin.audit.noneYet")}</p>
      ) : (
        <AuditTable t={t} caption={t("admin.audit.heading")} entries={auditEntries(t, ctx.request.language, lines)} />
      )}
      <Pages t={t} filter={filter} next={next} />
      {staff.permissions.has("audit.export") ? (
        <Download t={t} filter={filter} isFresh={staff.isFresh} problem={asked.problem} />
      ) : null}
    </>
  );
}

function choicesFrom(t: Translator) {
  return {
    actions: auditActions.map((value) => ({ value, label: t(`admin.audit.actions.${value}`) })),
    actors: actorKinds.map((value) => ({ value, label: t(`admin.audit.actors.${value}`) })),
    outcomes: outcomes.map((value) => ({ value, label: t(`admin.audit.outcomes.${value}`) })),
  };
}

function Pages({ t, filter, next }: { t: Translator; filter: AuditFilter; next: AuditFilter | null }) {
  const newest = filter.before === undefined ? null : { ...filter, before: undefined };
  return (
    <PageLinks>
      {newest ? <ListLink path="/admin/audit" query={auditQuery(newest)} text={t("admin.audit.newest")} /> : null}
      {next ? <ListLink path="/admin/audit" query={auditQuery(next)} text={t("admin.audit.older")} /> : null}
    </PageLinks>
  );
}
