import { readFields } from "@/app/_edge/read-fields";
import { admit } from "@/app/_edge/visit";
import { shownOf } from "@/app/admin/(rooms)/mail/templates/shown-of";
import { failureInWords } from "@/core/failure-in-words";
import { previewTemplate } from "@/core/mail-templates/check-template";
import { templateInput } from "@/core/mail-templates/save-template";

/** Draws what stands in the editor, for its window: the same that its button *Preview* does. Keeps nothing. */
export async function POST(request: Request): Promise<Response> {
  const { closed, ctx, t } = await admit("/admin/mail/templates/preview");
  if (closed) return new Response(null, { status: 404 });
  const form = await request.formData().catch(() => new FormData());
  const read = readFields(form);
  const template = templateInput.safeParse(read.ok ? read.value : {});
  if (!template.success) return Response.json({ problems: [{ message: t("failures.mail-template.too-much") }] }, NOT_KEPT);
  const drawn = await previewTemplate(ctx, template.data, template.data);
  if (drawn.ok) return Response.json(shownOf(t, drawn.value), NOT_KEPT);
  const problems = drawn.problems.map(({ field, code, vars = {} }) => ({ field, message: failureInWords(t, code, vars) }));
  return Response.json({ problems }, NOT_KEPT);
}

const NOT_KEPT = { headers: { "Cache-Control": "no-store" } };
