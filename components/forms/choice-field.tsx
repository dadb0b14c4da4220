"use client";

import { useField } from "@/components/forms/form-context";
import { describedBy, FieldNotes } from "@/components/forms/labelled";

type Props = {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly hint?: string }[];
  readonly defaultValue: string;
};

/** One of a few, all of them in sight. */
export function ChoiceField({ name, label, options, defaultValue }: Props) {
  const { id, problem, value = defaultValue } = useField(name);
  return (
    <fieldset className="grid gap-1.5" {...describedBy(id, undefined, problem)}>
      <legend className="font-medium">{label}</legend>
      <FieldNotes name={id} problem={problem} />
      {options.map((option, at) => (
        <label key={option.value} className="flex min-h-11 cursor-pointer items-center gap-3">
          <input
            className="size-5 shrink-0 accent-(--link)"
            type="radio"
            // The problem's link leads to the first of them.
            id={at === 0 ? id : `${id}-${option.value}`}
            name={name}
            value={option.value}
            defaultChecked={option.value === value}
          />
          <span className="wrap-anywhere">
            {option.label}
            {option.hint ? <span className="block text-sm text-quiet">{option.hint}</span> : null}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
