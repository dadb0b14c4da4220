import type { FieldView } from "@/core/fields/field-views";
import type { Translator } from "@/messages/translator";

/** Something that is known, with what it is called. */
export type AnswerLine = { readonly key: string; readonly label: string; readonly value: string };

/** What was answered, as people read it: what was chosen by its name, a ticked box as yes, nothing where nothing is known. */
export const answerLines = (t: Translator, views: readonly FieldView[]): AnswerLine[] =>
  views.map((view) => ({ key: view.key, label: view.title, value: inWords(t, view) }));

function inWords(t: Translator, { type, value, options }: FieldView): string {
  if (type === "checkbox") return value === "true" ? t("formFields.ticked") : "";
  return options.find(({ code }) => code === value)?.name ?? value;
}

/** What is known, to be read only. */
export const AnswerList = ({ lines }: { readonly lines: readonly AnswerLine[] }) => (
  <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[10rem_minmax(0,1fr)]">
    {lines.map(({ key, label, value }) => (
      <div key={key} className="sm:contents">
        <dt className="text-quiet wrap-anywhere">{label}</dt>
        <dd className="wrap-anywhere whitespace-pre-line">{value || "–"}</dd>
      </div>
    ))}
  </dl>
);
