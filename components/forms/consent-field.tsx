"use client";

import { useField } from "@/components/forms/form-context";
import { describedBy, FieldNotes } from "@/components/forms/labelled";

type Props = {
  readonly name: string;
  readonly label: string;
  /** The version that the box stands for. */
  readonly version: number;
  /** Where the text is, what its link says, and that it opens beside the form. */
  readonly link: { readonly href: string; readonly text: string; readonly note: string };
};

/** A box that is never ticked beforehand, and beside it the text that it is about. */
export function ConsentField({ name, label, version, link }: Props) {
  const { id, problem, value } = useField(name);
  return (
    <div className="grid gap-1">
      <FieldNotes name={id} problem={problem} />
      <label className="flex min-h-11 cursor-pointer items-center gap-3">
        <input
          className="size-5 shrink-0 accent-(--link)"
          type="checkbox"
          id={id}
          name={name}
          value={version}
          defaultChecked={value === String(version)}
          {...describedBy(id, undefined, problem)}
        />
        <span>{label}</span>
      </label>
      <a href={link.href} target="_blank" rel="noopener" className="tall-link ml-8 justify-self-start">
        {link.text} <span className="sr-only">{link.note}</span>
      </a>
    </div>
  );
}
