"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { operatorOf } from "@/app/_edge/operator";
import { staffOf, type Visit } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { previewTemplate, type TemplateName } from "@/core/mail-templates/check-template";
import { LONGEST_SOURCE } from "@/core/mail-templates/fill";
import { fillInText } from "@/core/mail-templates/fill-in-text";
import {
  bringBackTemplate,
  resetTemplate,
  saveTemplate,
  templateInput,
  templateNameInput,
} from "@/core/mail-templates/save-template";
import { sendTemplateTest } from "@/core/mail-templates/send-test";
import { templateParts } from "@/core/mail-templates/template-parts";
import { ok } from "@/core/result";
import { confirmStaffFields } from "@/core/staff/confirm-staff";
import { shownOf } from "../shown-of";

const editing = templateInput.extend({
  ...confirmStaffFields,
  intent: z.enum(["save", "preview", "test", "fill-in"]).prefault("save"),
});

const pageOf = ({ message, language }: TemplateName, done: string): string =>
  `/admin/mail/templates/${message}?language=${language}&${done}=${freshStamp()}`;

export async function editTemplateAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/mail/templates/[message]",
    schema: editing,
    keep: templateParts,
    keepUpTo: LONGEST_SOURCE,
    run: (input, visiting) => runIntent(input, visiting),
    done: async (state, _visit, input) => state ?? redirect(pageOf(input, "saved")),
  });
}

/** What to show, or null where it was saved. */
async function runIntent({ intent, confirmPassword, ...typed }: z.output<typeof editing>, visiting: Visit) {
  const { ctx, t } = visiting;
  if (intent === "save") {
    const saved = await saveTemplate(ctx, { ...typed, by: operatorOf(visiting, confirmPassword) });
    return saved.ok ? ok<FormState | null>(null) : saved;
  }
  const filled = intent === "fill-in" ? fillInText(typed) : ok(typed);
  if (!filled.ok) return filled;
  const template = { ...typed, ...filled.value };
  const { subject, preview, body, textBody } = template;
  const drawn = await previewTemplate(ctx, template, template);
  if (!drawn.ok) return drawn;
  const looked: FormState = { values: { subject, preview, body, textBody }, ...shownOf(t, drawn.value) };
  if (intent === "preview") return ok<FormState | null>(looked);
  if (intent === "fill-in") return ok<FormState | null>({ ...looked, notice: t("mailTemplates.editor.filledIn") });
  const sent = await sendTemplateTest(ctx, { ...template, staffId: staffOf(visiting).staffId });
  return sent.ok ? ok<FormState | null>({ ...looked, notice: t("mailTemplates.editor.tested", { email: sent.value }) }) : sent;
}

const naming = templateNameInput.extend({ base: z.string().max(20) });

export async function resetTemplateAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/mail/templates/[message]",
    schema: naming,
    keep: [],
    run: (input, visiting) => resetTemplate(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async (_value, _visit, input) => redirect(pageOf(input, "reset")),
  });
}

const bringing = z.object({
  base: z.string().max(20),
  id: z.coerce.number({ error: "mail-template.not-found" }).int().positive(),
  ...confirmStaffFields,
});

export async function bringBackTemplateAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/mail/templates/[message]",
    schema: bringing,
    keep: [],
    run: ({ confirmPassword, ...input }, visiting) =>
      bringBackTemplate(visiting.ctx, { ...input, by: operatorOf(visiting, confirmPassword) }),
    done: async (name) => redirect(pageOf(name, "back")),
  });
}
