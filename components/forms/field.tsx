"use client";

import type { HTMLInputAutoCompleteAttribute } from "react";
import { useField } from "@/components/forms/form-context";
import { describedBy, Labelled } from "@/components/forms/labelled";

type Props = {
  readonly name: string;
  readonly label: string;
  readonly type?: "text" | "email" | "tel" | "number" | "date";
  readonly inputMode?: "email" | "numeric" | "decimal" | "text";
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
  readonly hint?: string;
  readonly defaultValue?: string | undefined;
  readonly pattern?: string;
  readonly isCaseless?: boolean;
  /** For a few characters. */
  readonly isShort?: boolean;
};

/** One labelled line to type in, with its hint and its problem. */
export function Field({
  name,
  label,
  type = "text",
  inputMode,
  autoComplete,
  hint,
  defaultValue,
  pattern,
  isCaseless,
  isShort,
}: Props) {
  const { id, problem, value, isRow } = useField(name);
  return (
    <Labelled id={id} label={label} hint={hint} problem={isRow ? undefined : problem}>
      <input
        className={isShort ? "input max-w-20" : "input"}
        id={id}
        name={name}
        type={type}
        inputMode={inputMode}
        autoComplete={autoComplete}
        autoCapitalize={isCaseless ? "none" : undefined}
        spellCheck={isCaseless ? false : undefined}
        defaultValue={value ?? defaultValue}
        pattern={pattern}
        {...describedBy(id, hint, problem)}
      />
    </Labelled>
  );
}
