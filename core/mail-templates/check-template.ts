import type { Ctx, Language } from "@/core/ctx";
import { findBrand } from "@/core/mail/find-brand";
import type { MessageName } from "@/core/mail/queue";
import type { InlineFile } from "@/core/mail/transports/transport";
import { withPictures } from "@/core/mail/with-pictures";
import {
  type DrawnTemplate,
  type Missing,
  renderTemplate,
  type TemplateFailure,
  type TemplateSource,
} from "@/core/mail-templates/render-template";
import { fail, ok, type Result } from "@/core/result";
import { casesOf, exampleOf } from "@/emails/_examples";
import type { VariableName } from "@/emails/_variables";

/** Which mail, in which language. */
export type TemplateName = { readonly message: MessageName; readonly language: Language };

/** Whether a message is one that admins may write anew: all but the one that carries tests of the others. */
export const isEditable = (message: MessageName): boolean => message !== "template-test";

/** Why a template is not taken. */
export type CheckFailure = TemplateFailure | "mail-template.missing";

/** An example of the mail that a template makes, with the logo that it names. */
export type TemplatePreview = DrawnTemplate & { readonly inline: readonly InlineFile[] };

type CheckCtx = Pick<Ctx, "db" | "settings" | "origin">;

/**
 * Draws an example of what a template would send, with everything in it. Fails where nothing can be drawn; what must be printed and is not
 * only stands in `missing`, since somebody who is still writing wants to see.
 */
export async function previewTemplate(
  ctx: CheckCtx,
  name: TemplateName,
  source: TemplateSource,
): Promise<Result<TemplatePreview, TemplateFailure>> {
  const { brand, inline } = await findBrand(ctx, {});
  const drawn = await renderTemplate(name.message, source, { ...exampleIn(ctx, name), brand });
  return drawn.ok ? ok(withPictures({ ...drawn.value, inline })) : drawn;
}

/**
 * Asks whether a template makes a good mail in every case of its message (T-M4): with and without each part that may be missing. What
 * counts is what comes out of the examples: a link in a condition that never holds, or in a comment, is not there.
 */
export async function checkTemplate(
  ctx: CheckCtx,
  name: TemplateName,
  source: TemplateSource,
): Promise<Result<undefined, CheckFailure>> {
  for (const others of casesOf(name.message)) {
    const drawn = await renderTemplate(name.message, source, exampleIn(ctx, name, others));
    if (!drawn.ok) return drawn;
    if (drawn.value.missing) return missing(drawn.value.missing);
  }
  return ok();
}

/** The example that a template is drawn from while nobody gets it; `others` as in {@link exampleOf}. */
export const exampleIn = (
  { settings, origin }: Pick<Ctx, "settings" | "origin">,
  { message, language }: TemplateName,
  others: readonly VariableName[] = [],
) => exampleOf(message, { language, shop: settings.shop, origin, email: "ann@example.com" }, others);

const missing = ({ name, part }: Missing) => fail("mail-template.missing", { field: part, vars: { name } });
