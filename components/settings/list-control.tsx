"use client";

import { useField } from "@/components/forms/form-context";
import { describedBy } from "@/components/forms/labelled";
import { SettingNotes } from "@/components/settings/setting-notes";
import type { SettingView } from "@/components/settings/setting-view";

/** A box of several lines: a value on each, or a longer text. */
export function ListControl({ view }: { view: SettingView }) {
  const { problem, value = view.value } = useField(view.key);
  return (
    <SettingNotes view={view} name={<label htmlFor={view.key}>{view.label}</label>} problem={problem}>
      <textarea
        className="input max-w-md"
        id={view.key}
        name={view.key}
        rows={4}
        spellCheck={false}
        defaultValue={value}
        {...describedBy(view.key, view.hint, problem)}
      />
    </SettingNotes>
  );
}
