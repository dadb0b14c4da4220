"use client";

import { useEffect, useState } from "react";
import { AnswerField } from "@/components/fields/answer-field";
import type { Language } from "@/core/ctx";
import type { FieldView } from "@/core/fields/field-views";

type Draft = { readonly type: FieldView["type"]; readonly label: string; readonly hint?: string; readonly choices?: string };
type Props = {
  readonly initial: Draft;
  readonly language: Language;
  readonly countries: FieldView["options"];
  readonly texts: { readonly placeholder: string; readonly unnamed: string };
};

/** What the field that is being described looks like, drawn while it is typed by the very input that customers get. */
export function LiveField({ initial, language, countries, texts }: Props) {
  const [draft, setDraft] = useState(initial);
  useEffect(() => {
    const form = document.querySelector<HTMLInputElement>("input[data-draft]")?.form;
    if (!form) return;
    const look = () => setDraft(draftIn(new FormData(form), initial, language));
    look();
    form.addEventListener("input", look);
    return () => form.removeEventListener("input", look);
  }, [initial, language]);
  const { type, label, hint = "", choices = "" } = draft;
  const options = type === "country" ? countries : type === "choice" ? optionsIn(choices, language) : [];
  const shown = {
    name: "preview",
    label: label || texts.unnamed,
    title: label,
    placeholder: texts.placeholder,
    autoComplete: "off",
  } as const;
  // Another input for another type: what stood in the old one is none of its values.
  return <AnswerField key={type} view={{ key: "preview", ...shown, type, hint, options, value: "" }} />;
}

const TYPES: readonly FieldView["type"][] = [
  ...(["text", "email", "phone", "number", "date", "choice", "checkbox", "long-text", "country"] as const),
];

function draftIn(data: FormData, initial: Draft, language: Language): Draft {
  const text = (name: string) => String(data.get(name) ?? "").trim();
  const inWords = (what: string) => text(`${what}.${language}`) || text(`${what}.en`) || text(`${what}.es`);
  return {
    type: TYPES.find((type) => type === text("type")) ?? initial.type,
    label: inWords("label") || initial.label,
    hint: inWords("help"),
    choices: text("choices"),
  };
}

/** As the server reads them, except that nothing is refused yet. */
function optionsIn(choices: string, language: Language): FieldView["options"] {
  const lines = choices.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line, at) => {
    const [en = "", es = ""] = line.replace(/^[a-z0-9_-]+ *=/, "").split("|");
    return { code: String(at), name: (language === "es" && es.trim()) || en.trim() };
  });
}
