"use client";

import { useEffect, useRef } from "react";
import { useField, useProblemAt } from "@/components/forms/form-context";
import { describedBy, Labelled } from "@/components/forms/labelled";

type Props = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly defaultValue?: string;
  readonly rows?: number;
  /** Of what is typed, where it is not the page's. */
  readonly lang?: string;
  /** Whether a button of the form may write into it: what comes back is shown, even where something was typed before. */
  readonly isFilledIn?: boolean;
  /** Whether each sign counts: lines and columns are told of it. */
  readonly isSource?: boolean;
  /** Whether typing goes on here at once: somebody has just sent what stood in it. */
  readonly isNext?: boolean;
};

/** Something to type on many lines. */
export function LongTextField({
  name,
  label,
  hint,
  defaultValue,
  rows = 6,
  lang,
  isFilledIn = false,
  isSource = false,
  isNext = false,
}: Props) {
  const { id, problem, value } = useField(name);
  const at = useProblemAt(name);
  const box = useRef<HTMLTextAreaElement>(null);
  // The cursor waits there for who comes by the summary's link; without a script, line and column are in the sentence.
  useEffect(() => {
    if (at && box.current) putCursor(box.current, at);
  }, [at]);
  useEffect(() => {
    if (isNext) box.current?.focus();
  }, [isNext]);
  return (
    <Labelled id={id} label={label} hint={hint} problem={problem}>
      <textarea
        ref={box}
        key={isFilledIn ? value : undefined}
        className={isSource ? "input font-mono" : "input"}
        id={id}
        name={name}
        rows={rows}
        lang={lang}
        defaultValue={value ?? defaultValue}
        {...describedBy(id, hint, problem)}
      />
    </Labelled>
  );
}

function putCursor(box: HTMLTextAreaElement, { line, column }: { readonly line: number; readonly column: number }): void {
  const lines = box.value.split("\n");
  const before = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  const from = Math.min(before + column - 1, box.value.length);
  box.setSelectionRange(from, before + (lines[line - 1] ?? "").length);
  box.scrollTop = (box.scrollHeight / Math.max(lines.length, 1)) * Math.max(line - 3, 0);
}
