"use client";

import { CopyButton } from "@/components/admin/copy-button";
import { useField } from "@/components/forms/form-context";

type Props = {
  /** Of the value in the form's state. */
  readonly name: string;
  readonly texts: { readonly label: string; readonly hint: string; readonly copy: string; readonly done: string };
};

/** A text that the form's answer brought and that no other page shows, to be marked and copied. Nothing until then. */
export function ShownOnce({ name, texts }: Props) {
  const { id, value } = useField(name);
  if (value === undefined) return null;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {texts.label}
      </label>
      <p id={`${id}-hint`} className="text-sm text-quiet">
        {texts.hint}
      </p>
      <input
        className="input"
        id={id}
        readOnly
        value={value}
        autoComplete="off"
        aria-describedby={`${id}-hint`}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton text={value} label={texts.copy} done={texts.done} />
    </div>
  );
}
