import type { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { queueMail } from "@/core/mail/queue";
import { renderTemplate, type TemplateFailure } from "@/core/mail-templates/render-template";
import type { templateInput } from "@/core/mail-templates/save-template";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { takeLimit } from "@/core/security/limits";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { findStaff } from "@/db/queries/staff";
import { exampleOf } from "@/emails/_examples";

/** Why no test leaves. */
export type TestFailure = TemplateFailure | "staff.not-permitted" | "mail-template.tests";

/**
 * Sends what stands in the editor, saved or not, with example facts to the admin's own address and to no other. It goes the way of all
 * mails, so that what arrives is what a customer would see. Answers the address.
 */
export async function sendTemplateTest(
  ctx: Pick<Ctx, "db" | "settings" | "origin" | "secrets" | "request">,
  { staffId, message, language, base: _base, ...source }: z.output<typeof templateInput> & { readonly staffId: string },
): Promise<Result<string, TestFailure>> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "settings.edit");
  if (refused) return refused;
  const person = await findStaff(ctx.db, staffId);
  if (!person) return fail("staff.not-permitted");
  const { email } = person;
  const setting = { language, shop: ctx.settings.shop, origin: ctx.origin, email };
  const drawn = await renderTemplate(message, source, exampleOf(message, setting));
  if (!drawn.ok) return drawn;
  const taken = await takeLimit(ctx, "template-test:staff", staffId);
  if (!taken.isAllowed) return fail("mail-template.tests", { retryAfterSeconds: taken.retryAfterSeconds });
  await inTransaction(ctx, async (tx) => {
    await queueMail(tx, { message: "template-test", to: { email }, language, facts: { message, ...source } });
    await audit(tx, { actor, action: "mail-template.tested", outcome: "ok", detail: { message, language } });
  });
  return ok(email);
}
