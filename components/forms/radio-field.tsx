"use client";

import { describedBy, FieldNotes } from "@/components/forms/field";
import { useField } from "@/components/forms/form-context";

type Props = {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly code: string; readonly name: string }[];
  readonly defaultValue: string;
};

/** A few values of which one is chosen, all of them to be seen. */
export function RadioField({ name, label, options, defaultValue }: Props) {
  const { id, problem, value = defaultValue } = useField(name);
  return (
    <fieldset {...describedBy(id, undefined, problem)}>
      <legend className="mb-1 font-medium">{label}</legend>
      <FieldNotes name={id} problem={problem} />
      {options.map((option, at) => (
        <label key={option.code} className="flex min-h-11 cursor-pointer items-center gap-3 md:min-h-8">
          <input
            className="size-5 shrink-0 accent-(--link)"
            type="radio"
            // The problem's link leads to the first of them.
            id={at === 0 ? id : `${id}-${option.code}`}
            name={name}
            value={option.code}
            defaultChecked={option.code === value}
          />
          <span className="wrap-anywhere">{option.name}</span>
        </label>
      ))}
    </fieldset>
  );
}
