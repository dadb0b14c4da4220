"use client";

import { describedBy, FieldNotes } from "@/components/forms/field";
import { useField } from "@/components/forms/form-context";

type Props = { readonly name: string; readonly label: string; readonly hint?: string; readonly isTicked: boolean };

/** One box to tick among a shop's own fields, with its hint and its problem. */
export function CheckField({ name, label, hint, isTicked }: Props) {
  const { id, problem, value } = useField(name);
  // A box that is not ticked is not sent: that others came back tells that this one was there.
  const wasSent = useField("fieldsDrawn").value !== undefined;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="flex min-h-11 cursor-pointer items-center gap-3">
        <input
          className="size-5 shrink-0 accent-(--link)"
          type="checkbox"
          id={id}
          name={name}
          value="true"
          defaultChecked={wasSent ? value !== undefined : isTicked}
          {...describedBy(id, hint, problem)}
        />
        <span className="wrap-anywhere">{label}</span>
      </label>
      <FieldNotes name={id} hint={hint} problem={problem} />
    </div>
  );
}
