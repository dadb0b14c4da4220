import type { FormState } from "@/components/forms/form-state";
import type { TemplatePreview } from "@/core/mail-templates/check-template";
import type { Translator } from "@/messages/translator";

/** A preview as a form shows it, with what is still missing in it. */
export function shownOf(
  t: Translator,
  { subject, html, text, missing }: TemplatePreview,
): Required<Pick<FormState, "problems" | "shown">> {
  const problems = missing ? [{ field: missing.part, message: t("failures.mail-template.missing", { name: missing.name }) }] : [];
  return { problems, shown: { subject, html, text } };
}
