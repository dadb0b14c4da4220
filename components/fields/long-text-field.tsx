"use client";

import { describedBy, FieldNotes } from "@/components/forms/field";
import { useField } from "@/components/forms/form-context";

type Props = { readonly name: string; readonly label: string; readonly hint?: string; readonly defaultValue: string };

/** Several lines to type in, with label, hint and problem. */
export function LongTextField({ name, label, hint, defaultValue }: Props) {
  const { id, problem, value } = useField(name);
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <FieldNotes name={id} hint={hint} problem={problem} />
      <textarea
        className="input"
        id={id}
        name={name}
        rows={4}
        defaultValue={value ?? defaultValue}
        {...describedBy(id, hint, problem)}
      />
    </div>
  );
}
