import { unescapeHtml } from "@/core/escape-html";
import { oneLine } from "@/core/mail/one-line";
import type { MessageName } from "@/core/mail/queue";
import { clean, listPlaces } from "@/core/mail-templates/clean";
import { type Encoding, type FillFailure, fill } from "@/core/mail-templates/fill";
import { fail, ok, type Result } from "@/core/result";
import { type RenderInput, textOf } from "@/emails/_props";
import { drawInFrame, type Printed, printedOf, textFoot } from "@/emails/_templates";
import type { Value } from "@/emails/_variables";

/** A mail as an admin writes it, part by part. Without a text of its own the text part is made from the body. */
export type TemplateSource = {
  readonly subject: string;
  readonly preview: string;
  readonly body: string;
  readonly textBody: string;
};

/** Why no mail can be made of a template. */
export type TemplateFailure = FillFailure | "field.required";

/** A mandatory variable that a mail has, and the part that does not show it. */
export type Missing = { readonly name: string; readonly part: "body" | "textBody" };

/** A mail made of a template. One with something missing is for looking at, and never sent. */
export type DrawnTemplate = {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly missing: Missing | null;
};

const LONGEST_SUBJECT = 250;

/**
 * Makes a mail of an admin's template: filled in, cleaned, put into the frame of all mails, and asked whether it prints what it must: the
 * link as a link, the code, the customer number (T-M4). Neither subject nor preview can hold link or code (T-M8). Problems name the part
 * as their field.
 */
export async function renderTemplate(
  message: MessageName,
  source: TemplateSource,
  input: RenderInput,
): Promise<Result<DrawnTemplate, TemplateFailure>> {
  const printed = printedOf(message, input);
  const filled = fillParts(source, printed);
  if (!filled.ok) return filled;
  const { subject, preview, body, textBody } = filled.value;
  const secrets = printed.secret.flatMap((name) => plainValues(printed.values[name] ?? null));
  const places = placesIn({ source: source.body, body }, printed, input.origin);
  const cleaned = clean(body, { origin: input.origin, secrets, places });
  const html = await drawInFrame(input, { preview: oneLine(preview), body: cleaned });
  const text = source.textBody.trim() === "" ? textOf(html) : `${readable(textBody)}\n\n${textFoot(input)}`;
  const missing = findMissing(printed, { html: cleaned, text });
  return ok({ subject: [...oneLine(subject)].slice(0, LONGEST_SUBJECT).join(""), html, text, missing });
}

const ENCODINGS = { subject: "text", preview: "text", body: "html", textBody: "text" } as const satisfies Record<
  string,
  Encoding
>;

function fillParts(source: TemplateSource, { values, secret }: Printed): Result<TemplateSource, TemplateFailure> {
  const part = (name: keyof TemplateSource) => {
    const without = name === "subject" || name === "preview" ? secret : [];
    const filled = fill(source[name], { values, encoding: ENCODINGS[name], without });
    return filled.ok ? filled : fail(filled.code, { field: name, vars: filled.problems[0]?.vars ?? {} });
  };
  const subject = part("subject");
  if (!subject.ok) return subject;
  if (oneLine(subject.value) === "") return fail("field.required", { field: "subject" });
  const preview = part("preview");
  if (!preview.ok) return preview;
  const body = part("body");
  if (!body.ok) return body;
  const textBody = part("textBody");
  if (!textBody.ok) return textBody;
  return ok({ subject: subject.value, preview: preview.value, body: body.value, textBody: textBody.value });
}

/**
 * The other places that links of a mail may lead to: those that stand in the source, and none at all where it depends on link or code
 * which of them are in this mail. Else a click there would tell something of them.
 */
function placesIn(
  { source, body }: { readonly source: string; readonly body: string },
  { values, secret }: Printed,
  origin: string,
): readonly string[] {
  const written = listPlaces(source, origin);
  if (written.length === 0) return [];
  const hidden = secret.map((name) => [name, hiddenOf(values[name] ?? null)] as const);
  const blind = fill(source, { values: { ...values, ...Object.fromEntries(hidden) }, encoding: "html" });
  const listed = (html: string) => listPlaces(html, origin).filter((place) => written.includes(place));
  return blind.ok && listed(blind.value).join("\n") === listed(body).join("\n") ? written : [];
}

const hiddenOf = (value: Value): Value => (typeof value === "string" ? value.replace(/[a-z\d]/gi, "x") : value);

/** The first mandatory variable that this mail has and one of its parts does not show. */
function findMissing({ values, mandatory }: Printed, { html, text }: { html: string; text: string }): Missing | null {
  const shown = squeezed(wordsOf(html));
  const links = [...html.matchAll(/ href="([^"]*)"/g)].map(([, href = ""]) => unescapeHtml(href));
  for (const name of mandatory) {
    const wanted = plainValues(values[name] ?? null);
    const isInHtml = wanted.every((one) => (name === "link" ? links.includes(one) : shown.includes(squeezed(one))));
    if (!isInHtml) return { name, part: "body" };
    if (!wanted.every((one) => squeezed(text).includes(squeezed(one)))) return { name, part: "textBody" };
  }
  return null;
}

/** The texts that a value prints, one for each line of it; none for what is missing, or only asked for. */
export function plainValues(value: Value): readonly string[] {
  if (value === null || typeof value === "boolean") return [];
  return typeof value === "string" ? [value] : value.lines;
}

const wordsOf = (html: string): string => unescapeHtml(html.replace(/<[^>]*>/g, " "));
const squeezed = (text: string): string => text.replace(/\s+/g, " ").trim();
const readable = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{C}\n\t]/gu, "")
    // What a condition left out leaves no gap.
    .replace(/\n\s*\n/g, "\n\n")
    .trim();
