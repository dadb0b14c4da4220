import type { Ctx, Language } from "@/core/ctx";
import { type MessageName, messageNames } from "@/core/mail/queue";
import { exampleIn, isEditable, type TemplateName } from "@/core/mail-templates/check-template";
import { plainValues, type TemplateSource } from "@/core/mail-templates/render-template";
import { partsOf } from "@/core/mail-templates/template-parts";
import { findNewestTemplate, findTemplate, listNewestTemplates, listTemplateVersions } from "@/db/queries/mail-templates";
import { variablesOf } from "@/emails/_examples";
import { originalOf } from "@/emails/_original";
import type { RenderInput } from "@/emails/_props";
import { COMMON, printedOf } from "@/emails/_templates";
import type { VariableName } from "@/emails/_variables";

const languages = ["en", "es"] as const satisfies readonly Language[];
/** Versions of a page. */
const VERSIONS = 30;

/** Every mail that admins may write anew, with what became of it in each language. */
export async function listTemplates(ctx: Pick<Ctx, "db">) {
  const newest = await listNewestTemplates(ctx.db);
  return messageNames.filter(isEditable).map((message) => ({
    message,
    languages: languages.map((language) => {
      const found = newest.find((one) => one.message === message && one.language === language && one.isEdited);
      return { language, isEdited: found !== undefined, failedAt: found?.failedAt ?? null };
    }),
  }));
}

/** The mail and language that an address names; null if there is no such mail. An unknown language is the shop's. */
export function readTemplateName(
  { settings }: Pick<Ctx, "settings">,
  message: string,
  language: string | undefined,
): TemplateName | null {
  const known = messageNames.find((one) => one === message);
  if (!known || !isEditable(known)) return null;
  return { message: known, language: languages.find((one) => one === language) ?? settings.shop.language };
}

/** A variable as the editor lists it; without an example it is a yes or no, or missing in the usual mail. */
export type ListedVariable = {
  readonly name: VariableName;
  readonly isMandatory: boolean;
  readonly isYesOrNo: boolean;
  readonly example: string;
};

/**
 * What the editor shows of a mail: the parts as they count now, the original, its variables, and a page of its versions: the newest, or those
 * before one of them. `older` is before which version there are more.
 */
export async function openTemplate(
  ctx: Pick<Ctx, "db" | "settings" | "origin">,
  { message, language }: TemplateName,
  { before, pageSize = VERSIONS }: { readonly before?: number | undefined; readonly pageSize?: number } = {},
) {
  const newest = await findNewestTemplate(ctx.db, message, language);
  const original: TemplateSource = { ...(await originalOf(message, language)), textBody: "" };
  const edited = partsOf(newest);
  const found = await listTemplateVersions(ctx.db, { message, language, before, atMost: pageSize + 1 });
  const versions = found.slice(0, pageSize);
  return {
    base: String(newest?.id ?? ""),
    isEdited: edited !== null,
    failure: edited && newest?.failedAt ? { at: newest.failedAt, code: newest.failure } : null,
    source: edited ?? original,
    original,
    variables: listVariables(message, exampleIn(ctx, { message, language })),
    versions,
    older: found.length > pageSize ? (versions.at(-1)?.id ?? null) : null,
  };
}

/**
 * Another version of a mail, or its original, to be looked at before it counts again; null if this mail has none of this id. `isNow`: it is
 * what counts already.
 */
export async function openVersion(ctx: Pick<Ctx, "db">, { message, language }: TemplateName, which: number | "original") {
  const newest = await findNewestTemplate(ctx.db, message, language);
  const base = String(newest?.id ?? "");
  if (which === "original") {
    const source: TemplateSource = { ...(await originalOf(message, language)), textBody: "" };
    return { id: null, base, isNow: partsOf(newest) === null, savedAt: null, source };
  }
  const found = await findTemplate(ctx.db, which);
  const source = partsOf(found);
  if (!found || !source || found.message !== message || found.language !== language) return null;
  return { id: found.id, base, isNow: found.id === newest?.id, savedAt: found.createdAt, source };
}

function listVariables(message: MessageName, example: RenderInput): ListedVariable[] {
  const { values, mandatory } = printedOf(message, example);
  const names: readonly VariableName[] = [...variablesOf(message).map(([name]) => name), ...COMMON];
  return names.map((name) => {
    const value = values[name] ?? null;
    const shown = plainValues(value).join(" ");
    return { name, isMandatory: mandatory.includes(name), isYesOrNo: typeof value === "boolean", example: shown };
  });
}
