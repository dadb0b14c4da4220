"use client";

import { useField } from "@/components/forms/form-context";

type Props = {
  readonly name: string;
  readonly label: string;
  readonly isTicked: boolean;
  /** A field of the form that always comes back: an unticked box is not sent, so that only it tells whether the form was. */
  readonly witness: string;
};

/** One box to tick. */
export function TickField({ name, label, isTicked, witness }: Props) {
  const { id, value } = useField(name);
  const wasSent = useField(witness).value !== undefined;
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 md:min-h-8">
      <input
        className="size-5 shrink-0 accent-(--link)"
        type="checkbox"
        id={id}
        name={name}
        value="true"
        defaultChecked={wasSent ? value === "true" : isTicked}
      />
      {label}
    </label>
  );
}
