"use client";

import { describedBy, FieldNotes } from "@/components/forms/field";
import { useField } from "@/components/forms/form-context";

type Props = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly defaultValue?: string;
  readonly rows?: number;
  /** Of what is typed, where it is not the page's. */
  readonly lang?: string;
  /** Whether a button of the form may write into it: what comes back is shown, even where something was typed before. */
  readonly isFilledIn?: boolean;
  /** Whether each sign counts: lines and columns are told of it. */
  readonly isSource?: boolean;
};

/** Something to type on many lines. */
export function LongTextField({ name, label, hint, defaultValue, rows = 6, lang, isFilledIn = false, isSource = false }: Props) {
  const { id, problem, value } = useField(name);
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <FieldNotes name={id} hint={hint} problem={problem} />
      <textarea
        key={isFilledIn ? value : undefined}
        className={isSource ? "input font-mono" : "input"}
        id={id}
        name={name}
        rows={rows}
        lang={lang}
        defaultValue={value ?? defaultValue}
        {...describedBy(id, hint, problem)}
      />
    </div>
  );
}
