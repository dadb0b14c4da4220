import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { isFresh } from "@/app/_edge/is-fresh";
import { nothingHere } from "@/app/_edge/nothing-here";
import { getVisitor, type Visit, visitAdmin } from "@/app/_edge/visit";
import { Fact, Facts } from "@/components/admin/facts";
import { findKeptCompany, type OpenedCompany, openCompany } from "@/core/company-office/open-company";
import type { Ctx } from "@/core/ctx";
import type { Query } from "@/core/query";
import type { StaffSession } from "@/core/staff/find-staff-session";
import { listUserTypes } from "@/core/user-types/list-user-types";
import type { Translator } from "@/messages/translator";
import { daysIn } from "../../moment";
import { News } from "../../news";
import { companyPath, partnerPath } from "../paths";
import { MergePart } from "./merge-part";
import { PeoplePart } from "./people-part";
import { AccessPart, DetailsPart, PublicMailboxes, RoutingPart } from "./settings-parts";
import { OrdersPart, RequestsPart, TimelinePart } from "./tables";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminCompanies.heading")} – ${t("admin.title")}` };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> };

export default async function CompanyPage({ params, searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/companies/[id]");
  const { id } = await params;
  const opened = await openCompany(ctx, id, staff.permissions);
  if (!opened) return toKeptOrNowhere(ctx, id);
  const asked = await searchParams;
  const { company } = opened;
  return (
    <>
      <p className="flex flex-wrap gap-x-6">
        <a href="/admin/companies" className="tall-link">
          {t("adminCompanies.back")}
        </a>
        {company.kind === "partner" ? (
          <a href={partnerPath(company.id)} className="tall-link">
            {t("adminCompanies.toPartner")}
          </a>
        ) : null}
      </p>
      <h1 className="mt-1 wrap-anywhere">{company.name}</h1>
      <News news={newsFrom(t, asked)} />
      {isFresh(asked.routed) ? <PublicMailboxes t={t} domains={company.domains} /> : null}
      <About t={t} ctx={ctx} opened={opened} />
      <Changes
        // A new key after each change: the forms start anew with what is stored.
        key={JSON.stringify(asked)}
        visiting={{ t, ctx, staff }}
        opened={opened}
        asked={asked}
      />
    </>
  );
}

/** What was merged is found at the company that was kept. */
async function toKeptOrNowhere(ctx: Ctx, id: string): Promise<never> {
  const kept = await findKeptCompany(ctx, id);
  if (kept === null) nothingHere();
  redirect(companyPath(kept));
}

type ChangesProps = {
  readonly visiting: Pick<Visit, "t" | "ctx"> & { readonly staff: StaffSession };
  readonly opened: OpenedCompany;
  readonly asked: Query;
};

/** What can be done with the company by whoever looks at it, around what is known of it. */
async function Changes({ visiting: { t, ctx, staff }, opened, asked }: ChangesProps) {
  const { company } = opened;
  const { language } = ctx.request;
  const mayEdit = staff.permissions.has("companies.edit");
  const isConfirmed = staff.isFresh;
  return (
    <>
      <PeoplePart t={t} language={language} opened={opened} types={await listUserTypes(ctx)} mayEdit={mayEdit} />
      <RequestsPart t={t} language={language} opened={opened} />
      <DetailsPart t={t} ctx={ctx} company={company} mayEdit={mayEdit} />
      {staff.permissions.has("connections.edit") ? (
        <RoutingPart t={t} company={company} connections={ctx.connections} isConfirmed={isConfirmed} />
      ) : null}
      <OrdersPart t={t} language={language} opened={opened} />
      {mayEdit ? (
        <>
          <MergePart t={t} ctx={ctx} company={company} asked={asked} isConfirmed={isConfirmed} />
          <AccessPart t={t} company={company} />
        </>
      ) : null}
      {staff.permissions.has("audit.read") ? <TimelinePart t={t} language={language} opened={opened} /> : null}
    </>
  );
}

function newsFrom(t: Translator, asked: Query) {
  return [
    [asked.made, t("adminCompanies.add.made")],
    [asked.saved, t("adminCompanies.edit.saved")],
    [asked.added, t("adminCompanies.people.added")],
    [asked.changed, t("adminCompanies.people.changed")],
    [asked.removed, t("adminCompanies.people.removed")],
    [asked.routed, t("adminCompanies.routing.saved")],
    [asked.merged, t("adminCompanies.merge.merged")],
    [asked.deactivated, t("adminCompanies.access.deactivated")],
    [asked.reactivated, t("adminCompanies.access.reactivated")],
  ] as const;
}

function About({ t, ctx, opened: { company, connection } }: Pick<ChangesProps, "opened"> & Pick<Visit, "t" | "ctx">) {
  return (
    <Facts>
      <Fact name={t("adminCompanies.facts.kind")}>{t(`adminCompanies.kind.${company.kind}`)}</Fact>
      <Fact name={t("adminCompanies.facts.state")}>
        <span className={company.deactivatedAt === null ? "" : "font-medium text-bad"}>
          {t(`adminCompanies.states.${company.deactivatedAt === null ? "open" : "deactivated"}`)}
        </span>
      </Fact>
      <Fact name={t("adminCompanies.facts.since")}>{daysIn(ctx.request.language)(company.createdAt).text}</Fact>
      <Fact name={t("adminCompanies.facts.directory")}>{company.directoryId ?? ""}</Fact>
      <Fact name={t("adminCompanies.facts.connection")}>{connection ?? ""}</Fact>
      <Fact name={t("adminCompanies.columns.domains")}>{company.domains.join(", ")}</Fact>
    </Facts>
  );
}
