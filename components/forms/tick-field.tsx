"use client";

import { useField } from "@/components/forms/form-context";
import { describedBy, FieldNotes } from "@/components/forms/labelled";

type Props = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly isTicked: boolean;
  /** A field of the form that always comes back: an unticked box is not sent, so that only it tells whether the form was. */
  readonly witness: string;
  /** For many below each other, where somebody works with a mouse. */
  readonly isDense?: boolean;
};

/** One box to tick, with its hint and its problem. */
export function TickField({ name, label, hint, isTicked, witness, isDense = false }: Props) {
  const { id, problem, value } = useField(name);
  const wasSent = useField(witness).value !== undefined;
  return (
    <div className="grid gap-1.5">
      <label className={`flex min-h-11 cursor-pointer items-center gap-3 ${isDense ? "md:min-h-8" : ""}`}>
        <input
          className="size-5 shrink-0 accent-(--link)"
          type="checkbox"
          id={id}
          name={name}
          value="true"
          defaultChecked={wasSent ? value === "true" : isTicked}
          {...describedBy(id, hint, problem)}
        />
        <span className="wrap-anywhere">{label}</span>
      </label>
      <FieldNotes name={id} hint={hint} problem={problem} />
    </div>
  );
}
