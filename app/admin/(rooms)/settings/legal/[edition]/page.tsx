import type { Metadata } from "next";
import { nothingHere } from "@/app/_edge/nothing-here";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { LegalBody } from "@/components/consents/legal-body";
import { openLegalEdition } from "@/core/consents/list-legal-texts";
import { readMarkup } from "@/core/consents/markup";
import { editionOf } from "@/core/consents/publish-legal-text";
import { momentsIn } from "../../../moment";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminLegal.heading")} – ${t("admin.title")}` };
}

type Props = { params: Promise<{ edition: string }> };

/** An edition of a legal text as customers saw it, in every language it was written in. */
export default async function LegalEditionPage({ params }: Props) {
  const { t, ctx } = await visitAdmin("/admin/settings/legal/[edition]");
  const found = await openLegalEdition(ctx, (await params).edition);
  if (!found) nothingHere();
  const title = t(`consents.${found.kind === "terms" ? "terms" : "privacy"}.heading`);
  const written = Object.entries(found.texts);
  return (
    <>
      <a href={`/admin/settings/legal#${found.kind}`} className="tall-link">
        {t("adminLegal.edition.back")}
      </a>
      <h1 className="mt-1">{t("adminLegal.edition.heading", { title, edition: editionOf(found) })}</h1>
      <p className="mt-1 text-quiet">{momentsIn(ctx.request.language)(found.publishedAt).text}</p>
      {written.length === 0 ? <p className="mt-6">{t("adminLegal.edition.withdrawal")}</p> : null}
      {written.map(([language, text]) => (
        <section key={language} className="card mt-6">
          <p className="mb-4 text-sm text-quiet">{t(`adminLegal.languages.${language === "es" ? "es" : "en"}`)}</p>
          <LegalBody blocks={readMarkup(text)} language={language} />
        </section>
      ))}
    </>
  );
}
