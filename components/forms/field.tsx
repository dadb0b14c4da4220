"use client";

import type { HTMLInputAutoCompleteAttribute } from "react";
import { useField } from "@/components/forms/form-context";

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
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <FieldNotes name={id} hint={hint} problem={isRow ? undefined : problem} />
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
    </div>
  );
}

/** The hint and the problem of a field, where screen readers find them. */
export function FieldNotes({ name, hint, problem }: { name: string; hint?: string | undefined; problem?: string | undefined }) {
  return (
    <>
      {hint ? (
        <p id={`${name}-hint`} className="text-sm text-quiet">
          {hint}
        </p>
      ) : null}
      {problem ? (
        <p id={`${name}-problem`} className="text-sm font-medium text-bad">
          {problem}
        </p>
      ) : null}
    </>
  );
}

/** ARIA attributes that tie an input to its notes. */
export function describedBy(name: string, hint: string | undefined, problem: string | undefined) {
  const ids = [hint ? `${name}-hint` : "", problem ? `${name}-problem` : ""].filter(Boolean).join(" ");
  return { ...(ids ? { "aria-describedby": ids } : {}), ...(problem ? { "aria-invalid": true } : {}) };
}
