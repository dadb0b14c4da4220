import type { TemplateSource } from "@/core/mail-templates/render-template";
import { fail, ok, type Result } from "@/core/result";
import { textSourceOf } from "@/emails/_templates";

/**
 * Begins a text part with what the body says, for an admin to go on from: variables and conditions stand in it as they do in the body.
 * Never over a text that is there. Keeps nothing.
 */
export function fillInText(source: TemplateSource): Result<TemplateSource, "mail-template.text-not-empty"> {
  if (source.textBody.trim() !== "") return fail("mail-template.text-not-empty", { field: "textBody" });
  return ok({ ...source, textBody: textSourceOf(source.body) });
}
