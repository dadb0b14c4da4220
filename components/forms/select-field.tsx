"use client";

import type { HTMLInputAutoCompleteAttribute } from "react";
import { useField } from "@/components/forms/form-context";
import { describedBy, Labelled } from "@/components/forms/labelled";

type Props = {
  readonly name: string;
  readonly label: string;
  /** What stands there before anything is chosen; none where something always is. */
  readonly placeholder?: string;
  readonly options: readonly { readonly code: string; readonly name: string }[];
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
  readonly hint?: string;
  readonly defaultValue?: string | undefined;
};

/** One of a list to choose, with its label, hint and problem. */
export function SelectField({ name, label, placeholder, options, autoComplete, hint, defaultValue }: Props) {
  const { id, problem, value } = useField(name);
  return (
    <Labelled id={id} label={label} hint={hint} problem={problem}>
      <select
        className="input"
        id={id}
        name={name}
        autoComplete={autoComplete}
        defaultValue={value ?? defaultValue ?? ""}
        {...describedBy(id, hint, problem)}
      >
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.code} value={option.code}>
            {option.name}
          </option>
        ))}
      </select>
    </Labelled>
  );
}
