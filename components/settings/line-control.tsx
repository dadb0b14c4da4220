"use client";

import { useField } from "@/components/forms/form-context";
import { describedBy } from "@/components/forms/labelled";
import { SettingNotes } from "@/components/settings/setting-notes";
import type { SettingView } from "@/components/settings/setting-view";

const WIDTHS: Partial<Record<SettingView["kind"], string>> = { number: "max-w-28", colour: "max-w-36", moment: "max-w-64" };
const TYPES: Partial<Record<SettingView["kind"], string>> = { email: "email", moment: "datetime-local" };

/** Something to type on one line: text, an e-mail address, a number, a colour. */
export function LineControl({ view }: { view: SettingView }) {
  const { problem, value = view.value } = useField(view.key);
  const isPlain = view.kind === "text";
  return (
    <SettingNotes view={view} name={<label htmlFor={view.key}>{view.label}</label>} problem={problem}>
      <div className="flex items-center gap-3">
        <input
          className={`input ${WIDTHS[view.kind] ?? "max-w-md"}`}
          id={view.key}
          name={view.key}
          type={TYPES[view.kind] ?? "text"}
          inputMode={view.kind === "number" ? "numeric" : undefined}
          autoComplete="off"
          spellCheck={isPlain ? undefined : false}
          autoCapitalize={isPlain ? undefined : "none"}
          defaultValue={value}
          {...describedBy(view.key, view.hint, problem)}
        />
        {view.kind === "colour" ? <Swatch color={view.value} /> : null}
      </div>
    </SettingNotes>
  );
}

function Swatch({ color }: { color: string }) {
  return (
    <svg viewBox="0 0 2 2" className="size-9 rounded-md border border-edge" aria-hidden="true">
      <rect width="2" height="2" fill={color} />
    </svg>
  );
}
