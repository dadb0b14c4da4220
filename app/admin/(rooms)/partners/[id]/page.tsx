import type { Metadata } from "next";
import { nothingHere } from "@/app/_edge/nothing-here";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { openPartner } from "@/core/company-office/open-partner";
import type { Query } from "@/core/query";
import { listUserTypes } from "@/core/user-types/list-user-types";
import type { Translator } from "@/messages/translator";
import { companyPath } from "../../companies/paths";
import { DirectoryPart } from "../../directory-part";
import { News } from "../../news";
import { MakePart } from "./make-part";
import { CodesPart, MissesPart, UsesPart } from "./tables";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminPartners.heading")} – ${t("admin.title")}` };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> };

export default async function PartnerPage({ params, searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/partners/[id]");
  const opened = await openPartner(ctx, (await params).id);
  if (!opened) nothingHere();
  const asked = await searchParams;
  const { company } = opened;
  const { language } = ctx.request;
  const mayEdit = staff.permissions.has("companies.edit");
  return (
    <>
      <p className="flex flex-wrap gap-x-6">
        <a href="/admin/partners" className="tall-link">
          {t("adminPartners.back")}
        </a>
        <a href={companyPath(company.id)} className="tall-link">
          {t("adminPartners.toCompany")}
        </a>
      </p>
      <h1 className="mt-1 wrap-anywhere">{company.name}</h1>
      {company.deactivatedAt === null ? null : (
        <p className="mt-1 font-medium text-bad">{t("adminCompanies.states.deactivated")}</p>
      )}
      <News
        news={[
          [asked.made, t("adminPartners.add.made")],
          [asked.withdrawn, t("adminPartners.codes.withdrawn")],
        ]}
      />
      {ctx.settings.registration.partnerCodes ? null : <CodesOff t={t} isAdmin={staff.role === "admin"} />}
      {mayEdit ? <MakePart t={t} ctx={ctx} partner={company} types={await listUserTypes(ctx)} /> : null}
      <CodesPart
        key={String(asked.withdrawn)}
        t={t}
        language={language}
        opened={opened}
        mayEdit={mayEdit}
        timeZone={ctx.settings.shop.timeZone}
      />
      <UsesPart t={t} language={language} opened={opened} />
      <MissesPart t={t} opened={opened} />
      <DirectoryPart t={t} ctx={ctx} />
    </>
  );
}

/** Codes can be made and printed long before the shop takes them, and whoever does so should know. */
function CodesOff({ t, isAdmin }: { t: Translator; isAdmin: boolean }) {
  return (
    <div className="card mt-4 border-l-4 border-l-bad">
      <p>{t("adminPartners.codesOff.text")}</p>
      {isAdmin ? (
        <a href="/admin/settings/registration" className="tall-link">
          {t("adminPartners.codesOff.link")}
        </a>
      ) : (
        <p>{t("adminPartners.codesOff.askAdmin")}</p>
      )}
    </div>
  );
}
