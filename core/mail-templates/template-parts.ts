import type { TemplateSource } from "@/core/mail-templates/render-template";
import type { MailTemplateRow } from "@/db/queries/mail-templates";

/** The parts of a template, in the order in which they are written. */
export const templateParts = ["subject", "preview", "body", "textBody"] as const satisfies readonly (keyof TemplateSource)[];

/** The parts of a version; null if it is the original or there is none. */
export function partsOf(row: MailTemplateRow | null): TemplateSource | null {
  if (row?.subject === null || row?.subject === undefined) return null;
  return { subject: row.subject, preview: row.preview ?? "", body: row.body ?? "", textBody: row.textBody ?? "" };
}
