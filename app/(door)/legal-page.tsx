import { drawNothingHere } from "@/app/_edge/nothing-here";
import type { Visit } from "@/app/_edge/visit";
import { LegalBody } from "@/components/consents/legal-body";
import { findLegalText } from "@/core/consents/find-legal-text";
import { readMarkup } from "@/core/consents/markup";
import { longDate } from "@/messages/dates";

/** A legal text that is published, for everybody to read; where none is, there is no page. */
export async function LegalPage({
  visiting: { t, ctx },
  kind,
}: {
  visiting: Pick<Visit, "t" | "ctx">;
  kind: "terms" | "privacy";
}) {
  const found = await findLegalText(ctx, kind);
  if (!found) return drawNothingHere(t);
  const at = longDate(ctx.request.language, found.publishedAt);
  return (
    <>
      <h1>{t(`consents.${kind}.heading`)}</h1>
      <p className="mt-2 mb-6 text-sm text-quiet">
        {t("consents.edition", { version: `${found.version}.${found.revision}`, at })}
      </p>
      <LegalBody blocks={readMarkup(found.text)} language={found.language} />
    </>
  );
}
