"use client";

import { Field } from "@/components/forms/field";
import { LongTextField } from "@/components/forms/long-text-field";
import { SelectField } from "@/components/forms/select-field";
import { TickField } from "@/components/forms/tick-field";
import type { FieldView } from "@/core/fields/field-views";

const INPUTS = {
  text: { type: "text" },
  email: { type: "email", inputMode: "email", isCaseless: true },
  phone: { type: "tel" },
  number: { type: "text", inputMode: "decimal" },
  date: { type: "date" },
} as const;

/** The input of one field, by its type. Words and choices are the shop's own and are drawn as text, whatever they contain. */
export function AnswerField({ view }: { readonly view: FieldView }) {
  const { type, name, label, hint, value, autoComplete } = view;
  const shared = { name, label, ...(hint === "" ? {} : { hint }) };
  if (type === "checkbox") return <TickField {...shared} isTicked={value === "true"} witness="fieldsDrawn" />;
  if (type === "long-text") return <LongTextField {...shared} rows={4} defaultValue={value} />;
  if (type === "choice" || type === "country") {
    const { options, placeholder } = view;
    return <SelectField {...shared} {...{ options, placeholder, autoComplete }} defaultValue={value} />;
  }
  return <Field {...shared} {...INPUTS[type]} autoComplete={autoComplete} defaultValue={value} />;
}
