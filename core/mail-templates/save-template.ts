import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { messageNames } from "@/core/mail/queue";
import { type CheckFailure, checkTemplate, isEditable, type TemplateName } from "@/core/mail-templates/check-template";
import { foreignOrigins } from "@/core/mail-templates/clean";
import { LONGEST_SOURCE } from "@/core/mail-templates/fill";
import { partsOf } from "@/core/mail-templates/template-parts";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { type ConfirmFailure, confirmStaff, type StaffOperator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import {
  findNewestTemplate,
  findTemplate,
  insertTemplate,
  lockTemplate,
  type MailTemplateRow,
} from "@/db/queries/mail-templates";

const part = (max: number) =>
  z
    .string()
    .max(max, { error: "field.too-long" })
    .transform((typed) => typed.replace(/\r\n?/g, "\n"));

/** Which mail a form is about. */
export const templateNameInput = z.object({
  message: z.enum(messageNames, { error: "mail-template.not-found" }).refine(isEditable, { error: "mail-template.not-found" }),
  language: z.enum(["en", "es"], { error: "mail-template.not-found" }),
});

/** A template as the editor's form brings it. `base` is the id of the version that it began from, empty for the original. */
export const templateInput = templateNameInput.extend({
  base: z.string().max(20),
  subject: part(1000),
  preview: part(1000),
  body: part(LONGEST_SOURCE),
  textBody: part(LONGEST_SOURCE),
});

type SaveCtx = Pick<Ctx, "db" | "settings" | "origin" | "secrets" | "request" | "hash">;
type By = { readonly by: StaffOperator };
type Refusal = "staff.not-permitted" | "mail-template.changed";

/**
 * Saves a template as the version that counts from now on (P-M2), if it makes a good mail in every case. Asks for the password again: it
 * decides what links customers are sent (T-A13, T-U3). Other hosts that it links to are in the audit log. Throws TooBusy.
 */
export async function saveTemplate(
  ctx: SaveCtx,
  { by, base, message, language, ...source }: z.output<typeof templateInput> & By,
): Promise<Result<undefined, Refusal | ConfirmFailure | CheckFailure>> {
  const refused = await refuseUnpermitted(ctx, by, "settings.edit");
  if (refused) return refused;
  const checked = await checkTemplate(ctx, { message, language }, source);
  if (!checked.ok) return checked;
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  const hosts = foreignOrigins(source.body, ctx.origin).join(" ");
  const parts = { ...source, textBody: source.textBody.trim() === "" ? null : source.textBody };
  const { staffId } = by;
  return addVersion(ctx, { name: { message, language }, base, staffId, action: "mail-template.changed", parts, hosts });
}

/** Goes back to the original of the product, which needs no password: it leads nowhere else. The versions stay and can be brought back. */
export async function resetTemplate(
  ctx: SaveCtx,
  { staffId, base, message, language }: TemplateName & { readonly staffId: string; readonly base: string },
): Promise<Result<undefined, Refusal>> {
  const refused = await refuseUnpermitted(ctx, { kind: "staff", staffId }, "settings.edit");
  if (refused) return refused;
  const parts = { subject: null, preview: null, body: null, textBody: null };
  return addVersion(ctx, { name: { message, language }, base, staffId, action: "mail-template.reset", parts });
}

/** Makes an earlier version count again, as a new one. It is asked again whether it is good: what mails must print may have grown since. */
export async function bringBackTemplate(
  ctx: SaveCtx,
  { by, base, id }: By & { readonly base: string; readonly id: number },
): Promise<Result<TemplateName, Refusal | ConfirmFailure | CheckFailure | "mail-template.not-found">> {
  const earlier = await findTemplate(ctx.db, id);
  const name = templateNameInput.safeParse(earlier);
  const parts = partsOf(earlier);
  if (!name.success || !parts) return fail("mail-template.not-found");
  const saved = await saveTemplate(ctx, { ...parts, ...name.data, base, by });
  return saved.ok ? ok(name.data) : saved;
}

type Adding = {
  readonly name: TemplateName;
  readonly base: string;
  readonly staffId: string;
  readonly action: "mail-template.changed" | "mail-template.reset";
  readonly parts: Pick<MailTemplateRow, "subject" | "preview" | "body" | "textBody">;
  readonly hosts?: string;
};

function addVersion(
  ctx: SaveCtx,
  { name, base, staffId, action, parts, hosts = "" }: Adding,
): Promise<Result<undefined, "mail-template.changed">> {
  return inTransaction(ctx, async (tx) => {
    await lockTemplate(tx.db, name.message, name.language);
    const newest = await findNewestTemplate(tx.db, name.message, name.language);
    if (String(newest?.id ?? "") !== base) return fail("mail-template.changed");
    await insertTemplate(tx.db, { ...name, ...parts, savedBy: staffId });
    const detail = { message: name.message, language: name.language, ...(hosts ? { hosts } : {}) };
    await audit(tx, { actor: { kind: "staff", staffId }, action, outcome: "ok", detail });
    return ok();
  });
}
