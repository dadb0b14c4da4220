import type { Ctx } from "@/core/ctx";
import { oneLine } from "@/core/mail/one-line";
import { messageNames } from "@/core/mail/queue";
import type { UnusedTemplate } from "@/core/mail-templates/note-unused";
import { renderTemplate, type TemplateSource } from "@/core/mail-templates/render-template";
import { partsOf } from "@/core/mail-templates/template-parts";
import { findNewestTemplate } from "@/db/queries/mail-templates";
import { exampleOf } from "@/emails/_examples";
import type { RenderInput } from "@/emails/_props";

type Drawn = { readonly subject: string; readonly html: string; readonly text: string };

/**
 * Draws a mail from what an admin wrote for it. Null where they wrote nothing; `unused` where no good mail comes out of it, for whatever
 * reason: then the original is sent, since a mail that is late, or without its link, helps nobody.
 */
export async function drawEdited(
  ctx: Pick<Ctx, "db">,
  message: string,
  input: RenderInput,
): Promise<{ drawn: Drawn } | { unused: UnusedTemplate } | null> {
  const name = messageNames.find((one) => one === message);
  const newest = name ? await findNewestTemplate(ctx.db, name, input.language) : null;
  const source = partsOf(newest);
  if (!name || !newest || !source) return null;
  const unused = (reason: string) => ({ unused: { id: newest.id, reason } });
  try {
    const drawn = await renderTemplate(name, source, input);
    if (!drawn.ok) return unused(drawn.code);
    const { missing, ...mail } = drawn.value;
    return missing ? unused("mail-template.missing") : { drawn: mail };
  } catch {
    return unused("mail-template.unreadable");
  }
}

/** A test of a template (core/mail-templates/send-test.ts): what was in the editor, with example facts. Null if nothing can be drawn. */
export async function drawTest(input: RenderInput): Promise<Drawn | null> {
  const message = messageNames.find((one) => one === input.facts.message);
  if (message === undefined || message === "template-test") return null;
  const { language, shop, origin, to, brand } = input;
  const example = exampleOf(message, { language, shop, origin, email: to.email });
  const drawn = await renderTemplate(message, sourceOf(input.facts), { ...example, ...(brand ? { brand } : {}) });
  return drawn.ok ? { ...drawn.value, subject: oneLine(`[Test] ${drawn.value.subject}`) } : null;
}

const sourceOf = ({ subject = "", preview = "", body = "", textBody = "" }: RenderInput["facts"]): TemplateSource => ({
  subject,
  preview,
  body,
  textBody,
});
