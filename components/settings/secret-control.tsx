"use client";

import { useField } from "@/components/forms/form-context";
import { describedBy } from "@/components/forms/labelled";
import { SettingNotes } from "@/components/settings/setting-notes";
import type { SettingView } from "@/components/settings/setting-view";

/**
 * Something secret: what is stored never comes here, and what is typed never comes back from the server, but
 * stays in the box while other things are mended. Empty keeps what is stored.
 */
export function SecretControl({ view }: { view: SettingView }) {
  const { problem } = useField(view.key);
  return (
    <SettingNotes view={view} name={<label htmlFor={view.key}>{view.label}</label>} problem={problem}>
      <input
        className="input max-w-md"
        id={view.key}
        name={view.key}
        type="password"
        autoComplete="off"
        {...describedBy(view.key, view.hint, problem)}
      />
      {view.tick === undefined ? null : (
        <label className="flex min-h-11 cursor-pointer items-center gap-3">
          <input className="size-5 shrink-0 accent-(--link)" type="checkbox" name={`remove.${view.key}`} value="true" />
          {view.tick}
        </label>
      )}
    </SettingNotes>
  );
}
